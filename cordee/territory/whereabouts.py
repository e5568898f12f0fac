"""Judging whether a point is plausible for its country, so that a slip is seen when it is made."""

import json
import math
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from cordee.territory.gazetteer import points_of
from cordee.territory.world import country

FILE = Path(__file__).parent / "data" / "outlines.geojson"
NEAR = 0.5  # degrees: islets, ports, borders drawn lightly
NULL_ISLAND = 0.01  # degrees around (0, 0), where only lost coordinates lie
_TURNS = (0, 360, -360)


class Verdict(StrEnum):
    """What is to be said of a point."""

    OK = "ok"
    NULL_ISLAND = "null_island"
    OUT_OF_RANGE = "out_of_range"
    SWAPPED = "swapped"
    FAR = "far"


def judge(country_code: str, lon: float, lat: float) -> Verdict:
    """Judge a point in degrees (WGS 84) against a country (alpha-2, any case; else UnknownCodeError).

    `ok` within half a degree of the country, `swapped` if only (lat, lon) is, even where lat is out of range;
    `far` asks for a confirmation, the others for a correction.
    """
    code = country(country_code).code
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return Verdict.OUT_OF_RANGE
    if abs(lon) <= NULL_ISLAND and abs(lat) <= NULL_ISLAND:
        return Verdict.NULL_ISLAND
    if _is_on_earth(lon, lat) and _is_near(code, lon, lat):
        return Verdict.OK
    if _is_on_earth(lat, lon) and _is_near(code, lat, lon):
        return Verdict.SWAPPED
    return Verdict.FAR if _is_on_earth(lon, lat) else Verdict.OUT_OF_RANGE


def judge_anywhere(lon: float, lat: float) -> Verdict:
    """Judge a point of no country."""
    if abs(lon) <= NULL_ISLAND and abs(lat) <= NULL_ISLAND:
        return Verdict.NULL_ISLAND
    return Verdict.OK if _is_on_earth(lon, lat) else Verdict.OUT_OF_RANGE


def distance(country_code: str, lon: float, lat: float) -> float:
    """Return the distance in degrees from a point to a country, over the antimeridian if that is shorter.

    A country is its outline and the places that the gazetteer knows in it: many islets are only there.
    """
    land = country(country_code)
    points = [shapely.Point(lon + turn, lat) for turn in _TURNS]
    to_outline = _to_outline(land.code, points)
    if to_outline <= NEAR:
        return to_outline
    return min(
        to_outline, *(math.dist(_closest_turn(lon, at), (lon, lat)) for at in _known_points(land.code))
    )


def _is_on_earth(lon: float, lat: float) -> bool:
    return abs(lon) <= 180 and abs(lat) <= 90


def _is_near(code: str, lon: float, lat: float) -> bool:
    return distance(code, lon, lat) <= NEAR


def _to_outline(code: str, points: list[Any]) -> float:
    outline = _outline(code)
    if outline is None:
        return math.inf
    if any(outline.contains(point) for point in points):
        return 0.0
    return float(min(outline.distance(point) for point in points))


def _closest_turn(lon: float, point: tuple[float, float]) -> tuple[float, float]:
    """The point as seen from that longitude: at most 180 degrees away."""
    return (point[0] + 360 * round((lon - point[0]) / 360), point[1])


def _known_points(code: str) -> tuple[tuple[float, float], ...]:
    land = country(code)
    return (*points_of(code), (land.lon, land.lat))


@cache
def _outline(code: str) -> Any:
    """The prepared outline of a country, or None where the file has none (Gibraltar, Tokelau…)."""
    geometry = _geometries().get(code)
    if geometry is None:
        return None
    outline = shape(geometry)
    shapely.prepare(outline)
    return outline


@cache
def _geometries() -> Mapping[str, dict[str, Any]]:
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return {one["properties"]["code"]: one["geometry"] for one in features}
