"""What a tile shows: the places of each of its cells as one point, and one point for cells too close to read.

Two circles that cover each other hide a number: the smaller joins the larger, also over the edge of a tile if
both tiles are of one region, which each of them reads whole. A circle belongs to one tile, that of its
largest cell: the sum of a zoom's tiles stays the number of places. The more cells are filled, the more room
each circle takes: a hundred thousand actions are no heavier to send, to draw or to read than three hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from cordee.atlas.index.port import Cell
from cordee.core.mercator import mercator

CELLS = 4
"""A tile is cut in 2⁴ × 2⁴ cells."""
TILE = 512
"""Pixels of a tile's side at its own zoom."""
_WORLD = 2
"""The last zoom at which the world is one region: further in, Paris and London are two circles anyhow."""
_SPARSE = 26
"""Filled cells of a tile up to which circles may touch; then they stay apart (`_room`)."""
_THINNING, _MOST_ROOM = 0.6, 2.0
"""How fast they do, and how far: chosen by `python -m tests.bench --map`, for a world view of one weight."""


class Part(NamedTuple):
    """The places of one type in one cell, in degrees; `number` and `precision` are those of one of them."""

    cell: int
    type: str
    places: int
    west: float
    south: float
    east: float
    north: float
    lon_sum: float
    lat_sum: float
    number: int
    precision: str


def radius(count: int) -> float:
    """The circle of so many places, in pixels, as `style.js` draws it; a lone one's sign."""
    if count == 1:
        return 10.0
    return float(np.interp(log(count), (0.7, 3, 7), (11, 17, 26)))


def region(z: int, x: int, y: int) -> tuple[int, int, int]:
    """The tile (z, x, y) whose tiles of that zoom are gathered together: the world, then each time four."""
    up = z if z <= _WORLD else 1
    return z - up, x >> up, y >> up


def gathered(parts: Iterable[Part], z: int) -> dict[int, list[Cell]]:
    """The points of each tile of a region, by the tile's Morton code at that zoom, the largest first."""
    by_cell: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        by_cell[part.cell].append(part)
    groups = sorted(by_cell.values(), key=lambda group: (-_count(group), group[0].cell))
    top, _x, _y = region(z, 0, 0)
    room = _room(len(groups) / 4 ** (z - top))
    tiles: dict[int, list[Cell]] = defaultdict(list)
    for anchor, group in _apart(groups, TILE << z, room):
        tiles[anchor[0].cell >> 2 * CELLS].append(_cell(anchor, group))
    return dict(tiles)


def _apart(groups: Sequence[list[Part]], side: int, room: float) -> list[tuple[list[Part], list[Part]]]:
    """Pairs (largest cell, all parts): each group joins the nearest larger one that it would cover."""
    kept: list[tuple[list[Part], list[Part]]] = []
    places, radii, counts = np.empty((len(groups), 2)), np.empty(len(groups)), [0] * len(groups)
    for group in groups:
        place = np.asarray(mercator(*_mean(group))) * side
        number = _count(group)
        there = len(kept)
        apart = np.hypot(*(places[:there] - place).T) / (radii[:there] + radius(number))
        into = int(apart.argmin()) if there else 0
        if there and apart[into] < room:
            kept[into][1].extend(group)
        else:
            into = there
            kept.append((group, list(group)))
            places[into] = place
        counts[into] += number
        radii[into] = radius(counts[into])
    return kept


def _room(filled: float) -> float:
    """The least distance of two circles, in sums of their radii, in a tile of so many filled cells."""
    return min(max(1.0, float((filled / _SPARSE) ** _THINNING)), _MOST_ROOM)


def _cell(anchor: Sequence[Part], parts: Sequence[Part]) -> Cell:
    """The commonest type names it, the first in order where two tie; it lies where its largest cell does."""
    counts: dict[str, int] = defaultdict(int)
    for part in parts:
        counts[part.type] += part.places
    lon, lat = _mean(anchor)
    return Cell(
        count=_count(parts),
        type=min(counts, key=lambda kind: (-counts[kind], kind)),
        west=min(part.west for part in parts),
        south=min(part.south for part in parts),
        east=max(part.east for part in parts),
        north=max(part.north for part in parts),
        lon=lon,
        lat=lat,
        number=min(part.number for part in parts),
        precision=parts[0].precision,
    )


def _count(parts: Sequence[Part]) -> int:
    return sum(part.places for part in parts)


def _mean(parts: Sequence[Part]) -> tuple[float, float]:
    count = _count(parts)
    return sum(part.lon_sum for part in parts) / count, sum(part.lat_sum for part in parts) / count
