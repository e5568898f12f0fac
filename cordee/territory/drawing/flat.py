"""The world flat and north up, as map tiles have it: what stands where the live map is not drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import pi
from typing import ClassVar

import numpy as np
import shapely

from cordee.core.mercator import MAX_LATITUDE, mercator
from cordee.territory.drawing import lands
from cordee.territory.drawing.lands import Numbers
from cordee.territory.drawing.sphere import Point, Vector

_TOLERANCE = 0.6  # pixels
_EDGE = 0.02  # pixels: the world's seam is no coast


@cache
def world(side: int, top: float = 0, bottom: float | None = None) -> str:
    """All lands in Web Mercator on a square of that side in pixels, as the `d` of one SVG path.

    Only what lies between `top` and `bottom`, in pixels from the north end, is drawn.
    """
    rings = lands.rings("far")
    borders = [
        np.asarray([mercator(lon, lat) for lon, lat in rings.points_of(ring).tolist()]) * side
        for ring in range(len(rings.starts))
    ]
    shapes = shapely.make_valid(lands.filled(borders))
    inside = shapely.clip_by_rect(shapes, _EDGE, top, side - _EDGE, side if bottom is None else bottom)
    return lands.outlines(shapely.simplify(inside, _TOLERANCE))


@dataclass(frozen=True, slots=True)
class Plan:
    """A flat map around a point of Mercator's unit square, asked as a `sphere.View` is: nothing is behind it.

    x goes east, y south, both in radians of longitude.
    """

    x: float
    y: float
    turns: ClassVar[tuple[float, ...]] = (-2 * pi, 0.0, 2 * pi)

    def seen(self, point: Point) -> Vector:
        """The point, on the turn of the world that is nearest to the middle."""
        x, y = mercator(*point)
        return _nearest(x - self.x) * 2 * pi, (y - self.y) * 2 * pi, 1.0

    def seen_all(self, points: Numbers) -> Numbers:
        """Points (n, 2) in degrees as three rows, all on the same turn, so that no outline is torn."""
        latitudes = np.radians(np.clip(points[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        x = np.radians(points[:, 0]) + pi - 2 * pi * self.x
        y = pi - np.arcsinh(np.tan(latitudes)) - 2 * pi * self.y
        return np.stack([x, y, np.ones(len(points))])


def around(home: Point, others: Sequence[Point]) -> Plan:
    """The plan with home and the others around its middle, by the shorter way round the world."""
    x, y = mercator(*home)
    places = [mercator(*other) for other in others]
    across = [0.0, *(_nearest(place[0] - x) for place in places)]
    down = [y, *(place[1] for place in places)]
    return Plan(x + (min(across) + max(across)) / 2, (min(down) + max(down)) / 2)


def _nearest(turn: float) -> float:
    return (turn + 0.5) % 1 - 0.5
