"""A structure is found by words typed badly, and a new one is compared with those that are there."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cordee.organisations import founding, operations
from cordee.organisations.enums import Likeness
from cordee.organisations.finding import domain_of, lookalikes, search
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import content, organisation
from cordee.organisations.tests.people import person

pytestmark = pytest.mark.django_db
SIRET, OTHER_OFFICE = "73282932000074", "73282932000082"


@pytest.fixture(autouse=True)
def _structures() -> None:
    metropole = organisation(name="Métropole des Balmes", acronym="MdB")
    organisation(name="Direction de l’international", parent=metropole.pk)
    organisation(name="Université des Balmes", website="https://www.univ-balmes.example/fr/")
    organisation(name="Laboratoire des glaces", acronym="LDG", siret=SIRET)
    organisation(name="Solidarité Échanges Sud", rna="W381234567", website="https://facebook.com/echanges")
    organisation(name="Institut de géographie alpine")


def names(words: str) -> list[str]:
    return [found.name for found in search(words)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("laboratoire des glaces", "Laboratoire des glaces"),
        ("LABORATOIRE GLACES", "Laboratoire des glaces"),
        ("labratoire galces", "Laboratoire des glaces"),
        ("echange sud solidarite", "Solidarité Échanges Sud"),
        ("ldg", "Laboratoire des glaces"),
        ("L.D.G.", "Laboratoire des glaces"),
        ("iga", "Institut de géographie alpine"),
        ("univ", "Université des Balmes"),
        ("metropole", "Métropole des Balmes"),
        ("mdb", "Métropole des Balmes"),
        ("métropole international", "Direction de l’international"),
        ("balmes metropole", "Métropole des Balmes"),
    ],
)
def test_it_is_found_however_it_is_typed(words: str, first: str) -> None:
    assert names(words)[0] == first


@pytest.mark.parametrize("words", ["", "  ", "…", "zzz", "boulangerie"])
def test_what_means_nothing_finds_nothing(words: str) -> None:
    assert names(words) == []


def test_a_department_comes_with_its_path() -> None:
    assert search("international")[0].label == "Métropole des Balmes › Direction de l’international"


def test_hostile_words_are_only_words() -> None:
    for words in ("x" * 100_000, "a " * 50_000, "%_\\'\"; DROP", "\x00", "日本"):
        assert isinstance(search(words), list)


def test_only_public_structures_are_found() -> None:
    operations.archive(organisation=Organisation.objects.get(acronym="LDG"))
    founding.ask_for_new(user=person(), sheet=content(name="Zzsecret"), reason="I.", abroad="Wells.")
    assert names("laboratoire glaces") == []
    assert names("zzsecret") == []
    assert lookalikes(name="Zzsecret") == []
    found = lookalikes(name="Zzsecret", among=Organisation.objects.all())
    assert [one.structure.name for one in found] == ["Zzsecret"]


def test_a_search_asks_one_question_however_many_there_are() -> None:
    for number in range(30):
        organisation(name=f"Laboratoire {number}")
    for ask in (lambda: search("laboratoire"), lambda: lookalikes(name="Laboratoire", siret=SIRET)):
        with CaptureQueriesContext(connection) as asked:
            assert ask()
        assert len(asked) == 1


def test_a_list_is_no_longer_than_asked() -> None:
    for number in range(30):
        organisation(name=f"Laboratoire {number}")
    assert len(search("laboratoire", limit=5)) == 5
    assert len(lookalikes(name="Laboratoire 1")) <= 8


@pytest.mark.parametrize(
    ("parts", "name", "reason"),
    [
        ({"siret": SIRET}, "Laboratoire des glaces", Likeness.NUMBER),
        ({"siret": OTHER_OFFICE}, "Laboratoire des glaces", Likeness.NUMBER),
        ({"rna": "W381234567"}, "Solidarité Échanges Sud", Likeness.NUMBER),
        ({"website": "http://univ-balmes.example"}, "Université des Balmes", Likeness.DOMAIN),
        ({"website": "https://www.facebook.com/echanges/"}, "Solidarité Échanges Sud", Likeness.DOMAIN),
        ({"name": "Association solidarite echange sud"}, "Solidarité Échanges Sud", Likeness.NAME),
        ({"name": "Glaces (laboratoire)"}, "Laboratoire des glaces", Likeness.NAME),
        ({"name": "LDG"}, "Laboratoire des glaces", Likeness.NAME),
    ],
)
def test_what_is_alike_is_shown_with_its_reason(parts: dict[str, Any], name: str, reason: Likeness) -> None:
    (first, *_others) = lookalikes(**{"name": "Tout autre chose"} | parts)
    assert (first.structure.name, first.reason) == (name, reason)


@pytest.mark.parametrize(
    "parts",
    [
        {"name": "Boulangerie du Drac"},
        {"name": "Université de Dakar"},
        {"name": "x", "website": "https://facebook.com/others"},
        {"name": "x", "website": "http://[bad"},
        {"name": "x", "siret": "1"},
    ],
)
def test_what_is_not_alike_is_not_shown(parts: dict[str, Any]) -> None:
    assert lookalikes(**parts) == []


def test_a_number_is_surer_than_a_website_and_that_than_a_name() -> None:
    found = lookalikes(name="Solidarité Échanges Sud", website="https://univ-balmes.example", siret=SIRET)
    assert [one.reason for one in found] == [Likeness.NUMBER, Likeness.DOMAIN, Likeness.NAME]


def test_a_host_tells_whose_site_it_is() -> None:
    assert domain_of("https://WWW.Example.org:8000/a?b") == "example.org"
    assert domain_of("https://helloasso.com/associations/nous/") == "helloasso.com/associations/nous"
    assert domain_of("https://facebook.com/") == domain_of("") == domain_of("rien") == ""


def test_words_of_a_path_count_less_than_a_name() -> None:
    assert search("balmes")[0].name == "Métropole des Balmes"


def test_a_name_with_a_word_more_looks_alike() -> None:
    known = organisation(name="Tétraktys")
    alike = lookalikes(name="Tetraktys Grenoble montagne")
    assert [one.structure.number for one in alike] == [known.pk]
    assert not lookalikes(name="Grenoble montagne")
