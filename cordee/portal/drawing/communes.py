"""The territory's communes as one SVG: their contours, and a dot that grows with what is known of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sqrt
from pathlib import Path
from typing import Any

from shapely.geometry import shape

from cordee.territory import instance

WIDTH = 480
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """A commune's contour and the point where its count stands."""

    insee: str
    name: str
    path: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class CommuneMark:
    """A contour with its count; `radius` is empty where nothing is known."""

    insee: str
    name: str
    path: str
    x: str
    y: str
    count: int
    radius: str
    url: str


@dataclass(frozen=True, slots=True)
class CommuneMap:
    """The drawing's size and its communes, the smallest counts on top."""

    width: int
    height: int
    marks: tuple[CommuneMark, ...]


def draw(counts: Mapping[str, int], urls: Mapping[str, str]) -> CommuneMap | None:
    """The map with these counts by INSEE code; None where the territory has no contours."""
    height, outlines = _outlines(instance.current().folder)
    if not outlines:
        return None
    largest = max(counts.values(), default=0) or 1
    marks = [
        CommuneMark(
            outline.insee,
            outline.name,
            outline.path,
            outline.x,
            outline.y,
            counts.get(outline.insee, 0),
            f"{5 + 15 * sqrt(counts[outline.insee] / largest):.1f}" if counts.get(outline.insee) else "",
            urls[outline.insee],
        )
        for outline in outlines
    ]
    return CommuneMap(WIDTH, height, tuple(sorted(marks, key=lambda mark: -mark.count)))


@cache
def _outlines(_folder: Path) -> tuple[int, tuple[Outline, ...]]:
    """Those of the current territory, kept by its folder."""
    territory = instance.current()
    shapes = {insee: shape(geometry) for insee, geometry in territory.contours().items()}
    shapes = {insee: one for insee, one in shapes.items() if insee in territory.communes}
    if not shapes:
        return 0, ()
    west = min(one.bounds[0] for one in shapes.values())
    south = min(one.bounds[1] for one in shapes.values())
    east = max(one.bounds[2] for one in shapes.values())
    north = max(one.bounds[3] for one in shapes.values())
    flat = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * _MARGIN) / ((east - west) * flat)
    height = round((north - south) * scale + 2 * _MARGIN)

    def place(lon: float, lat: float) -> tuple[float, float]:
        return _MARGIN + (lon - west) * flat * scale, _MARGIN + (north - lat) * scale

    return height, tuple(
        _outline(territory.communes[insee], one, place) for insee, one in sorted(shapes.items())
    )


def _outline(commune: instance.Commune, geometry: Any, place: Any) -> Outline:
    parts = getattr(geometry, "geoms", [geometry])
    inside = geometry.representative_point()
    x, y = place(commune.lon or inside.x, commune.lat or inside.y)
    return Outline(
        commune.insee,
        commune.name,
        "".join(_path([place(*at[:2]) for at in part.exterior.coords[:-1]]) for part in parts),
        f"{x:.1f}",
        f"{y:.1f}",
    )


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z"


def neighbours() -> Mapping[str, tuple[str, ...]]:
    """The communes that share a border with each; empty where the territory has no contours."""
    return _neighbours(instance.current().folder)


@cache
def _neighbours(_folder: Path) -> Mapping[str, tuple[str, ...]]:
    known = instance.current().communes
    shapes = {
        insee: shape(geometry) for insee, geometry in instance.current().contours().items() if insee in known
    }
    return {
        insee: tuple(other for other, there in shapes.items() if other != insee and one.dwithin(there, 1e-4))
        for insee, one in shapes.items()
    }
