"""The drawings: geometry checked against known places, sizes kept small."""

import re
from math import hypot, tau

import numpy as np
import pytest
import shapely

from cordee.portal.drawing import globe, reach
from cordee.portal.words import kilometres
from cordee.territory import world
from cordee.territory.drawing import flat, lands
from cordee.territory.drawing.sphere import Point, View, angle, between, cut_at_horizon, middle

HOME = (5.72, 45.19)
WIDE = {"width": 1280, "height": 400}
NARROW = {"width": 420, "height": 380}
HERE = reach.Target(*HOME, "Here", is_exact=True)


def test_the_eye_sees_its_own_point_in_the_middle() -> None:
    x, y, depth = View(*HOME).seen(HOME)
    assert (x, y, depth) == pytest.approx((0, 0, 1))


def test_the_opposite_point_is_behind() -> None:
    assert View(*HOME).seen((HOME[0] - 180, -HOME[1]))[2] == pytest.approx(-1)


def test_east_is_right_and_north_is_up() -> None:
    view = View(0, 0)
    assert view.seen((10, 0))[0] > 0
    assert view.seen((0, 10))[1] < 0


def test_many_points_are_seen_as_each_one_is() -> None:
    points = [HOME, (0, 0), (-58, -34), (179, 80), (-180, -90)]
    view = View(20, -40)
    each = np.asarray([view.seen(one) for one in points])
    assert np.allclose(view.seen_all(np.asarray(points)).T, each)


def test_one_country_alone() -> None:
    box = lands.Box(400, 400, 1500)
    both, one, none = (lands.path(View(*HOME), box, detail="near", only=code) for code in ("", "FR", "??"))
    assert len(both) > len(one) > 0
    assert none == ""


def outline(*points: Point) -> list[Point]:
    return cut_at_horizon([View(0, 0).seen(point) for point in points])


def test_an_outline_is_cut_at_the_horizon() -> None:
    ring = outline((60, -20), (130, -20), (130, 20), (60, 20))
    assert all(hypot(x, y) <= 1.0001 for x, y in ring)
    assert max(hypot(x, y) for x, y in ring) == pytest.approx(1)
    assert outline((170, 0), (175, 0), (175, 5)) == []
    assert len(outline((0, 0), (5, 0), (5, 5))) == 3


def test_great_circles() -> None:
    assert kilometres(HOME, (-1.52, 12.37)) == 3710  # Ouagadougou
    assert kilometres((0, 0), (180, 0)) == 20020
    assert between((0, 0), (90, 0), 0.5) == pytest.approx((45, 0))
    assert angle((0, 0), (0, 90)) == pytest.approx(1.5708, abs=1e-4)
    assert middle([(0, 0), (0, 20)]) == pytest.approx((0, 10))
    assert middle([(0, 0), (180, 0)]) == (0, 0)  # opposite points have no middle


def test_the_globe_is_light_and_reaches_every_country() -> None:
    countries = tuple((land.lon, land.lat) for land in world.countries().values() if land.code != "FR")
    drawn = globe.draw(HOME, "Here", countries, tuple(countries))
    weight = len(drawn.land) + sum(map(len, drawn.arcs)) + len(drawn.points)
    assert weight < 40_000
    assert len(drawn.arcs) > 200
    assert 0 < drawn.points.count("M") < len(countries)


def test_dots_that_would_hide_each_other_are_one() -> None:
    crowd = tuple((2 + n / 100_000, 48.0) for n in range(5000))
    assert globe.draw(HOME, "Here", (), crowd).points.count("M") == 1


def test_no_arc_leads_home() -> None:
    assert globe.draw(HOME, "Here", (HOME,), (HOME,)).arcs == ()


@pytest.mark.parametrize("code", sorted(world.countries()))
def test_every_country_can_be_reached(code: str) -> None:
    land = world.country(code)
    target = reach.Target(land.lon, land.lat, code, is_exact=False)
    drawn = reach.draw(HERE, (target,), width=420, height=380, country=code)
    assert drawn.hidden == 0
    assert len(drawn.spots) == len(drawn.arcs) == 1
    for spot in (*drawn.spots, drawn.home):
        assert 0 <= float(spot.x) <= 420
        assert 0 <= float(spot.y) <= 380
    assert "nan" not in drawn.land
    assert len(drawn.land) < 40_000


def drawn_lands(path: str) -> list[shapely.Polygon]:
    """The outlines of a path, the largest first; relative steps, as `lands.outlines` writes them."""
    parts = [re.findall(r"-?[\d.]+", part) for part in path.split("z") if part]
    steps = [np.asarray(part, dtype=float).reshape(-1, 2) for part in parts]
    return sorted((shapely.Polygon(step.cumsum(axis=0)) for step in steps), key=lambda one: -one.area)


