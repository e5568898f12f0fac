"""A point is judged against its country: slips are named, doubtful points ask for a confirmation."""

import math
from pathlib import Path

import pytest

from cordee.territory.whereabouts import FILE, Verdict, distance, judge
from cordee.territory.world import UnknownCodeError, countries

OUAGADOUGOU = (-1.53388, 12.36566)


@pytest.mark.parametrize("code", sorted(countries()))
def test_every_country_knows_its_own_label_point(code: str) -> None:
    land = countries()[code]
    assert judge(code, land.lon, land.lat) is Verdict.OK


def test_swapped_coordinates_are_seen() -> None:
    lon, lat = OUAGADOUGOU
    assert judge("BF", lon, lat) is Verdict.OK
    assert judge("bf", lat, lon) is Verdict.SWAPPED


def test_swapped_coordinates_are_seen_even_out_of_range() -> None:
    assert judge("JP", 35.68, 139.69) is Verdict.SWAPPED


def test_a_swap_that_changes_nothing_is_no_swap() -> None:
    assert judge("NG", 7.4, 9.05) is Verdict.OK
    assert judge("NG", 9.05, 7.4) is Verdict.OK


@pytest.mark.parametrize("point", [(0, 0), (0.009, -0.009), (-0.0, 0.01)])
@pytest.mark.parametrize("code", ["FR", "GH", "ST"])
def test_null_island(code: str, point: tuple[float, float]) -> None:
    assert judge(code, *point) is Verdict.NULL_ISLAND


def test_greenwich_and_the_equator_are_no_null_island() -> None:
    assert judge("GB", 0.0, 51.48) is Verdict.OK
    assert judge("GA", 9.45, 0.0) is Verdict.OK


@pytest.mark.parametrize("point", [(181, 45), (5, 91), (-1e6, 2), (math.nan, 45), (5, math.inf)])
def test_out_of_range(point: tuple[float, float]) -> None:
    assert judge("FR", *point) is Verdict.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("code", "lon", "lat"), [("FR", -73.98, 40.75), ("BF", 7.4, 9.05), ("TW", 116.4, 39.9)]
)
def test_far(code: str, lon: float, lat: float) -> None:
    assert judge(code, lon, lat) is Verdict.FAR


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("FJ", 178.44, -18.14),  # Suva
        ("FJ", -179.87, -16.85),  # Taveuni, east of the antimeridian
        ("FJ", 180.0, -16.8),
        ("FJ", -180.0, -16.8),
        ("RU", -172.9, 64.4),  # Provideniya
        ("RU", 179.9, 68.9),
        ("NZ", -176.55, -43.95),  # Chatham Islands
        ("US", 179.27, 51.97),  # Semisopochnoi, Aleutians
        ("US", -176.64, 51.88),  # Adak
        ("US", -157.86, 21.31),  # Honolulu
        ("KI", 172.98, 1.33),  # Tarawa
    ],
)
def test_lands_on_the_antimeridian(code: str, lon: float, lat: float) -> None:
    assert judge(code, lon, lat) is Verdict.OK


def test_distance_goes_over_the_antimeridian() -> None:
    assert distance("FJ", -179.0, -17.0) == distance("FJ", 181.0, -17.0) < 1
    assert distance("RU", -168.1, 65.6) < 2


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("GI", -5.35, 36.14),
        ("TK", -172.5, -8.55),
        ("TV", 179.2, -8.52),
        ("MV", 73.51, 4.17),
        ("MH", 171.38, 7.09),
        ("RE", 55.45, -20.88),
        ("GF", -52.33, 4.94),
        ("FR", 55.45, -20.88),
        ("PS", 35.2, 31.7),
        ("PS", 34.45, 31.5),
        ("XK", 21.17, 42.67),
        ("TW", 121.56, 25.04),
        ("UA", 34.1, 44.95),
        ("VA", 12.45, 41.9),
        ("AQ", 0.0, -85.0),
    ],
)
def test_small_far_off_or_disputed_lands_are_known(code: str, lon: float, lat: float) -> None:
    assert judge(code, lon, lat) is Verdict.OK


def test_lands_without_outline_are_judged_by_their_places() -> None:
    assert judge("GI", 5.35, 36.14) is Verdict.FAR
    assert judge("GI", 36.14, -5.35) is Verdict.SWAPPED


def test_unknown_country_is_an_error() -> None:
    with pytest.raises(UnknownCodeError):
        judge("ZZ", 1, 1)


def test_outlines_stay_light() -> None:
    assert Path(FILE).stat().st_size <= 600_000
