"""What a tile shows: each place once, no circle over another's number, the commonest type said."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.atlas.index import morton
from cordee.atlas.index.cells import CELLS, TILE, Part, gathered, radius, region
from cordee.atlas.index.port import Cell
from cordee.core.mercator import mercator

NEAR = 1e-9  # degrees: a mean is rounded
LONDON, PARIS, LIMA = (-0.1, 51.5), (2.3, 48.9), (-77.0, -12.0)
TYPES = ("antenne", "evenement", "partenariat", "projet", "reseau")


def part(cell: int, count: int, lon: float, lat: float, kind: str = "projet", number: int = 1) -> Part:
    """So many places on one spot."""
    return Part(cell, kind, count, lon, lat, lon, lat, lon * count, lat * count, number, "city")


def placed(z: int, count: int, point: tuple[float, float]) -> Part:
    """So many places on one spot, in the cell that holds it at that zoom."""
    return part(morton.code(*point) >> 2 * (morton.BITS - z - CELLS), count, *point)


def circles(parts: list[Part], z: int) -> list[Cell]:
    return [cell for cells in gathered(parts, z).values() for cell in cells]


PARTS = st.lists(
    st.builds(
        part,
        st.integers(0, 255),
        st.integers(1, 500),
        st.floats(-179, 179),
        st.floats(-80, 80),
        st.sampled_from(TYPES),
        st.integers(1, 99),
    ),
    max_size=60,
    unique_by=lambda one: (one.cell, one.type),
)


@given(PARTS)
@settings(max_examples=150, deadline=None)
def test_every_place_counts_once_and_lies_within_the_bounds(parts: list[Part]) -> None:
    cells = circles(parts, 0)
    assert sum(cell.count for cell in cells) == sum(one.places for one in parts)
    assert all(cell.west - NEAR <= cell.lon <= cell.east + NEAR for cell in cells)
    assert all(cell.south - NEAR <= cell.lat <= cell.north + NEAR for cell in cells)


@given(PARTS)
@settings(max_examples=150, deadline=None)
def test_no_circle_starts_over_another_one(parts: list[Part]) -> None:
    """Centres stay apart by more than what the smaller circle could hide of the other's number."""
    cells = circles(parts, 0)
    places = [(mercator(cell.lon, cell.lat), min(radius(cell.count), 10.0)) for cell in cells]
    for (one, small), (other, _) in combinations(places, 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) * TILE > small


def test_close_cells_are_one_and_distant_ones_two() -> None:
    paris, london, tokyo = part(1, 5, 2.3, 48.9), part(2, 3, -0.1, 51.5), part(3, 1, 139.7, 35.7)
    assert [cell.count for cell in circles([paris, london, tokyo], 0)] == [8, 1]
    assert [cell.count for cell in circles([paris, london, tokyo], 6)] == [5, 3, 1]
    west_to_east = circles([paris, london], 0)[0]
    assert (west_to_east.west, west_to_east.east) == (-0.1, 2.3)
    assert (west_to_east.lon, west_to_east.lat) == (2.3, 48.9)


@pytest.mark.parametrize("z", [1, 2])
def test_circles_keep_apart_over_the_edge_of_a_tile_too(z: int) -> None:
    """London lies in the tile west of Greenwich, Paris in the one east of it: one circle tells both."""
    assert [cell.count for cell in circles([placed(z, 12, LONDON), placed(z, 90, PARIS)], z)] == [102]


def test_a_circle_belongs_to_the_tile_of_its_largest_cell() -> None:
    tiles = gathered([placed(1, 12, LONDON), placed(1, 90, PARIS), placed(1, 3, LIMA)], 1)
    east, south_west = morton.interleave(1, 0), morton.interleave(0, 1)
    assert {tile: [cell.count for cell in cells] for tile, cells in tiles.items()} == {
        east: [102],
        south_west: [3],
    }


def test_the_world_is_one_region_then_each_four_tiles() -> None:
    assert {region(2, x, y) for x in range(4) for y in range(4)} == {(0, 0, 0)}
    assert region(3, 5, 2) == region(3, 4, 3) == (2, 2, 1)
    assert region(22, 7, 9) == (21, 3, 4)


def test_a_full_tile_is_no_heavier_than_a_sparse_one() -> None:
    """Thirty or forty points, however many of its 256 cells are filled: no fewer either."""

    def points(filled: int) -> int:
        order = [37 * n % 256 for n in range(filled)]  # spread over the tile
        parts = [part(cell, 9, 22.5 * (cell % 16) - 169, 75 - 10 * (cell // 16)) for cell in order]
        return len(circles(parts, 0))

    few, *more = (points(filled) for filled in (48, 64, 96, 128, 192, 256))
    assert 30 < few < 48
    assert all(few * 0.7 < many < few * 1.2 for many in more)


def test_the_commonest_type_names_the_circle_and_the_first_in_order_a_tie() -> None:
    here = [part(1, 2, 2, 48, "reseau"), part(1, 2, 2, 48, "antenne"), part(2, 1, 2.5, 48, "reseau")]
    assert [cell.type for cell in circles(here, 0)] == ["reseau"]
    assert [cell.type for cell in circles(here[:2], 0)] == ["antenne"]


def test_a_lone_place_keeps_its_number() -> None:
    (cell,) = circles([part(1, 1, 2, 48, number=77)], 3)
    assert (cell.count, cell.number, cell.precision) == (1, 77, "city")
