"""The lists: structures found by name, kind, commune; countries and communes with what is known."""

import re

import pytest
from django.test import Client

from cordee.organisations.enums import Kind
from cordee.portal.tests.things import KYOTO, LIMA, TOKYO, action, structure

pytestmark = pytest.mark.django_db


def names(client: Client, query: str) -> list[str]:
    page = client.get(f"/en/structures/?{query}").content.decode()
    return re.findall(r'<a href="/en/structures/[\w-]+/">([^<]+)</a>', page)


def test_structures_are_found_without_accents(client: Client) -> None:
    structure("Électricité sans frontières", acronym="ESF")
    structure("Aide médicale")
    assert names(client, "q=electricite") == ["Électricité sans frontières"]
    assert names(client, "q=esf") == ["Électricité sans frontières"]
    assert names(client, "q=FRONTI%C3%88RES+sans") == ["Électricité sans frontières"]
    assert names(client, "q=nothing") == []


def test_structures_are_sieved(client: Client) -> None:
    structure("A", kind=Kind.COMPANY)
    structure("B", commune="38421")
    assert names(client, "nature=entreprise") == ["A"]
    assert names(client, "commune=38421") == ["B"]
    assert names(client, "nature=unknown") == ["A", "B"]


def test_structures_are_sorted_by_actions_led_or_shared(client: Client) -> None:
    one, two = structure("A"), structure("B")
    action(two, "1")
    action(two, "2", co_leads=(one.pk,))
    assert names(client, "tri=actions") == ["B", "A"]
    assert names(client, "") == ["A", "B"]
    page = client.get("/en/structures/").content.decode()
    assert "2 actions" in page
    assert "1 action" in page


@pytest.mark.parametrize(
    ("asked", "first"), [("1", "S 00"), ("2", "S 50"), ("99", "S 50"), ("x", "S 00"), ("-1", "S 00")]
)
def test_structures_come_by_fifty(client: Client, asked: str, first: str) -> None:
    for n in range(53):
        structure(f"S {n:02}")
    assert names(client, f"page={asked}")[0] == first


def test_countries_are_all_reachable_and_counted(client: Client) -> None:
    lead = structure()
    action(lead, "A", places=(TOKYO, KYOTO))
    action(lead, "B", places=(TOKYO, LIMA))
    page = client.get("/en/pays/").content.decode()
    assert "2 actions in 2 countries" in page
    assert len(set(re.findall(r'href="/en/pays/([A-Z]{2})/"', page))) > 240
    assert page.index("Asia") < page.index("Americas") < page.index("Europe")


def test_a_country_counts_each_action_once(client: Client) -> None:
    lead, other = structure("One"), structure("Two")
    action(lead, "A", places=(TOKYO, KYOTO), start_year=1990)
    action(other, "B", places=(TOKYO,))
    action(other, "C", places=(TOKYO,), start_year=2001, end_year=2003)
    page = client.get("/en/pays/JP/").content.decode()
    assert "3 actions, carried by 2 structures, in 2 known places." in page
    assert "All of them take place in Tokyo." in page
    assert "Two carries 2 of the 3 actions." in page
    assert "The oldest known start is in 1990." in page
    assert "1 action has no date yet." in page


def test_a_structure_shows_what_it_carries_with_another(client: Client) -> None:
    lead, other = structure("One"), structure("Two")
    shared = action(lead, "Shared", co_leads=(other.pk,), places=(LIMA,))
    page = client.get(f"/en/structures/{other.slug}/").content.decode()
    assert shared.slug in page
    assert "1 action in 1 country." in page


def test_departments_stand_under_their_structure(client: Client) -> None:
    city = structure("City")
    service = structure("Service of the city", parent=city.pk)
    assert f"/en/structures/{service.slug}/" in client.get(f"/en/structures/{city.slug}/").content.decode()
    assert f"/en/structures/{city.slug}/" in client.get(f"/en/structures/{service.slug}/").content.decode()
