"""The world flat and north up, as map tiles have it: what stands where the live map is not drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import pi, tau
from typing import ClassVar

import numpy as np
import shapely

from cordee.core.mercator import MAX_LATITUDE, mercator
from cordee.territory.drawing import lands
from cordee.territory.drawing.lands import Numbers
from cordee.territory.drawing.sphere import Point, Vector

_TOLERANCE = 0.6  # pixels
_FAR_SOUTH = tau  # how much further the pole lies: the Antarctic goes on below any box
_EDGE = 0.02  # pixels: where the Antarctic ends at both sides of the square


@cache
def world(side: int, top: float = 0, bottom: float | None = None) -> str:
    """All lands in Web Mercator on a square of that side in pixels, as the `d` of one SVG path.

    Only what lies between `top` and `bottom`, in pixels from the north end, is drawn. A land over the
    antimeridian goes on east of the square: who repeats the world beside itself shows it whole.
    """
    rings = lands.rings("far")
    placed = (Plan(0.5, 0.5).seen_all(rings.points)[:2].T / tau + 0.5) * side
    borders = np.split(placed, rings.starts[1:])
    shapes = shapely.make_valid(lands.filled(borders))
    foot = side if bottom is None else bottom
    belts = lands.goes_round(shapes, side)
    belt = shapely.clip_by_rect(shapes[belts], _EDGE, top, side - _EDGE, foot)
    inside = shapely.clip_by_rect(shapes[~belts], -side, top, 2 * side, foot)
    return lands.outlines(shapely.simplify(np.concatenate([inside, belt]), _TOLERANCE))


@dataclass(frozen=True, slots=True)
class Plan:
    """A flat map around a point of Mercator's unit square, asked as a `sphere.View` is: nothing is behind it.

    x goes east, y south, both in radians of longitude.
    """

    x: float
    y: float
    turns: ClassVar[tuple[float, ...]] = (-tau, 0.0, tau)

    def seen(self, point: Point) -> Vector:
        """The point, on the turn of the world that is nearest to the middle."""
        x, y = mercator(*point)
        return _nearest(x - self.x) * tau, (y - self.y) * tau, 1.0

    def seen_all(self, points: Numbers) -> Numbers:
        """Points (n, 2) in degrees as three rows, all on the same turn, so that no outline is torn."""
        latitudes = np.radians(np.clip(points[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        x = np.radians(points[:, 0]) + pi - tau * self.x
        y = pi - np.arcsinh(np.tan(latitudes)) - tau * self.y
        y[points[:, 1] <= -90] += _FAR_SOUTH
        return np.stack([x, y, np.ones(len(points))])


def around(home: Point, groups: Sequence[Sequence[Point]]) -> tuple[Plan, float, float]:
    """The plan with home and all points around its middle, and how far they reach from it, in its units.

    Each group lies by the shorter way round the world, on one turn of it: as the corners of a land must.
    """
    x, y = mercator(*home)
    across, down = [0.0], [y]
    for group in groups:
        steps = [(lon - home[0]) / 360 for lon, _lat in group]
        centre = (min(steps) + max(steps)) / 2
        across += [step - centre + _nearest(centre) for step in steps]
        down += [mercator(lon, lat)[1] for lon, lat in group]
    plan = Plan(x + (min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
    return plan, (max(across) - min(across)) * pi, (max(down) - min(down)) * pi


def _nearest(turn: float) -> float:
    return (turn + 0.5) % 1 - 0.5
