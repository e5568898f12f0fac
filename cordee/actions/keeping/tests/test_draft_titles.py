"""What a draft is called: by what was typed so far, whatever else it holds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.actions.keeping.draft_lines import title_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["form", "content", "texts", "language", "title", "title_fr", "fr"]), inner
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "data",
    [
        {"form": {"title_en": ["A well"], "title_fr": [" Un puits "], "language": ["fr"]}},
        {"form": {"title_fr": ["Un puits"], "title_en": ["A well"]}},
        {"form": {"title_en": [""], "language": ["en"], "title_fr": ["Un puits"]}},
        {"content": {"language": "fr", "texts": {"en": {"title": "A"}, "fr": {"title": "Un puits"}}}},
        {"content": {"texts": {"fr": {"title": "Un puits"}}}},
    ],
    ids=str,
)
def test_it_is_called_by_its_title(data: Any) -> None:
    assert title_of(data) == "Un puits"


@given(ANYTHING)
def test_whatever_it_holds_it_has_some_title_or_none(data: Any) -> None:
    assert isinstance(title_of(data), str)


def test_a_title_without_end_is_cut() -> None:
    assert len(title_of({"form": {"title_fr": ["x" * 9000]}})) == 200
