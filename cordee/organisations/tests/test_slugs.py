"""Addresses are unique, readable, and stay within what the database keeps."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordee.core.slugs import free_slugs
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def test_taken_ones_are_numbered() -> None:
    organisation("ville")
    organisation("ville-3")
    assert free_slugs(Organisation, ["Ville", "ville", "VILLÉ", "lac"]) == [
        "ville-2",
        "ville-4",
        "ville-5",
        "lac",
    ]


def test_a_wanted_number_is_respected() -> None:
    assert free_slugs(Organisation, ["a", "a-2", "a"]) == ["a", "a-2", "a-3"]


def test_without_a_latin_letter_it_is_the_kind_of_thing() -> None:
    assert free_slugs(Organisation, ["日本", "…"]) == ["organisation", "organisation-2"]


def test_many_alike_are_quick() -> None:
    assert len(set(free_slugs(Organisation, ["same"] * 300))) == 300


@given(st.lists(st.text(max_size=300), max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_one(texts: list[str]) -> None:
    slugs = free_slugs(Organisation, texts)
    assert len(slugs) == len(set(slugs)) == len(texts)
    assert all(0 < len(slug) <= 120 and slug.isascii() for slug in slugs)
