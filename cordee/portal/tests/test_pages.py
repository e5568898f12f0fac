"""Every page, empty and with data, in both languages: its status, its title, its one heading."""

import re

import pytest
from django.test import Client

from cordee.organisations import operations as organisations
from cordee.portal.tests.things import action, structure

EMPTY = (
    "/", "/structures/", "/pays/", "/pays/JP/", "/communes/", "/communes/38185/", "/a-propos/",
    "/mentions-legales/", "/accessibilite/", "/donnees-personnelles/", "/credits/",
)  # fmt: skip
FULL = (*EMPTY, "/actions/{action}/", "/structures/{structure}/")


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def check(page: str) -> None:
    assert len(re.findall(r"<h1\b", page)) == 1
    title = re.search(r"<title>\s*(.*?)\s*–", page, re.DOTALL)
    assert title
    assert title[1]
    description = re.search(r'<meta name="description"\s+content="([^"]+)"', page)
    assert description
    assert len(description[1]) > 10
    assert page.count('rel="alternate"') == 3
    assert " style=" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", EMPTY)
def test_a_page_without_any_data_is_whole(client: Client, path: str, language: str) -> None:
    check(text(client, language + path))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", FULL)
def test_a_page_with_data_is_whole(client: Client, path: str, language: str) -> None:
    lead = structure(website="https://amis.example")
    done = action(lead, start_year=2010)
    action(lead, "Une école", start_year=2015, end_year=2018)
    check(text(client, language + path.format(action=done.slug, structure=lead.slug)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/pays/ZZ/", "/communes/99999/", "/actions/none/", "/structures/none/", "/nowhere/", "/en/nowhere/"],
)
def test_what_is_not_there_is_a_404_with_ways_on(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert 'hreflang="en"' in response.content.decode() or 'hreflang="fr"' in response.content.decode()


@pytest.mark.django_db
def test_every_known_country_answers(client: Client) -> None:
    for code in ("TV", "XK", "TW", "AQ", "GI"):
        assert "No action is known here yet" in text(client, f"/en/pays/{code}/")


@pytest.mark.django_db
def test_a_country_in_small_letters_leads_to_its_own_address(client: Client) -> None:
    response = client.get("/en/pays/jp/")
    assert (response.status_code, response["Location"]) == (301, "/en/pays/JP/")


@pytest.mark.django_db
def test_a_merged_structure_leads_to_the_one_that_took_it_in(client: Client) -> None:
    old, new = structure("Old"), structure("New")
    organisations.merge(organisation=old, into=new)
    response = client.get(f"/structures/{old.slug}/")
    assert (response.status_code, response["Location"]) == (301, f"/structures/{new.slug}/")


@pytest.mark.django_db
def test_an_archived_structure_is_gone(client: Client) -> None:
    lead = structure()
    organisations.archive(organisation=lead)
    assert client.get(f"/structures/{lead.slug}/").status_code == 404


@pytest.mark.django_db
def test_the_other_language_keeps_what_the_address_asks(client: Client) -> None:
    page = text(client, "/structures/?q=eau&tri=actions")
    assert 'href="/en/structures/?q=eau&amp;tri=actions"' in page


@pytest.mark.django_db
def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/structures/").status_code == 405
    assert client.head("/structures/").status_code == 200


@pytest.mark.django_db
def test_an_empty_commune_is_unknown_not_inactive(client: Client) -> None:
    assert "Nothing known yet" in text(client, "/en/communes/38057/")
    assert "nothing known yet" in text(client, "/en/communes/")


@pytest.mark.django_db
def test_a_commune_lists_its_structures_and_its_neighbours(client: Client) -> None:
    lead = structure("Les Amis de l'eau")
    action(lead)
    page = text(client, "/en/communes/38185/")
    assert "1 structure known here, with 1 action in 1 country." in page
    assert "/en/communes/38421/" in page  # next to it
