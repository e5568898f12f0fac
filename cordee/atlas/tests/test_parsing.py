"""A wrong address gets 400 and a sentence that names the parameter; no address gets an error of ours."""

import random
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordee.atlas.parsing import Problem, parse
from cordee.atlas.query import MULTIPLE, AtlasQuery, Box, Sort

pytestmark = pytest.mark.django_db
RESULTS, TILE = "/carte/resultats.json", "/carte/tuiles/0/0/0.mvt"
WRONG = [
    ("q", "x" * 201),
    ("q", "a\0b"),
    ("type", "projets"),
    ("odd", "0"),
    ("odd", "18"),
    ("odd", "１２"),
    ("odd", "4.0"),
    ("odd", "9" * 5000),
    ("theme", "nothing"),
    ("forme", "nothing"),
    ("pays", "ZZ"),
    ("pays", "FRA"),
    ("pays", "ß"),
    ("zone", "999"),
    ("zone", "EU"),
    ("zone", "199"),
    ("zone", "250"),
    ("nature", "ong"),
    ("structure", "x" * 201),
    ("structure", "\0"),
    ("commune", "3818"),
    ("commune", "381850"),
    ("commune", "２8185"),
    ("origine", "inconnue"),
    ("confirmee", "peut-etre"),
    ("etat", "fini"),
    ("depuis", "20"),
    ("depuis", "0999"),
    ("depuis", "２０２０"),
    ("jusqu", "-2000"),
    ("jusqu", "20000"),
    ("bbox", "1,2,3"),
    ("bbox", "1,2,3,4,5"),
    ("bbox", "nan,0,1,1"),
    ("bbox", "0,0,inf,1"),
    ("bbox", "1e5,0,1,1"),
    ("bbox", "0,10,1,5"),
    ("bbox", "-181,0,1,1"),
    ("bbox", "0,0,180.5,1"),
    ("bbox", "0,-91,1,1"),
    ("bbox", "１,0,1,1"),
    ("bbox", ",,,"),
]
ORDER = [
    ("tri", "hasard"),
    ("page", "0"),
    ("page", "-1"),
    ("page", "x"),
    ("page", "9" * 5000),
    ("vue", "globe"),
]


def _refused(client: Client, path: str, name: str, value: str) -> None:
    response = client.get(f"{path}?{name}={quote(value)}")
    assert response.status_code == 400, (path, name, value)
    (problem,) = response.json()["problems"]
    assert problem["parameter"] == name
    assert f"«{name}»" in response.json()["error"]
    assert len(response.json()["error"]) < 1000


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_wrong_value_is_refused_by_name(client: Client, name: str, value: str) -> None:
    for path in (RESULTS, f"/en{RESULTS}", TILE, "/carte/export.csv"):
        _refused(client, path, name, value)


@pytest.mark.parametrize(("name", "value"), ORDER)
def test_order_and_page_matter_to_results_alone(client: Client, name: str, value: str) -> None:
    for path in (RESULTS, f"/en{RESULTS}", "/carte/export.csv"):
        _refused(client, path, name, value)
    assert client.get(f"{TILE}?{name}={quote(value)}").status_code == 204


@pytest.mark.parametrize("name", ["country", "Pays", "pays[]", "utm", "csrf", ""])
def test_unknown_name_is_refused(client: Client, name: str) -> None:
    for path in (RESULTS, TILE, "/carte/export.geojson"):
        response = client.get(f"{path}?{quote(name)}=x")
        assert response.status_code == 400
        assert response.json()["problems"][0]["parameter"] == name


def test_each_wrong_parameter_is_told_at_once(client: Client) -> None:
    response = client.get(f"{RESULTS}?pays=ZZ&odd=99&couleur=bleu&depuis=1990")
    named = [problem["parameter"] for problem in response.json()["problems"]]
    assert sorted(named) == ["couleur", "odd", "pays"]


def test_years_the_wrong_way_round_are_refused(client: Client) -> None:
    response = client.get(f"{RESULTS}?depuis=2020&jusqu=2010")
    assert response.status_code == 400
    assert response.json()["problems"][0]["parameter"] == "depuis"
    assert client.get(f"{RESULTS}?depuis=2020&jusqu=2020").status_code == 200


@pytest.mark.parametrize(
    "name", [*MULTIPLE, "q", "depuis", "jusqu", "bbox", "tri", "page", "vue", "utm_source"]
)
def test_empty_is_absent(client: Client, name: str) -> None:
    plain = client.get(RESULTS).json()
    for value in ("", "%20", "&" + name):
        assert client.get(f"{RESULTS}?{name}={value}").json() == plain


