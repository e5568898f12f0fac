"""The outlines of the world's lands, light enough to be drawn in a page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely
from shapely.geometry import shape

from cordee.portal.drawing.sphere import Point, View
from cordee.territory.whereabouts import FILE

_TOLERANCE = {"near": 0.08, "far": 0.45}  # degrees
_LEAST_AREA = {"near": 0.02, "far": 1.2}  # square degrees


@dataclass(frozen=True, slots=True)
class Ring:
    """One outer border of a land."""

    country: str
    points: tuple[Point, ...]


@cache
def rings(detail: str) -> tuple[Ring, ...]:
    """All outlines, «near» for a map of a few countries or «far» for the globe."""
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return tuple(
        Ring(feature["properties"]["code"], tuple(part.exterior.coords[:-1]))
        for feature in features
        for part in _parts(shape(feature["geometry"]), detail)
    )


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
    shapes = []
    for ring in rings(detail):
        if only and ring.country != only:
            continue
        points = [box.place(point) for point in view.ring(ring.points)]
        if len(points) > 2:
            shapes.append(shapely.Polygon(points))
    inside = [
        shapely.clip_by_rect(one, -4, -4, box.width + 4, box.height + 4) for one in shapes if _meets(one, box)
    ]
    return "".join(_outline(part) for one in inside for part in _polygons(one.simplify(tolerance)))


def _meets(one: Any, box: Box) -> bool:
    west, north, east, south = one.bounds
    return bool(west < box.width and east > 0 and north < box.height and south > 0)


def _polygons(geometry: Any) -> Iterator[Any]:
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type == "Polygon" and part.area > 2:
            yield part


def _outline(polygon: Any) -> str:
    """Relative steps of a tenth of a pixel, the shortest way to write them."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in polygon.exterior.coords[:-1]]
    (x, y), *others = tenths
    steps = [f"M{x / 10:g} {y / 10:g}l"]
    for after in others:
        steps.append(f"{(after[0] - x) / 10:g} {(after[1] - y) / 10:g}")
        x, y = after
    return " ".join(steps).replace("l ", "l").replace(" -", "-") + "z"
