"""The outlines of the world's lands, light enough to be drawn in a page.

All of them are projected at once: a page draws two maps, and each looks at some twenty thousand points.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import tau
from typing import Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from cordee.territory.drawing.sphere import Point, Vector, cut_at_horizon
from cordee.territory.whereabouts import FILE

_TOLERANCE = {"near": 0.08, "far": 0.45}  # degrees
_LEAST_AREA = {"near": 0.02, "far": 1.2}  # square degrees
_POLYGON = 3  # the number of that type in GEOS
_SEAM = 180.0  # degrees: where the data cut the world
_HAIR = 0.05  # pixels: two borders so close are one
_SPECK = 2.0  # square pixels
_MAIN = 0.05  # of a country's largest land: the lands that its map must hold
Numbers = NDArray[np.float64]


class View(Protocol):
    """Where the reader stands: `sphere.View` before the globe, `flat.Plan` over a map."""

    @property
    def turns(self) -> tuple[float, ...]:
        """How far apart, in x, the same land is seen again."""

    def seen(self, point: Point) -> Vector:
        """A point in degrees as x, y and depth."""

    def seen_all(self, points: Numbers) -> Numbers:
        """The same for an array of points (n, 2), as three rows."""


@dataclass(frozen=True, slots=True)
class Rings:
    """Outer borders of lands, one after the other; `starts` says where each begins in `points` (degrees)."""

    countries: NDArray[np.str_]
    starts: NDArray[np.int64]
    points: Numbers

    def points_of(self, ring: int) -> Numbers:
        """The points of one border."""
        after = self.starts[ring + 1] if ring + 1 < len(self.starts) else len(self.points)
        return self.points[self.starts[ring] : after]

    def chosen(self, country: str) -> "Rings":
        """The borders of one country."""
        parts = [self.points_of(ring) for ring in np.flatnonzero(self.countries == country).tolist()]
        return _gathered([country] * len(parts), parts)


@cache
def rings(detail: str, country: str = "") -> Rings:
    """All outlines or one country's, «near» for a map of a few countries or «far» for the globe."""
    if country:
        return rings(detail).chosen(country)
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    found = [
        (feature["properties"]["code"], np.asarray(part.exterior.coords[:-1]))
        for feature in features
        for part in _parts(_sewn(shape(feature["geometry"])), detail)
    ]
    return _gathered([code for code, _points in found], [points for _code, points in found])


def extent(country: str) -> list[tuple[Point, Point]]:
    """Opposite corners, in degrees, of each of a country's main lands; its small islands do not count.

    A land that goes over the antimeridian ends beyond 180°.
    """
    borders = rings("near", country)
    parts = [borders.points_of(ring) for ring in range(len(borders.starts))]
    areas = [_area(part) for part in parts]
    least = _MAIN * max(areas, default=0)
    boxes = [(*part.min(axis=0), *part.max(axis=0)) for part in parts]
    return [
        ((float(west), float(south)), (float(east), float(north)))
        for (west, south, east, north), area in zip(boxes, areas, strict=True)
        if area >= least
    ]


def _area(border: Numbers) -> float:
    """Nearly, in square degrees of the equator: enough to tell large lands from small ones."""
    return float(shapely.area(shapely.polygons(border)) * np.cos(np.radians(border[:, 1].mean())))


def _gathered(countries: list[str], parts: list[Numbers]) -> Rings:
    starts = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    return Rings(np.asarray(countries), starts, np.concatenate([np.empty((0, 2)), *parts]))


def _sewn(geometry: Any) -> Any:
    """The lands that the antimeridian cuts, whole again and going on beyond 180°: the cut is no coast."""
    parts = shapely.get_parts(geometry)
    least, _south, most, _north = shapely.bounds(parts).T
    after = (least <= -_SEAM) & (most < _SEAM)
    if not after.any():
        return geometry
    moved = shapely.transform(parts[after], lambda points: np.add(points, (360, 0)))
    return shapely.union_all([*parts[~after], *moved])


def _parts(geometry: Any, detail: str) -> Iterator[Any]:
    light = geometry.simplify(_TOLERANCE[detail])
    for part in getattr(light, "geoms", [light]):
        if part.geom_type == "Polygon" and part.area >= _LEAST_AREA[detail]:
            yield part


@dataclass(frozen=True, slots=True)
class Box:
    """A drawing's size in pixels, and how many make one radius of the Earth."""

    width: int
    height: int
    scale: float

    def place(self, at: tuple[float, ...]) -> Point:
        """From radii around the centre to pixels."""
        return self.width / 2 + at[0] * self.scale, self.height / 2 + at[1] * self.scale


