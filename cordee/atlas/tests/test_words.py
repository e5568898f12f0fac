"""Words are found whatever their accents, case, number and small slips; no restricted one leaks."""

import pytest
from django.db import connection
from django.test import Client

from cordee.actions.content import PartnerName, Place, Text
from cordee.actions.enums import Audience, Precision
from cordee.actions.models import Action
from cordee.actions.tests.factories import ESSEN, action, edited, person
from cordee.atlas.index.vocabulary import slips
from cordee.atlas.tests.asking import get
from cordee.core.text import fold
from cordee.organisations import operations
from cordee.organisations.tests.factories import content, organisation

pytestmark = pytest.mark.django_db


def _found(client: Client, words: str, language: str = "") -> set[str]:
    path = f"{language}/carte/resultats.json"
    return {result["slug"] for result in client.get(path, {"q": words}).json()["results"]}


@pytest.fixture
def water() -> None:
    texts = {
        "fr": Text(
            title="L’eau des écoles de l’Œuvre", summary="Coopérations décentralisées, enseignements, forêts."
        ),
        "en": Text(title="Waters for schools", summary="Teaching engineers and sharing experiences."),
    }
    lead = organisation(name="Université Grenoble-Montagne", acronym="UGMX", kind="universite")
    partner = PartnerName(name="Ūniversitāt Überwald", country="DE")
    action(lead, key="water", texts=texts, places=(ESSEN,), partners=(partner,), themes=("sante",))
    action(key="snow", title="Neige et montagne", summary="La neige du Népal.")


@pytest.mark.parametrize(
    "words",
    [
        "eau",
        "L'EAU",
        "l’eau",
        "eaux",
        "ecole",
        "ÉCOLES",
        "oeuvre",
        "œuvre",
        "cooperation decentralisee",
        "coopération",
        "décentralisé",
        "foret",
        "water",
        "school",
        "engineer",
        "experience",
        "les écoles de l'eau",
        "eau the school",
        "UGMX",
        "ugm",
        "universite montagne",
        "uberwald",
        "essen",
        "Allemagne",
        "germany",
        "Deutschland",
        "santé",
        "coopérat",
        "cooperatio",
        "enseigneme",
        "ecol",
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_found(client: Client, water: None, words: str, language: str) -> None:
    assert _found(client, words, language) == {"water"}


@pytest.mark.parametrize("words", ["eau neige", "zzzzqqqq", "eau zzzzqqqq", "%", "_", "'", "; --", "  ", "…"])
def test_all_words_must_stand_in_it(client: Client, water: None, words: str) -> None:
    expected = {"water", "snow"} if not words.strip() else set()
    assert _found(client, words) == expected


def test_only_the_last_word_is_a_beginning(client: Client, water: None) -> None:
    assert _found(client, "neige mont") == {"snow"}
    answer = get(client, [("q", "mont neige")])
    assert answer["corrections"][0]["typed"] == "mont" if answer["count"] else answer["count"] == 0


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("montagnz", "montagne"),
        ("niege", "neige"),
        ("decentralzée", "decentralisees"),
        ("yberwald", "uberwald"),
        ("enseignemetns", "enseignements"),
        ("cooperatoins", "cooperations"),
        ("coperations", "cooperations"),
    ],
)
def test_slips_are_forgiven_and_told(client: Client, water: None, typed: str, written: str) -> None:
    answer = get(client, [("q", typed)])
    assert answer["count"] >= 1
    (correction,) = answer["corrections"]
    assert correction["typed"] == fold(typed)
    assert written in correction["replaced_by"]


def test_the_word_meant_comes_before_a_word_that_only_begins_alike(client: Client) -> None:
    for title in ("Jumelage", "Jumelle de vue", "Montagne", "Monte", "Entreprise", "Entrée", "Tunisie"):
        action(key=fold(title).replace(" ", "-"), title=title)
    for typed, meant in (("jumelaeg", "jumelage"), ("montagen", "montagne"), ("entrepries", "entreprise")):
        assert _found(client, typed) == {meant}, typed
    assert "jumelage" in _found(client, "jumelge")
    assert _found(client, "tuniie") == {"tunisie"}


def test_a_slip_is_one_letter_or_two_that_changed_places() -> None:
    assert {"cor", "ocr", "cxr", "corr", "cora"} <= slips("cor") | {"cor"}
    assert "cro" in slips("cor")
    assert "roc" not in slips("cor")


