"""How a territory lets people take part: its defaults, and a sentence for each wrong key."""

from datetime import date
from typing import Any

import pytest

from cordee.territory.participation import read
from cordee.territory.reader import Problems, Table
from cordee.territory.shape import Participation


def given(**said: Any) -> tuple[Participation, list[str]]:
    """What is read, and the problems told."""
    problems = Problems()
    return read(Table(said, problems=problems, path="participation.")), problems.sentences


def test_an_empty_table_is_the_default() -> None:
    assert given() == (Participation(), [])


def test_each_key_is_read() -> None:
    said: dict[str, Any] = {
        "regime": "always",
        "referents_validate": True,
        "reveals_a_day": 5,
        "inactive_months": 36,
        "terms": date(2027, 1, 1),
    }
    assert given(**said) == (Participation(**said), [])


@pytest.mark.parametrize(
    ("key", "wrong"),
    [("regime", "never"), ("regime", 1), ("referents_validate", "yes"), ("reveals_a_day", 0),
     ("reveals_a_day", True), ("inactive_months", 1), ("inactive_months", 2.5), ("terms", "2027-01-01"),
     ("speling", 1)],
)  # fmt: skip
def test_a_wrong_key_is_named(key: str, wrong: object) -> None:
    _read, problems = given(**{key: wrong})
    assert len(problems) == 1
    assert f"participation.{key}" in problems[0]
