"""What the visits of the map say together: the table, and what is too far from its first row."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.sections import surroundings
from tests.bench.visit import SIZE, Visit

FLAT = 0.2
"""How far from the smallest size the others may be."""
MET = "Every goal is met."
COMMAND = "python -m tests.bench --map"
_SECTION = """\
The world view of `/carte/` in headless Chromium at {width} × {height}, drawn in software, nothing kept from
before. `time` is from the start of the navigation until all is drawn and the map rests; `points` are the
tiles of the actions, and how many circles and signs are `drawn` from them; `page` is all that was sent,
tiles and ground included. Bytes are those of bodies, compressed. One server and one SQLite file for each
size, {runs} visits of each in turn (A, B, C, A, B, C…) after one that does not count: it makes the opening
pictures that the server keeps for visitors until something changes. Medians, and × is how many times the
first row. Goal: time and bytes of points within ± {flat:.0f} % of it.

Made by `{command}` on {day}; {machine};
{software}; load {load:.1f} at the end, the bench's own included.

{table}

{verdict}
"""
_HEAD = """\
| actions | places | time, ms | range | × | tiles | points, kB | range | × | drawn | B each | page, kB | × |
| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
"""


@dataclass(frozen=True, slots=True)
class Row:
    """The visits of one size; `places` are gathered in so many `points` on the map."""

    actions: int
    places: int
    points: int
    visits: Sequence[Visit]


Measure = Callable[[Visit], float]
MEASURES: dict[str, Measure] = {
    "time": lambda visit: visit.idle,
    "points": lambda visit: visit.tile_bytes / 1000,
    "page": lambda visit: visit.page_bytes / 1000,
}
GOALS = ("time", "points")


def section(rows: Sequence[Row]) -> str:
    """The whole section, in Markdown."""
    return _SECTION.format(
        width=SIZE["width"],
        height=SIZE["height"],
        runs=len(rows[0].visits),
        flat=100 * FLAT,
        command=COMMAND,
        load=os.getloadavg()[0],
        table=table(rows),
        verdict="\n".join(f"- {line}" for line in [*(verdict(rows) or [MET]), _growth(*rows[-2:])]),
        **surroundings(),
    )


def table(rows: Sequence[Row]) -> str:
    """One line a size, the smallest first."""
    return _HEAD + "\n".join(_line(row, rows[0]) for row in rows)


def verdict(rows: Sequence[Row]) -> list[str]:
    """What is not flat; nothing when every goal is met."""
    return [
        f"{row.actions:,} actions: {name} {ratio:.2f} × that of {rows[0].actions:,} (**not flat**)."
        for row in rows[1:]
        for name in GOALS
        if abs((ratio := round(_ratio(row, rows[0], name), 2)) - 1) > FLAT
    ]


def _growth(before: Row, last: Row) -> str:
    said = [f"{name} {_ratio(last, before, name):.2f} ×" for name in MEASURES]
    return f"From {before.actions:,} to {last.actions:,} actions: {', '.join(said)}."


def _line(row: Row, first: Row) -> str:
    counts = [len(visit.tiles) for visit in row.visits]
    cells = [
        f"{row.actions:,}",
        f"{row.places:,}",
        *_spread(row, first, "time", 0),
        "–".join(map(str, sorted({min(counts), max(counts)}))),
        *_spread(row, first, "points", 1),
        str(row.points),
        f"{1000 * _median(row, 'points') / row.points:.0f}",
        f"{_median(row, 'page'):.0f}",
        f"{_ratio(row, first, 'page'):.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _spread(row: Row, first: Row, name: str, digits: int) -> list[str]:
    """Median, least and most, ratio."""
    values = [MEASURES[name](visit) for visit in row.visits]
    ends = f"{min(values):.{digits}f}–{max(values):.{digits}f}"
    return [f"{median(values):.{digits}f}", ends, f"{_ratio(row, first, name):.2f}"]


def _median(row: Row, name: str) -> float:
    return median(MEASURES[name](visit) for visit in row.visits)


def _ratio(row: Row, first: Row, name: str) -> float:
    return _median(row, name) / _median(first, name)
