"""The counts of the atlas on the real rows are those of the files themselves."""

import math
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cordee.atlas.tests.asking import (
    BOXES,
    World,
    compare,
    compare_exports,
    exported,
    get,
    is_sampled,
    pyramid,
    shown,
    tile,
    types_of,
)

PARTS = 6
pytestmark = pytest.mark.django_db


def test_whole_atlas(client: Client, grenoble: World) -> None:
    found = get(client, [])
    assert found["total"] == found["count"] == len(grenoble.deeds) == 307
    compare(client, grenoble, [])


@pytest.mark.parametrize("part", range(PARTS))
def test_every_value(client: Client, grenoble: World, part: int) -> None:
    for choice in grenoble.choices()[part::PARTS]:
        compare(client, grenoble, [choice])


@pytest.mark.parametrize("seed", range(PARTS))
def test_random_pairs_and_triples(client: Client, grenoble: World, seed: int) -> None:
    for query in grenoble.queries(60, seed):
        compare(client, grenoble, query)


def test_the_sample_of_exports_is_neither_empty_nor_of_one_kind(grenoble: World) -> None:
    asked = [query for seed in range(PARTS) for query in grenoble.queries(60, seed)]
    sampled = [query for query in asked if is_sampled(query) and grenoble.expected(query).count]
    assert len(sampled) > 10
    assert len({name for query in sampled for name, _value in query}) > 6


@pytest.mark.parametrize(
    "query",
    [
        [],
        [("bbox", BOXES[1])],
        [("bbox", BOXES[0]), ("zone", "150"), ("pays", "IT")],
        [("depuis", "2010"), ("jusqu", "2012"), ("type", "projet")],
        [("odd", "4"), ("odd", "13"), ("nature", "association")],
        [("structure", "nobody")],
    ],
)
def test_exports_hold_exactly_what_matches(
    client: Client, grenoble: World, query: list[tuple[str, str]]
) -> None:
    compare_exports(client, query, grenoble.expected(query))
    # A page of results changes nothing, and the three files have one order.
    files = exported(client, [*query, ("tri", "titre"), ("page", "2")])
    assert files["csv"] == files["xlsx"] == files["geojson"]
    assert set(files["csv"]) == grenoble.expected(query).keys


@pytest.mark.parametrize("bbox", BOXES)
def test_box(client: Client, grenoble: World, bbox: str) -> None:
    compare(client, grenoble, [("bbox", bbox)])


def test_north_america_holds_three_regions(client: Client, grenoble: World) -> None:
    """The continent (003), whose regions stand in two branches of M49's tree."""
    for more in ([], [("pays", "MX"), ("pays", "BR")], [("bbox", BOXES[3]), ("odd", "4")]):
        regions = [*more, *(("zone", code) for code in ("021", "013", "029"))]
        compare(client, grenoble, regions)
        assert get(client, [*more, ("zone", "003")])["count"] == grenoble.expected(regions).count > 0


def test_box_through_a_place_includes_it(client: Client, grenoble: World) -> None:
    spots = [spot for deed in grenoble.deeds[:40] for spot in deed.spots if spot.point]
    for spot in spots:
        lon, lat = spot.point or (0, 0)
        query = [("bbox", f"{lon},{lat},{lon},{lat}")]
        assert grenoble.expected(query).count
        compare(client, grenoble, query)


@pytest.mark.parametrize("query", [(2000, None), (None, 1990), (2010, 2012), (2015, 2015), (2030, None)])
def test_years(client: Client, grenoble: World, query: tuple[int | None, int | None]) -> None:
    pairs = [
        (name, str(year)) for name, year in zip(("depuis", "jusqu"), query, strict=True) if year is not None
    ]
    assert "undated" in get(client, pairs)
    compare(client, grenoble, pairs)


def test_next_pages_follow_to_the_end(client: Client, grenoble: World) -> None:
    query = [("bbox", "-10.123456789,35.0000000001,30,60.999999999"), ("etat", "en-cours")]
    expected, slugs = grenoble.expected(query), []
    answer = get(client, query)
    while True:
        assert answer["count"] == expected.count
        slugs += [result["slug"] for result in answer["results"]]
        if not answer["next"]:
            break
        answer = client.get(answer["next"]).json()
    assert len(slugs) == len(set(slugs)) == expected.count
    assert set(slugs) == expected.keys


@pytest.mark.parametrize("z", range(4))
def test_tiles_show_every_place_once(client: Client, grenoble: World, z: int) -> None:
    assert shown(pyramid(client, z)) == grenoble.expected([]).placed


@pytest.mark.parametrize(
    "query", [[("pays", "de")], [("type", "projet"), ("zone", "002")], [("depuis", "2015")]]
)
def test_deep_tiles(client: Client, grenoble: World, query: list[tuple[str, str]]) -> None:
    for z in (2, 7):
        assert shown(pyramid(client, z, query)) == grenoble.expected(query).placed


def test_tiles_of_a_box_show_only_what_is_inside(client: Client, grenoble: World) -> None:
    for bbox in BOXES:
        query = [("bbox", bbox)]
        assert shown(pyramid(client, 2, query)) == grenoble.expected(query).placed