def test_no_correction_where_a_word_is_found(client: Client, water: None) -> None:
    assert "corrections" not in get(client, [("q", "eau")])


def test_words_beyond_ten_are_ignored_and_told(client: Client, water: None) -> None:
    answer = get(client, [("q", "eau " * 10 + "neige montagne")])
    assert (answer["count"], answer["ignored"]) == (1, ["neige", "montagne"])


def test_a_word_of_the_title_weighs_more(client: Client) -> None:
    action(key="text", title="Autre", summary="Un volcan.", start_year=2025)
    action(key="title", title="Volcan", start_year=1990)
    assert [result["slug"] for result in get(client, [("q", "volcan")])["results"]] == ["title", "text"]


def test_other_languages_are_found_as_written(client: Client) -> None:
    texts = {"de": Text(title="Zusammenarbeiten der Städte", summary="Häuser")}
    action(key="german", texts=texts, language="de")
    for words in ("Zusammenarbeiten", "stadte", "häuser"):
        assert _found(client, words) == {"german"}, words


def test_correction_never_tells_a_restricted_word(client: Client) -> None:
    action(key="public", title="Le bateau de Lyon")
    secret = action(key="secret", title="Opération xylophones bateaux", audience=Audience.VERIFIED)
    for words in ("xylophones", "xylophonez", "xylophon"):
        assert "xylo" not in str(get(client, [("q", words)]).get("corrections", "")).replace(words, "")
    answer = get(client, [("q", "bateayx")])
    assert "bateaux" not in str(answer)
    client.force_login(person(verified=True))
    assert _found(client, "xylophonez") == {secret.slug}


def test_a_hidden_word_leaves_the_vocabulary(client: Client) -> None:
    place = Place(precision=Precision.CITY, place="Zanzibarville", country="GB", lon=-1.25, lat=51.75)
    known = action(key="hides", places=(place,), partners=(PartnerName(name="Kryptonfirma"),))
    assert _found(client, "zanzibarville") == _found(client, "kryptonfirma") == {"hides"}
    hidden = Place(
        precision=Precision.CITY, place="Zanzibarville", country="GB", lon=-1.25, lat=51.75, is_hidden=True
    )
    edited(known, places=(hidden,), partners=(PartnerName(name="Kryptonfirma", is_hidden=True),))
    assert not _found(client, "zanzibarville") | _found(client, "kryptonfirma")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, form FROM atlas_word")
        written = str(cursor.fetchall())
    assert "zanzibar" not in written
    assert "krypton" not in written


def test_titles_are_sorted_as_people_read(client: Client) -> None:
    for title in ("zoo", "Éclair", "eau", "École", "abri", "L’âne"):
        action(title=title)
    titles = [result["title"] for result in get(client, [("tri", "titre")])["results"]]
    assert titles == ["abri", "eau", "Éclair", "École", "L’âne", "zoo"]


def test_countries_are_sorted_in_the_readers_language(client: Client) -> None:
    for code in ("DE", "GB", "ES"):
        place = Place(precision=Precision.COUNTRY, country=code)
        action(key=code.lower(), places=(place,))
    action(key="nowhere", places=(Place(precision=Precision.WORLD),))
    french = [result["slug"] for result in client.get("/carte/resultats.json?tri=pays").json()["results"]]
    english = [result["slug"] for result in client.get("/en/carte/resultats.json?tri=pays").json()["results"]]
    assert french == ["de", "es", "gb", "nowhere"]
    assert english == ["de", "es", "gb", "nowhere"]
    assert Action.objects.count() == 4


def test_longest_words_and_names(client: Client) -> None:
    lead = organisation(name="œ" * 200)
    action(lead, key="long", title="ﷺ" * 200, summary="a" * 5000)
    assert _found(client, "a" * 60) == {"long"}
    assert get(client, [("tri", "structure")])["count"] == 1


def test_a_renamed_structure_is_found_by_its_new_name(client: Client) -> None:
    action(organisation("k", name="Zoologia"), key="one")
    operations.put([operations.Entry(key="k", content=content(name="Botanica"))])
    assert (_found(client, "botanica"), _found(client, "zoologia")) == ({"one"}, set())
