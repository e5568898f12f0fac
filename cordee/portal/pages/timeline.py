"""Actions in time: from the first year known to today, in percentages of the drawing's width."""

from collections.abc import Sequence
from dataclasses import dataclass

from cordee.actions.cards import Card
from cordee.actions.enums import Progress

MOST_TICKS = 6
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Span:
    """One action on the time line; `start` and `end` are positions such as «12.5%», empty where unknown."""

    title: str
    language: str
    url: str
    period: str
    state: str
    start: str
    end: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A year under the line."""

    year: int
    at: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The spans, the earliest first, those without a date last; and the years under them."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]


def timeline(found: Sequence[Card], *, today: int) -> Timeline:
    """Lay the actions out. Without any date there are no ticks."""
    years = [year for card in found for year in (card.start_year, card.end_year) if year]
    if not years:
        return Timeline(tuple(_span(card, 0, 1) for card in found), ())
    first, last = min(years), max(*years, today)
    in_order = sorted(found, key=lambda card: (card.start_year or card.end_year or 9999, card.title))
    ticks = tuple(Tick(year, _at(year, first, last)) for year in _round_years(first, last))
    return Timeline(tuple(_span(card, first, last) for card in in_order), ticks)


def _span(card: Card, first: int, last: int) -> Span:
    goes_on = card.progress == Progress.UNDER_WAY and card.end_year is None
    start = card.start_year or card.end_year
    return Span(
        card.title,
        card.language,
        card.url,
        card.period,
        card.progress_label,
        _at(start, first, last) if start else "",
        _at(card.end_year, first, last) if card.end_year and card.start_year else "",
        goes_on,
    )


def _at(year: int, first: int, last: int) -> str:
    return f"{2 + 94 * (year - first) / max(1, last - first):.1f}%"


def _round_years(first: int, last: int) -> list[int]:
    step = next((step for step in _STEPS if (last - first) / step <= MOST_TICKS), 500)
    return [year for year in range(first - first % step, last + 1, step) if year >= first]