def test_deepest_tile(client: Client, grenoble: World) -> None:
    lon, lat = next(spot.point for deed in grenoble.deeds for spot in deed.spots if spot.point)
    x, y = _address(lon, lat, 22)
    features = tile(client, 22, x, y)
    here = [
        spot
        for deed in grenoble.deeds
        for spot in deed.spots
        if spot.point and _address(spot.point[0], spot.point[1], 22) == (x, y)
    ]
    assert sum(feature["properties"]["n"] for feature in features) == len(here) > 0


def test_features_say_what_they_gather(client: Client, grenoble: World) -> None:
    by_slug = {deed.key: deed for deed in grenoble.deeds}
    tiles = pyramid(client, 3)
    for (x, y), features in tiles.items():
        for feature in features:
            _check_feature(feature, by_slug, (3, x, y))
    kinds = {feature["properties"]["n"] > 1 for features in tiles.values() for feature in features}
    assert kinds == {True, False}


def _check_feature(feature: dict[str, Any], by_slug: dict[str, Any], at: tuple[int, int, int]) -> None:
    said = feature["properties"]
    assert all(0 <= pixel < 4096 for pixel in feature["geometry"]["coordinates"])
    if said["n"] == 1:
        deed = by_slug[said["slug"]]
        assert {said["type"]} == deed.values["type"]
        assert isinstance(said["id"], int)
        assert any(
            spot.point and _address(spot.point[0], spot.point[1], at[0]) == at[1:] for spot in deed.spots
        )
        return
    inside = [
        (next(iter(deed.values["type"])), spot.point)
        for deed in by_slug.values()
        for spot in deed.spots
        if spot.point
        and said["west"] <= spot.point[0] <= said["east"]
        and said["south"] <= spot.point[1] <= said["north"]
    ]
    assert len(inside) == said["n"]
    assert {said["west"], said["east"]} <= {point[0] for _, point in inside}
    counts = [kind for kind, _ in inside]
    assert counts.count(said["type"]) == max(map(counts.count, counts))


def test_one_cell_for_the_whole_type(client: Client, grenoble: World) -> None:
    for kind, count in types_of(grenoble.deeds).items():
        assert shown(pyramid(client, 0, [("type", kind)])) == count


def test_empty_tile_is_204_and_beyond_the_deepest_404(client: Client, grenoble: World) -> None:
    assert client.get("/carte/tuiles/10/0/0.mvt").status_code == 204
    assert client.get("/carte/tuiles/0/0/0.mvt?structure=nobody").status_code == 204
    for path in ("23/0/0", "0/1/0", "1/0/2", "22/4194304/0", "9" * 30 + "/0/0", "1/" + "9" * 5000 + "/0"):
        assert client.get(f"/carte/tuiles/{path}.mvt").status_code == 404


def test_results_say_where_and_who(client: Client, grenoble: World) -> None:
    answer = get(client, [("structure", "ville-grenoble"), ("pays", "GB")])
    oxford = next(result for result in answer["results"] if result["slug"] == "grenoble-oxford")
    assert oxford["url"] == "/actions/grenoble-oxford/"
    assert oxford["goals"] == [4, 11, 17]
    assert oxford["organisation"] == {"slug": "ville-grenoble", "name": "Ville de Grenoble"}
    (place,) = oxford["locations"]
    assert (place["lon"], place["lat"], place["country"]) == (-1.25596, 51.75222, "GB")
    assert (place["place"], place["precision"]) == ("Oxford", "city")
    english = client.get("/en/carte/resultats.json?pays=GB").json()
    assert all(result["url"].startswith("/en/actions/") for result in english["results"])


@pytest.mark.parametrize("sort", ["pertinence", "recent", "titre", "pays", "structure"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_cover_every_row_once(client: Client, grenoble: World, sort: str, language: str) -> None:
    url: str | None = f"{language}/carte/resultats.json?tri={sort}&q=grenoble"
    slugs, keys = [], []
    while url:
        answer = client.get(url).json()
        slugs += [result["slug"] for result in answer["results"]]
        keys += [(result["title"], result["organisation"]["name"]) for result in answer["results"]]
        url = answer["next"]
    assert len(slugs) == len(set(slugs)) == answer["count"] > 100
    again = client.get(f"{language}/carte/resultats.json?tri={sort}&q=grenoble").json()
    assert [result["slug"] for result in again["results"]] == slugs[:50]


def test_number_of_queries_does_not_grow(client: Client, grenoble: World) -> None:
    with _Counted() as few:
        get(client, [("pays", "EE")])
    with _Counted() as many:
        get(client, [("zone", "150")])
    assert few.number == many.number <= 20


class _Counted:
    """How many queries run inside."""

    number = 0

    def __enter__(self) -> "_Counted":
        self._wrapper = connection.execute_wrapper(self._one)
        self._wrapper.__enter__()
        return self

    def _one(self, execute: Any, *rest: Any) -> Any:
        self.number += 1
        return execute(*rest)

    def __exit__(self, *error: Any) -> None:
        self._wrapper.__exit__(*error)


def _address(lon: float, lat: float, z: int) -> tuple[int, int]:
    """The tile of a point, by the textbook's formula (Web Mercator)."""
    lat = math.radians(max(-85.05112878, min(85.05112878, lat)))
    x = int((lon + 180) / 360 * 2**z)
    y = int((1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * 2**z)
    return min(x, 2**z - 1), min(y, 2**z - 1)
