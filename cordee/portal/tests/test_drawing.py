"""The drawings: geometry checked against known places, sizes kept small."""

import re
from math import hypot, tau

import numpy as np
import pytest

from cordee.portal.drawing import globe, reach
from cordee.portal.words import kilometres
from cordee.territory import world
from cordee.territory.drawing import flat, lands
from cordee.territory.drawing.sphere import Point, View, angle, between, cut_at_horizon, middle

HOME = (5.72, 45.19)
WIDE = {"width": 1280, "height": 400}
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


def test_a_country_is_whole_where_it_can_be_and_north_is_up() -> None:
    drawn = reach.draw(HERE, (reach.Target(140.1, 36.1, "Tsukuba", is_exact=True),), **WIDE, country="JP")
    corners = [float(number) for number in re.findall(r"M(-?[\d.]+) ", drawn.lit)]
    assert drawn.globe is None
    assert min(corners) > 0
    assert max(corners) < WIDE["width"]
    (spot,) = drawn.spots
    assert float(spot.y) > float(drawn.home.y) + 20  # Tsukuba lies nine degrees further south
    assert float(spot.x) > float(drawn.home.x) + WIDE["width"] / 2


@pytest.mark.parametrize(("lon", "west"), [(-170.0, True), (-120.0, True), (170.0, False), (30.0, False)])
def test_the_flat_map_goes_the_shorter_way_round(lon: float, *, west: bool) -> None:
    plan = flat.around(HOME, [(lon, 20.0)])
    home, there = plan.seen(HOME), plan.seen((lon, 20.0))
    assert (there[0] < home[0]) is west
    assert home[0] == pytest.approx(-there[0])
    points = [HOME, (lon, 20.0), (12.0, -60.0), (179.0, 84.0)]
    turned = (plan.seen_all(np.asarray(points)).T[:, 0] - [plan.seen(one)[0] for one in points]) / tau
    assert np.allclose(turned, np.rint(turned))


def test_what_the_flat_world_does_not_fill_is_a_globe() -> None:
    antipode = reach.Target(174.8, -41.3, "Wellington", is_exact=True)
    assert reach.draw(HERE, (antipode,), **WIDE, country="NZ").globe
    assert reach.draw(HERE, (antipode,), width=420, height=380, country="NZ").globe is None


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
