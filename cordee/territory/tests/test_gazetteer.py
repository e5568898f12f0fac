"""Places are found under the names that people type; the file stays small, and nobody writes it."""

import csv
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from cordee.territory.gazetteer import FILE, _connection, locate, name_in, names_of, points_of, search
from cordee.territory.world import countries

EXONYMS = FILE.with_name("exonyms.csv")


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Pékin", "Beijing", "CN"),
        ("Le Caire", "Cairo", "EG"),
        ("Ouaga", "Ouagadougou", "BF"),
        ("Diên Biên Phu", "Dien Bien Phu", "VN"),
        ("dien bien phu", "Dien Bien Phu", "VN"),
        ("LONDRES", "London", "GB"),
        ("Bethléem", "Bethlehem", "PS"),
        ("Saint Pétersbourg", "Saint Petersburg", "RU"),
        ("Saïgon", "Ho Chi Minh City", "VN"),
        ("N’Djamena", "N'Djamena", "TD"),
        ("La Nouvelle-Orléans", "New Orleans", "US"),
        ("Chișinău", "Chisinau", "MD"),
        ("Irkoutsk", "Irkutsk", "RU"),
        ("Québec", "Québec", "CA"),
        ("München", "Munich", "DE"),
        ("北京", "Beijing", "CN"),
        ("Naplouse", "Nablus", "PS"),
    ],
)
def test_a_name_that_people_type_finds_its_place_first(text: str, name: str, country: str) -> None:
    found = search(text)[0]
    assert (found.name, found.country) == (name, country)


def test_exact_names_come_first_then_beginnings_by_population() -> None:
    found = search("Essen")
    assert (found[0].name, found[0].country) == ("Essen", "DE")
    beginnings = search("Ouagadou")
    assert beginnings[0].name == "Ouagadougou"
    populations = [place.population for place in search("marsei", country="FR")]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) > 1


@pytest.mark.parametrize(
    ("text", "country"), [("Paris, US", None), ("Paris, États-Unis", None), ("Paris", "us")]
)
def test_the_country_resolves_a_shared_name(text: str, country: str | None) -> None:
    found = search(text, country=country)
    assert {place.country for place in found} == {"US"}
    assert found[0].name == "Paris"


def test_a_comma_without_country_belongs_to_the_name() -> None:
    assert search("Nulle part, Atlantide") == []


@pytest.mark.parametrize("text", ["", "  ", "-", "%", "zzzzzzzz"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert search(text) == []
    assert locate(text, "FR") is None
    assert names_of(text, "FR") == ()


def test_limit_and_no_place_twice() -> None:
    assert len(search("san", limit=5)) == 5
    assert search("san", limit=0) == []
    found = search("saint", limit=50)
    assert len({place.id for place in found}) == len(found) == 50


def test_locate_wants_the_whole_name_and_the_right_country() -> None:
    place = locate("Ouagadougou", "bf")
    assert place is not None
    assert place.id == 2357048
    assert (round(place.lon, 2), round(place.lat, 2)) == (-1.53, 12.37)
    assert place.population > 1_000_000
    assert locate("Ouagadougou", "FR") is None
    assert locate("Ouagad", "BF") is None


def test_a_precision_in_brackets_is_never_guessed_away() -> None:
    assert locate("Bath (comté de Steuben)", "US") is None
    halle = locate("Halle (Saale)", "DE")
    assert halle is not None
    assert halle.name == "Halle (Saale)"


@pytest.mark.parametrize(
    ("text", "country", "names"),
    [
        ("Beijing", "CN", {"Beijing", "Pékin", "北京"}),
        ("Canton (Guangzhou)", "CN", {"Guangzhou", "Canton", "广州"}),
        ("Munich", "DE", {"Munich", "München"}),
        ("Le Caire", "eg", {"Cairo", "Le Caire", "القاهرة"}),
    ],
)
def test_all_names_of_a_place(text: str, country: str, names: set[str]) -> None:
    assert set(names_of(text, country)) == names


@pytest.mark.parametrize(
    ("text", "country", "language", "said"),
    [
        ("Athènes", "GR", "en", "Athens"),
        ("Genève", "CH", "en", "Geneva"),
        ("Athènes", "GR", "fr", "Athènes"),
        ("Bath (comté de Steuben)", "US", "en", "Bath (comté de Steuben)"),
        ("Athènes", "FR", "en", "Athènes"),
        ("", "FR", "en", ""),
    ],
)
def test_a_place_is_called_as_the_reader_does(text: str, country: str, language: str, said: str) -> None:
    assert name_in(text, country, language) == said


def test_every_exonym_finds_a_place_of_its_country() -> None:
    with EXONYMS.open(encoding="utf-8", newline="") as source:
        lines = list(csv.DictReader(source))
    assert len(lines) >= 250
    lost = [
        line["french"] for line in lines if line["geonames"] not in names_of(line["french"], line["country"])
    ]
    assert lost == []


def test_every_inhabited_country_has_places() -> None:
    empty = {code for code in countries() if not points_of(code)}
    assert empty == {"AQ", "BV", "HM", "UM"}


@pytest.mark.parametrize(
    ("capital", "country"),
    [
        ("Ngerulmud", "PW"),
        ("Vatican City", "VA"),
        ("Adamstown", "PN"),
        ("Funafuti", "TV"),
        ("Pristina", "XK"),
    ],
)
def test_capitals_are_there_whatever_their_size(capital: str, country: str) -> None:
    assert locate(capital, country) is not None


def test_threads_read_together() -> None:
    words = ["Pékin", "Ouaga", "san", "Le Caire"] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(search, words)) == [search(word) for word in words]


def test_the_file_cannot_be_written_and_stays_small() -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        _connection().execute("DELETE FROM place")
    assert FILE.stat().st_size <= 12_000_000