def path(view: View, box: Box, *, detail: str, only: str = "", tolerance: float = 0.5) -> str:
    """The lands in sight (or one country's), cut to the box, as the `d` of one SVG path."""
    shapes = _in_sight(rings(detail, only), view, box)
    inside = shapely.clip_by_rect(shapes, -4, -4, box.width + 4, box.height + 4)
    return outlines(shapely.simplify(inside, tolerance))


def _in_sight(lands: Rings, view: View, box: Box) -> NDArray[np.object_]:
    """The outlines that meet the box, in pixels, as polygons; those that cross the horizon are cut there."""
    if not len(lands.starts):
        return np.asarray([], dtype=object)
    x, y, depth = view.seen_all(lands.points)
    outlines = [
        outline
        for turn in view.turns
        for outline in _met(lands, np.stack([x + turn, y, depth]), box)
        if len(outline) > 2
    ]
    shapes = filled(outlines)
    return _whole_belts(shapes, tau * box.scale) if len(view.turns) > 1 else shapes


def _whole_belts(shapes: NDArray[np.object_], turn: float) -> NDArray[np.object_]:
    """Lands that go round the world, as the Antarctic does, as one: where a turn ends is no coast."""
    belts = goes_round(shapes, turn)
    belt = shapely.union_all(shapely.make_valid(shapes[belts]), grid_size=_HAIR)
    return np.asarray([*shapes[~belts], belt])


def goes_round(shapes: NDArray[np.object_], turn: float) -> NDArray[np.bool_]:
    """Which of these lands are as wide as the world, `turn` pixels."""
    west, _north, east, _south = shapely.bounds(shapes).T
    return np.asarray(east - west > turn - _HAIR)


def _met(lands: Rings, seen: Numbers, box: Box) -> Iterator[Numbers]:
    """The outlines that meet the box, in pixels."""
    x, y, depth = seen
    placed = np.column_stack([box.width / 2 + x * box.scale, box.height / 2 + y * box.scale])
    nearest = np.maximum.reduceat(depth, lands.starts)
    farthest = np.minimum.reduceat(depth, lands.starts)
    least = np.minimum.reduceat(placed, lands.starts)
    most = np.maximum.reduceat(placed, lands.starts)
    meets = (least < (box.width, box.height)).all(axis=1) & (most > 0).all(axis=1)
    for ring in np.flatnonzero((farthest >= 0) & meets).tolist():
        yield _slice(lands, placed, ring)
    for ring in np.flatnonzero((farthest < 0) & (nearest >= 0)).tolist():
        cut = cut_at_horizon(_slice(lands, seen.T, ring).tolist())
        yield np.asarray([box.place(at) for at in cut])


def filled(borders: list[Numbers]) -> NDArray[np.object_]:
    """A polygon for each closed border, in pixels."""
    if not borders:
        return np.asarray([], dtype=object)
    of_ring = np.repeat(np.arange(len(borders)), [len(border) for border in borders])
    return np.asarray(shapely.polygons(shapely.linearrings(np.concatenate(borders), indices=of_ring)))


def _slice(lands: Rings, placed: Numbers, ring: int) -> Numbers:
    start = lands.starts[ring]
    return placed[start : start + len(lands.points_of(ring))]


def outlines(shapes: NDArray[np.object_]) -> str:
    """The `d` of one SVG path in relative steps of a tenth of a pixel, the shortest way to write it.

    Specks are left out.
    """
    parts = shapely.get_parts(shapes)
    parts = parts[(shapely.get_type_id(parts) == _POLYGON) & (shapely.area(parts) > _SPECK)]
    corners, part = shapely.get_coordinates(shapely.get_exterior_ring(parts), return_index=True)
    tenths = np.rint(corners * 10).astype(int)
    ends = np.flatnonzero(np.diff(part)) + 1
    return "".join(_outline(ring[:-1].tolist()) for ring in np.split(tenths, ends) if len(ring))


def _outline(tenths: list[list[int]]) -> str:
    (x, y), *others = tenths
    steps = [f"M{x / 10:g} {y / 10:g}l"]
    for to_x, to_y in others:
        steps.append(f"{(to_x - x) / 10:g} {(to_y - y) / 10:g}")
        x, y = to_x, to_y
    return " ".join(steps).replace("l ", "l").replace(" -", "-") + "z"
