"""TopoJSON read into lines and polygons, none of which jumps over the antimeridian."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon, box

Point = tuple[float, float]
Pair = frozenset[str]
Geometry = dict[str, Any]
BEYOND = 2  # degrees that a land goes on over the antimeridian, so that no coast is drawn along it
WORLD = box(-180 - BEYOND, -86, 180 + BEYOND, 90)  # Mercator ends at 85.06
# The ice shelf that the sources leave open reaches the end of Mercator: a globe would be torn to its pole.
SOUTH_POLE = box(-180 - BEYOND, -86, 180 + BEYOND, -84.4)


class Topology:
    """One file: its arcs, and the codes of the countries on both sides of each."""

    def __init__(self, file: Path) -> None:
        data = json.loads(file.read_text(encoding="utf-8"))
        self._transform = data["transform"]
        self._land = data["objects"]["land"]["geometries"]
        self.countries: list[Geometry] = data["objects"].get("countries", {"geometries": []})["geometries"]
        self._arcs = [self._decoded(arc) for arc in data["arcs"]]

    def _decoded(self, steps: list[list[int]]) -> list[Point]:
        (scale_x, scale_y), (left, bottom) = self._transform["scale"], self._transform["translate"]
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        return points

    def lands(self) -> Iterator[Any]:
        """Each land with its lakes that are seas, on the sphere unrolled around Greenwich."""
        for geometry in self._land:
            parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            for rings in parts:
                outer, *holes = [_unrolled(self._ring(ring)) for ring in rings]
                if len(outer) >= 4:
                    yield _whole(outer, [hole for hole in holes if len(hole) >= 4])

    def _ring(self, numbers: list[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            points.extend(arc[1 if points else 0 :])
        return points

    def borders(self, code: Callable[[Geometry], str]) -> dict[Pair, list[LineString]]:
        """The lines between two countries, by the two codes that `code` gives to their geometries."""
        sides: dict[int, set[str]] = defaultdict(set)
        for geometry in self.countries:
            for number in _flat(geometry["arcs"]):
                sides[number if number >= 0 else ~number].add(code(geometry))
        lines: dict[Pair, list[LineString]] = defaultdict(list)
        for number, codes in sorted(sides.items()):
            if len(codes) == 2:
                lines[frozenset(codes)].append(LineString(self._arcs[number]))
        return lines


def _unrolled(ring: list[Point]) -> list[Point]:
    """The ring without its jumps; one round the earth goes on for two turns, then down to the pole."""
    points = ring[:1]
    for x, y in ring[1:]:
        points.append((x - 360 * round((x - points[-1][0]) / 360), y))
    if abs(points[-1][0] - points[0][0]) > 180:
        turn = math.copysign(360, points[-1][0] - points[0][0])
        pole = math.copysign(90, points[0][1])
        points = [(x + n * turn, y) for n in (-1, 0, 1) for x, y in points]
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def _whole(outer: list[Point], holes: list[list[Point]]) -> Any:
    """All of a land that lies within the world and a little beyond, in one geometry.

    A ring whose points run the wrong way round is no matter here: shapely takes the inside of the ring.
    """
    sound = shapely.make_valid(Polygon(outer, holes))
    if sound.bounds[0] > -180 + BEYOND and sound.bounds[2] < 180 - BEYOND:
        return sound
    cap = [SOUTH_POLE] if sound.bounds[1] < SOUTH_POLE.bounds[3] else []
    turned = [affinity.translate(sound, turn) for turn in (-720, -360, 0, 360, 720)]
    return shapely.union_all([*turned, *cap]).intersection(WORLD)


def land_share(lands: list[Any]) -> float:
    """The share of the globe's surface that is land, by the equal-area projection."""
    inside = box(-180, -90, 180, 90)
    flat = (shapely.transform(land.intersection(inside), _equal_area) for land in lands)
    return float(sum(each.area for each in flat)) / (360 * 360 / math.pi)


def _equal_area(points: Any) -> Any:
    flat = points.copy()
    for row in flat:
        row[1] = math.degrees(math.sin(math.radians(row[1])))
    return flat


def _flat(arcs: Any) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, int):
            yield item
        else:
            yield from _flat(item)
