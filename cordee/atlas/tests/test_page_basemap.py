"""The map's ground, decoded: light, whole, named in both languages, with borders as its README tells."""

import gzip
import hashlib
import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from django.conf import settings
from pmtiles.reader import MemorySource, Reader
from pmtiles.tile import Compression, TileType
from shapely import affinity
from shapely.geometry import LineString, Point, box, shape

from cordee.territory import world
from scripts.basemap.tiles import described

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parents[1] / "static/atlas/basemap"
FILE = FOLDER / "world.pmtiles"
LAYERS = {"land", "borders", "countries", "seas", "cities"}
LAND = 0.288
Tile = tuple[int, int, int]


@cache
def reader() -> Reader:
    return Reader(MemorySource(FILE.read_bytes()))


@cache
def tile(z: int, x: int, y: int) -> dict[str, list[dict[str, Any]]]:
    """The features of a tile by layer, in its own units with y downwards; none where nothing is."""
    packed = reader().get(z, x, y)
    if packed is None:
        return {}
    decoded = mapbox_vector_tile.decode(gzip.decompress(packed), default_options={"y_coord_down": True})
    return {name: [*_scaled(layer)] for name, layer in decoded.items()}


def _scaled(layer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Shapes in parts of a tile: from 0 to 1, and a little beyond."""
    extent = layer["extent"]
    for feature in layer["features"]:
        smaller = affinity.scale(shape(feature["geometry"]), 1 / extent, 1 / extent, origin=(0, 0))
        yield feature["properties"] | {"shape": smaller}


def at(lon: float, lat: float, z: int) -> tuple[Tile, Point]:
    """The tile that holds a place, and where in it."""
    x = (lon / 360 + 0.5) * 2**z
    y = (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)) * 2**z
    return (z, int(x), int(y)), Point(x % 1, y % 1)


def is_land(lon: float, lat: float, z: int) -> bool:
    number, point = at(lon, lat, z)
    return any(land["shape"].contains(point) for land in tile(*number).get("land", []))


def lines_near(lon: float, lat: float, z: int, degrees: float) -> list[dict[str, Any]]:
    """The borders within so many degrees of longitude of a place."""
    number, point = at(lon, lat, z)
    around = point.buffer(degrees / 360 * 2**z)
    return [line for line in tile(*number).get("borders", []) if line["shape"].intersects(around)]


def city(name: str, lon: float, lat: float, z: int) -> dict[str, Any]:
    (found,) = [one for one in tile(*at(lon, lat, z)[0])["cities"] if one["en"] == name]
    return found


def test_it_is_light_and_its_readme_has_its_checksum() -> None:
    assert FILE.stat().st_size <= 6_000_000
    digest = hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert f"`{digest}`" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_its_header_and_description_say_what_it_is() -> None:
    header, about = reader().header(), reader().metadata()
    assert (header["min_zoom"], header["max_zoom"]) == (0, 8)
    assert header["tile_type"] == TileType.MVT
    assert header["tile_compression"] == Compression.GZIP
    assert {layer["id"] for layer in about["vector_layers"]} == LAYERS
    assert set(about) == {"name", "description", "attribution", "vector_layers"}


def test_describing_again_changes_nothing() -> None:
    assert described(FILE.read_bytes()) == FILE.read_bytes()


def test_every_country_has_its_name_in_both_languages() -> None:
    expected = {(code, one.name("fr"), one.name("en")) for code, one in world.countries().items()}
    for z in (0, 1):
        tiles = [tile(z, x, y) for x in range(2**z) for y in range(2**z)]
        named = [one for each in tiles for one in each["countries"]]
        assert {(one["code"], one["fr"], one["en"]) for one in named} == expected
        assert {one["rank"] for one in named} == set(range(1, len(expected) + 1))


def test_land_covers_what_it_covers_on_earth() -> None:
    """Each row of a Mercator world weighs by the square of its cosine."""
    steps, land, all_of_it = 120, 0.0, 0.0
    shapes = [one["shape"] for one in tile(0, 0, 0)["land"]]
    for n in range(steps):
        y = (n + 0.5) / steps
        weight = 1 / math.cosh((0.5 - y) * 2 * math.pi) ** 2
        row = LineString([(0, y), (1, y)])
        land += weight * sum(one.intersection(row).length for one in shapes)
        all_of_it += weight
    assert land / all_of_it == pytest.approx(LAND, abs=0.012)


def test_nothing_jumps_over_the_antimeridian() -> None:
    seen = 0
    for line in tile(0, 0, 0)["borders"]:
        parts = getattr(line["shape"], "geoms", [line["shape"]])
        for part in parts:
            seen += len(part.coords)
            assert all(abs(a[0] - b[0]) < 0.5 for a, b in pairwise(part.coords))
    wide = [one["shape"].bounds for one in tile(0, 0, 0)["land"] if _width(one["shape"]) > 0.6]
    assert seen > 1000
    assert wide
    assert all(top > 0.7 for _left, top, _right, _bottom in wide), "only Antarctica is as wide as the world"


def _width(geometry: Any) -> float:
    """Of its widest part, so that Fiji and Chukotka may lie on both sides."""
    return max(float(part.bounds[2] - part.bounds[0]) for part in getattr(geometry, "geoms", [geometry]))


@pytest.mark.parametrize("z", [4, 8])
@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (5.72, 45.19, True),
        (34.1, 45.2, True),
        (-13.2, 24.5, True),
        (179.9, 68.5, True),
        (-179.9, 68.5, True),
        (0.0, -84.0, True),
        (73.2, 3.9, False),
        (-30.0, 40.0, False),
        (50.6, 41.8, False),
    ],
)
def test_land_is_where_it_is(z: int, lon: float, lat: float, expected: bool) -> None:
    assert is_land(lon, lat, z) is expected


@pytest.mark.parametrize("z", [3, 6, 8])
def test_crimea_has_no_border(z: int) -> None:
    (_z, x, y), _point = at(34.0, 45.9, z)
    isthmus = _window(33.3, 46.3, 35.2, 45.6, z, x, y)
    assert not any(line["shape"].intersects(isthmus) for line in tile(z, x, y).get("borders", []))


def _window(west: float, north: float, east: float, south: float, z: int, x: int, y: int) -> Any:
    corners = []
    for lon, lat in ((west, north), (east, south)):
        across = (lon / 360 + 0.5) * 2**z - x
        down = (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)) * 2**z - y
        corners += [across, down]
    return box(*corners)


@pytest.mark.parametrize("z", [3, 6, 8])
@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Western Sahara", -10.0, 27.67),
        ("Northern Cyprus", 33.4, 35.1),
        ("Somaliland", 48.95, 9.5),
        ("Kosovo", 20.9, 43.1),
        ("Kashmir", 74.2, 34.0),
        ("Korea", 127.0, 38.2),
        ("Golan", 35.85, 33.0),
    ],
)
def test_what_is_not_agreed_upon_is_dashed(z: int, place: str, lon: float, lat: float) -> None:
    found = lines_near(lon, lat, z, 0.45)
    assert found, place
    assert any(line.get("dashed") for line in found), place


@pytest.mark.parametrize("z", [3, 6, 8])
def test_an_ordinary_border_is_a_full_line(z: int) -> None:
    for lon, lat in ((7.0, 45.6), (-5.0, 11.0), (-105.0, 49.0)):
        found = lines_near(lon, lat, z, 0.6)
        assert found
        assert not any(line.get("dashed") for line in found)


@pytest.mark.parametrize(
    ("english", "french", "lon", "lat", "first"),
    [
        ("Grenoble", "Grenoble", 5.71, 45.18, 6),
        ("Ouagadougou", "Ouagadougou", -1.53, 12.37, 4),
        ("Kyoto", "Kyoto", 135.75, 35.02, 5),
        ("Brussels", "Bruxelles", 4.35, 50.85, 5),
        ("N'Djamena", "Ndjamena", 15.04, 12.11, 5),
    ],
)
def test_cities_come_by_size_with_both_names(
    english: str, french: str, lon: float, lat: float, first: int
) -> None:
    for z in range(first, 9):
        found = city(english, lon, lat, z)
        assert found.get("fr", found["en"]) == french
        assert found["pop"] > 100
    before = tile(*at(lon, lat, first - 1)[0]).get("cities", [])
    assert english not in {one["en"] for one in before}


def test_every_country_shows_a_city() -> None:
    seen = sum(len(tile(5, x, y).get("cities", [])) for x in range(32) for y in range(32))
    assert 1200 < seen < 2500


def test_it_is_served_as_it_is() -> None:
    assert "pmtiles" in settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS
    assert not re.search(rb"/(?:tmp|home|root)/", FILE.read_bytes()[:60_000])
