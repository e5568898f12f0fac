"""The Earth seen from far above one point: orthographic projection, what the horizon hides, great circles."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
"""Longitude and latitude in degrees, or x and y in the drawing."""
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The eye above (lon, lat), in degrees; x goes east, y south, both in radii of the Earth."""

    lon: float
    lat: float
    turns: ClassVar[tuple[float, ...]] = (0.0,)

    def seen(self, point: Point) -> Vector:
        """The point as the eye has it: x, y and depth; a depth under 0 is beyond the horizon."""
        turn, lat, tilt = radians(point[0] - self.lon), radians(point[1]), radians(self.lat)
        east, up, out = cos(lat) * sin(turn), sin(lat), cos(lat) * cos(turn)
        return east, -(up * cos(tilt) - out * sin(tilt)), out * cos(tilt) + up * sin(tilt)

    def seen_all(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for an array of points (n, 2) in degrees: x, y and depth as three rows."""
        turn, lat = np.radians(points[:, 0] - self.lon), np.radians(points[:, 1])
        tilt = radians(self.lat)
        east, up, out = np.cos(lat) * np.sin(turn), np.sin(lat), np.cos(lat) * np.cos(turn)
        return np.stack([east, -(up * cos(tilt) - out * sin(tilt)), out * cos(tilt) + up * sin(tilt)])


def cut_at_horizon(seen: Sequence[Sequence[float]]) -> list[Point]:
    """A closed outline as `View.seen` has it, led along the horizon where it goes behind; maybe empty."""
    if all(depth >= 0 for _x, _y, depth in seen):
        return [(x, y) for x, y, _depth in seen]
    if all(depth < 0 for _x, _y, depth in seen):
        return []
    return _cut([(x, y, depth) for x, y, depth in seen])


def _cut(seen: Sequence[Vector]) -> list[Point]:
    """Keep what is in front; between leaving and coming back, follow the horizon the shorter way."""
    start = next(n for n, (one, two) in enumerate(_pairs(seen)) if one[2] < 0 <= two[2])
    kept: list[Point] = []
    for one, two in [*_pairs(seen)[start:], *_pairs(seen)[:start]]:
        if one[2] < 0 <= two[2]:
            entry = _crossing(one, two)
            if kept:
                kept += _along_horizon(kept[-1], entry)
            kept += [entry, two[:2]]
        elif two[2] >= 0:
            kept.append(two[:2])
        elif one[2] >= 0:
            kept.append(_crossing(one, two))
    return [*kept, *_along_horizon(kept[-1], kept[0])]


def _pairs(seen: Sequence[Vector]) -> list[tuple[Vector, Vector]]:
    return list(zip(seen, [*seen[1:], seen[0]], strict=True))


def _crossing(one: Vector, two: Vector) -> Point:
    share = one[2] / (one[2] - two[2])
    x, y = (one[axis] + share * (two[axis] - one[axis]) for axis in (0, 1))
    length = hypot(x, y) or 1.0
    return x / length, y / length


def _along_horizon(start: Point, end: Point) -> list[Point]:
    first, last = atan2(start[1], start[0]), atan2(end[1], end[0])
    turn = (last - first + pi) % (2 * pi) - pi
    steps = int(abs(turn) / 0.1)
    angles = [first + turn * n / (steps + 1) for n in range(1, steps + 1)]
    return [(cos(angle), sin(angle)) for angle in angles]


def vector(point: Point) -> Vector:
    """The point on the sphere of radius 1."""
    lon, lat = radians(point[0]), radians(point[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def point_of(at: Vector) -> Point:
    """The (lon, lat) under a vector of any length but 0."""
    x, y, z = at
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


def angle(start: Point, end: Point) -> float:
    """The angle between two points seen from the centre of the Earth, in radians."""
    return acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(vector(start), vector(end), strict=True)))))


def between(start: Point, end: Point, share: float) -> Point:
    """The point at that share (0 to 1) of the great circle from start to end."""
    whole = angle(start, end)
    if whole < 1e-6:
        return start
    one, two = sin((1 - share) * whole) / sin(whole), sin(share * whole) / sin(whole)
    x, y, z = (one * a + two * b for a, b in zip(vector(start), vector(end), strict=True))
    return point_of((x, y, z))


def middle(points: Sequence[Point]) -> Point:
    """The point in the middle of them all; the first where they have none."""
    x, y, z = (sum(vector(point)[axis] for point in points) for axis in (0, 1, 2))
    return points[0] if sqrt(x * x + y * y + z * z) < 1e-6 else point_of((x, y, z))