def drawn_country(code: str, size: dict[str, int]) -> reach.Reach:
    land = world.country(code)
    return reach.draw(HERE, (reach.Target(land.lon, land.lat, code, is_exact=False),), **size, country=code)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("code", ["JP", "US", "RU", "FR", "FJ", "LU", "AR", "CL", "CA", "GL", "NZ", "AU"])
def test_the_main_land_of_a_country_is_whole(code: str, size: dict[str, int]) -> None:
    drawn = drawn_country(code, size)
    west, north, east, south = drawn_lands(drawn.lit)[0].bounds
    assert drawn.globe is None
    assert min(west, north) > 0
    assert east < size["width"]
    assert south < size["height"]


@pytest.mark.parametrize("code", ["RU", "AQ"])
def test_where_the_world_begins_again_is_no_coast(code: str) -> None:
    """The data cut these lands at 180°: a line from north to south there would be a false border."""
    drawn, lon = drawn_country(code, NARROW), world.country(code).lon
    west, east = float(drawn.home.x), float(drawn.spots[0].x)
    seam = west + (east - west) * (180 - HOME[0]) / (lon - HOME[0])
    land = drawn_lands(drawn.lit)[0]
    assert land.bounds[0] < seam < land.bounds[2]
    corners = np.asarray(land.exterior.coords)
    near = np.abs(corners[:, 0] - seam) < 0.5
    along = near[1:] & near[:-1] & (np.abs(np.diff(corners[:, 1])) > 2)
    assert not along.any()
    beside = [shapely.Point(x, land.bounds[3] - 30) for x in np.arange(1, NARROW["width"], 2)]
    assert code != "AQ" or all(land.contains(point) for point in beside), "to the pole without a gap"


@pytest.mark.parametrize("code", ["FJ", "WS", "NZ", "AQ"])
def test_the_sea_is_no_land_where_the_antarctic_is_in_sight(code: str) -> None:
    drawn = drawn_country(code, NARROW)
    home = float(drawn.home.x), float(drawn.home.y)
    holding = [land for land in drawn_lands(drawn.land) if land.contains(shapely.Point(home))]
    assert len(holding) == 1, "France alone, not an ocean as well"
    assert max(land.bounds[1] for land in drawn_lands(drawn.land)) > home[1] + 80
    assert drawn_lands(drawn.land)[0].area < NARROW["width"] * NARROW["height"] / 2


def test_a_country_is_east_of_here_and_north_is_up() -> None:
    drawn = reach.draw(HERE, (reach.Target(140.1, 36.1, "Tsukuba", is_exact=True),), **WIDE, country="JP")
    assert drawn.globe is None
    (spot,) = drawn.spots
    assert float(spot.y) > float(drawn.home.y) + 20  # Tsukuba lies nine degrees further south
    assert float(spot.x) > float(drawn.home.x) + WIDE["width"] / 2


@pytest.mark.parametrize(("lon", "west"), [(-170.0, True), (-120.0, True), (170.0, False), (30.0, False)])
def test_the_flat_map_goes_the_shorter_way_round(lon: float, *, west: bool) -> None:
    plan, across, _down = flat.around(HOME, [[(lon, 20.0)]])
    home, there = plan.seen(HOME), plan.seen((lon, 20.0))
    assert (there[0] < home[0]) is west
    assert abs(home[0]) == pytest.approx(abs(there[0])) == pytest.approx(across)
    points = [HOME, (lon, 20.0), (12.0, -60.0), (179.0, 84.0)]
    turned = (plan.seen_all(np.asarray(points)).T[:, 0] - [plan.seen(one)[0] for one in points]) / tau
    assert np.allclose(turned, np.rint(turned))


def test_what_the_flat_world_does_not_fill_is_a_globe() -> None:
    assert drawn_country("AQ", WIDE).globe
    assert drawn_country("AQ", NARROW).globe is None


def test_places_behind_the_earth_are_counted() -> None:
    ends = [(5, 45), (95, 0), (-85, 0), (5, -84), (175, -40), (-175, 80)]
    targets = tuple(reach.Target(lon, lat, str(lon), is_exact=True) for lon, lat in ends)
    drawn = reach.draw(HERE, targets, width=820, height=180)
    assert drawn.hidden > 0
    assert len(drawn.spots) + drawn.hidden == len(targets)


def test_names_never_cover_each_other() -> None:
    targets = tuple(reach.Target(139 + n / 100, 35.7, f"Place {n}", is_exact=True) for n in range(4))
    drawn = reach.draw(HERE, targets, width=420, height=380)
    assert [spot.name for spot in drawn.spots] == ["Place 0", "", "", ""]


def test_lands_are_cut_to_the_box() -> None:
    path = lands.path(View(0, 20), lands.Box(300, 200, 400.0), detail="far")
    assert path.startswith("M")
    assert path.endswith("z")
