"""Sentences say the counts, ties included."""

from typing import Any

import pytest
from django.utils.translation import override

from cordee.actions.dates import partial_date
from cordee.portal.pages import sentences
from cordee.portal.pages.portrait import MOST_BARS, Portrait, Ranking, structure_bars
from cordee.portal.words import listed


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with override("en"):
        yield


def portrait(count: int, **said: Any) -> Portrait:
    nothing = dict.fromkeys(("structures", "goals", "countries", "cities", "points"), ())
    values: dict[str, Any] = nothing | {"ongoing": 0, "undated": 0, "oldest": None}
    return Portrait(count=count, **values | said)


@pytest.mark.parametrize(
    ("count", "structures", "expected"),
    [
        (1, (("A", 1),), "A carries the only action."),
        (3, (("A", 3),), "A carries all 3 actions."),
        (4, (("A", 3), ("B", 1)), "A carries 3 of the 4 actions."),
        (4, (("A", 2), ("B", 2)), "A and B carry 2 actions each, of 4."),
        (2, (("A", 1), ("B", 1)), "A and B carry one action each, of 2."),
        (4, (("A", 1), ("B", 1), ("C", 1), ("D", 1)), "4 structures carry one action each."),
    ],
)
def test_on_structures(count: int, structures: Ranking, expected: str) -> None:
    assert sentences.on_structures(portrait(count, structures=structures)) == expected


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ((("9", 5), ("4", 2)), "SDG 9 (Innovation) comes first: 5 of 7 actions."),
        ((("9", 1),), "One goal: SDG 9 (Innovation)."),
        ((("4", 2), ("9", 2), ("11", 1)), "SDG 4 and 9 come first together: 2 of 7 actions each."),
        ((("4", 1), ("9", 1)), "SDG 4 and 9: one action each."),
    ],
)
def test_on_goals(goals: Ranking, expected: str) -> None:
    assert sentences.on_goals(portrait(7, goals=goals), "en") == expected


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        ((("JP", 3),), "One country: Japan."),
        ((("JP", 3), ("PE", 1)), "Japan comes first: 3 of 4 actions."),
        ((("JP", 1), ("PE", 1)), "Japan and Peru come first together, with one action each."),
    ],
)
def test_on_countries(countries: Ranking, expected: str) -> None:
    assert sentences.on_countries(portrait(4, countries=countries), "en") == expected


def test_on_time() -> None:
    said = sentences.on_time(portrait(3, ongoing=2, undated=1, oldest=1990))
    assert said == ("2 actions go on. The oldest known start is in 1990.", "1 action has no date yet.")
    assert sentences.on_time(portrait(1)) == ("", "")


def test_a_long_chart_keeps_its_sum() -> None:
    structures = MOST_BARS + 5
    ranking = tuple((str(n), 2) for n in range(structures))
    bars = structure_bars(portrait(2 * structures, structures=ranking))
    assert len(bars) == MOST_BARS + 1
    assert sum(bar["count"] for bar in bars) == 2 * structures
    assert bars[-1]["label"] == "5 other structures"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ((None, None, None), ""),
        ((2019, None, None), "2019"),
        ((2019, 10, None), "October 2019"),
        ((2019, 10, 2), "2 October 2019"),
        ((2019, 2, 31), "February 2019"),
    ],
)
def test_dates_are_as_exact_as_known(date: tuple[int | None, int | None, int | None], expected: str) -> None:
    assert partial_date(*date) == expected


def test_listed() -> None:
    assert [listed(["A", "B", "C"][:n]) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
