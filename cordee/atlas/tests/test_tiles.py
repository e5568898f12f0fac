"""Morton codes and vector tiles by themselves: a tile is a range of codes, and what is encoded is decoded."""

from itertools import pairwise

import mapbox_vector_tile
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.atlas import mvt
from cordee.atlas.index import morton
from cordee.atlas.index.port import Cell
from cordee.core.mercator import mercator

ANYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


def _cell(lon: float, lat: float, count: int = 1) -> Cell:
    return Cell(
        count=count,
        type="projet",
        west=lon,
        south=lat,
        east=lon,
        north=lat,
        lon=lon,
        lat=lat,
        number=7,
        precision="city",
    )


@given(ANYWHERE, st.integers(0, 22))
def test_a_place_is_in_one_tile_of_each_zoom(point: tuple[float, float], z: int) -> None:
    code = morton.code(*point)
    assert 0 <= code < 1 << (2 * morton.BITS)
    tile = code >> (2 * (morton.BITS - z))
    x = sum((tile >> 2 * bit & 1) << bit for bit in range(z))
    y = sum((tile >> 2 * bit + 1 & 1) << bit for bit in range(z))
    first, last = morton.tile_range(z, x, y)
    assert first <= code <= last
    mx, my = mercator(*point)
    assert abs(mx * 2**z - x - 0.5) <= 0.5 + 1e-6
    assert abs(my * 2**z - y - 0.5) <= 0.5 + 1e-6


@given(st.integers(0, 2**26 - 1), st.integers(0, 2**26 - 1))
def test_bits_are_interleaved(x: int, y: int) -> None:
    woven = "".join(b + a for a, b in zip(f"{x:026b}", f"{y:026b}", strict=True))
    assert morton.interleave(x, y) == int(woven, 2)


def test_tiles_of_a_zoom_share_all_codes_out() -> None:
    ranges = sorted(morton.tile_range(3, x, y) for x in range(8) for y in range(8))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == (1 << 52) - 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(ranges))


def test_edges_of_the_world() -> None:
    assert mercator(-180, 90) == (0, 0)
    assert mercator(180, -90) == (1, 1)
    assert morton.code(0, 89) == morton.code(0, 85.05112878)
    assert mercator(0, 0) == (0.5, 0.5)


@given(
    st.lists(
        st.tuples(
            ANYWHERE, st.dictionaries(TEXTS, TEXTS | st.integers(0, 2**53) | st.floats(-1e9, 1e9), max_size=5)
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=150, deadline=None)
def test_what_is_encoded_is_decoded(features: list[tuple[tuple[float, float], dict[str, mvt.Value]]]) -> None:
    body = mvt.encode([(_cell(*point), said) for point, said in features], 0, 0, 0, layer="actions")
    decoded = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})
    assert list(decoded) == ["actions"]
    assert decoded["actions"]["extent"] == mvt.EXTENT
    assert decoded["actions"]["version"] == 2
    found = decoded["actions"]["features"]
    assert [feature["properties"] for feature in found] == [said for _, said in features]
    for feature, (point, _) in zip(found, features, strict=True):
        x, y = mercator(*point)
        px, py = feature["geometry"]["coordinates"]
        assert abs(px - x * mvt.EXTENT) <= 1
        assert abs(py - y * mvt.EXTENT) <= 1


def test_one_value_is_written_once_however_often_it_comes() -> None:
    one = mvt.encode([(_cell(1, 1), {"type": "projet" * 20})], 0, 0, 0, layer="actions")
    two = mvt.encode([(_cell(1, 1), {"type": "projet" * 20})] * 2, 0, 0, 0, layer="actions")
    assert len(two) - len(one) < 30


def test_whole_numbers_and_decimals_stay_what_they_are() -> None:
    body = mvt.encode([(_cell(0, 0), {"n": 1, "west": 1.0})], 0, 0, 0, layer="actions")
    (feature,) = mapbox_vector_tile.decode(body)["actions"]["features"]
    assert {name: type(value) for name, value in feature["properties"].items()} == {"n": int, "west": float}