def test_case_and_repetition() -> None:
    query, problems = _parse("pays=jp&pays=JP&pays=Xk&odd=04&odd=4&commune=2a004&page=2&page=2")
    assert not problems
    assert query.facets == {"pays": ("JP", "XK"), "odd": ("4",), "commune": ("2A004",)}
    assert query.page == 2
    _query, problems = _parse("page=2&page=3")
    assert [problem.parameter for problem in problems] == ["page"]


def test_north_america_is_asked_as_what_it_holds() -> None:
    """003 is a code of M49 without a branch of its own: three regions, each told once."""
    query, problems = _parse("zone=013&zone=003&zone=150")
    assert not problems
    assert query.facets == {"zone": ("013", "021", "029", "150")}


def _parse(address: str) -> tuple[AtlasQuery, list[Problem]]:
    return parse(QueryDict(address))


def test_relevance_without_words_is_the_most_recent() -> None:
    assert _parse("tri=pertinence")[0].sort == Sort.RECENT
    assert _parse("q=eau")[0].sort == Sort.RELEVANCE
    assert _parse("q=eau&tri=titre")[0].sort == Sort.TITLE


def test_beyond_the_last_page_is_empty(client: Client) -> None:
    for page in (2, 1000, 999_999_999):
        answer = client.get(f"{RESULTS}?page={page}").json()
        assert (answer["results"], answer["next"]) == ([], None)


@given(st.tuples(*[st.floats(-180, 180)] * 2, *[st.floats(-90, 90)] * 2))
@settings(max_examples=200, deadline=None)
def test_box_says_itself_again(sides: tuple[float, float, float, float]) -> None:
    west, east, south, north = (round(side, 12) for side in sides)
    box = Box(west, min(south, north), east, max(south, north))
    query, problems = _parse(AtlasQuery(box=box).encoded())
    assert not problems
    assert query.box == box


NAMES = [*MULTIPLE, "q", "depuis", "jusqu", "bbox", "tri", "page", "vue", "action"]
NASTY = [
    "'", '"', "%", "_", "\\", "' OR 1=1 --", "1; DROP TABLE atlas_word", "%s", "{}", "{0}", "%(x)s", "\x00",
    "\x1a", "\u202e", "ﬁ", "İ", "nan", "1e400", "-0", "9" * 400, "😀", "\ud7ff\ufffe", "../..", "<script>",
    "NULL", "a" * 200,
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NASTY) | st.text(max_size=40)), max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_the_site(client: Client, pairs: list[tuple[str, str]]) -> None:
    address = "&".join(f"{name}={quote(value)}" for name, value in pairs)
    for path in (RESULTS, TILE):
        assert client.get(f"{path}?{address}").status_code in (200, 204, 400), address


def test_raw_bytes_and_huge_addresses(client: Client) -> None:
    draw = random.Random(3)
    for _ in range(40):
        raw = bytes(draw.randrange(1, 256) for _ in range(30)).decode("latin-1")
        response = client.get(RESULTS, QUERY_STRING=f"q={raw}&pays=%ff%fe&{raw}=1")
        assert response.status_code == 400
    assert client.get(RESULTS, QUERY_STRING="q=" + "a" * 10**6).status_code == 400
    assert client.get(RESULTS, QUERY_STRING="a=" + "&b=1" * 5000).status_code == 400
    many = "&".join(f"structure=s{n}" for n in range(900))
    assert client.get(RESULTS, QUERY_STRING=many).json()["count"] == 0


@pytest.mark.parametrize("path", [RESULTS, TILE, "/carte/export.csv"])
def test_only_reading(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "west", ["0.30000000000000004", "-1.2345678901234567", "1e-07", "1e1", "+5", "5.", ".5"]
)
def test_a_box_is_written_as_programs_write_numbers(west: str) -> None:
    query, problems = _parse(f"bbox={quote(west)},-90,180,90")
    assert not problems
    assert query.box
    assert query.box.west == float(west)


def test_a_page_beyond_all_numbers_is_empty(client: Client) -> None:
    answer = client.get(f"{RESULTS}?page=99999999999999999999")
    assert answer.status_code == 200
    assert answer.json()["results"] == []


def test_a_page_leaves_out_the_year_that_is_after_the_other() -> None:
    query, problems = _parse("depuis=2030&jusqu=2000")
    assert [problem.parameter for problem in problems] == ["depuis"]
    assert (query.since, query.until) == (None, 2000)
