"""Signing out where one came in through another site: its session ends too."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from cordee.accounts.tests.people import enter, is_in, person, sign_in
from cordee.accounts.tests.ways_in import back, came, connected
from tests.oidc import Provider

pytestmark = pytest.mark.django_db

OUT = "/compte/deconnexion/"


def leads(answer: Any) -> str:
    """The page of the provider on which the answer leads the browser by itself."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return unescape(found[1])


def test_the_session_at_the_other_site_ends_and_one_comes_back(client: Client, provider: Provider) -> None:
    came(client)
    where = back(leads(client.post(OUT)))
    assert [said["sub"] for said in provider.ended] == ["0001"]
    assert provider.faults == []
    assert not is_in(client)
    assert client.get(where)["Location"] == "/"


def test_one_comes_back_to_the_language_that_one_left(client: Client, provider: Provider) -> None:
    came(client)
    where = back(leads(client.post(f"/en{OUT}")))
    translation.activate("fr")
    assert client.get(where)["Location"] == "/en/"


def test_the_back_office_has_no_way_out_of_its_own(rf: RequestFactory) -> None:
    where = reverse("wagtailadmin_logout")
    answer = resolve(where).func(rf.post(where))
    assert (answer.status_code, answer["Location"]) == (307, OUT)


def test_who_came_by_password_leaves_this_site_alone(provider: Provider) -> None:
    browser = enter(person())
    assert browser.post(OUT)["Location"] == "/"
    assert provider.ended == []


def test_who_stopped_on_her_way_in_is_not_taken_for_the_next_one(client: Client, provider: Provider) -> None:
    came(client)
    client.post(OUT)
    user = person("ben@example.org")
    came(client)
    client.get("/")
    client.force_login(user)
    assert client.post(OUT)["Location"] == "/"


def test_who_is_refused_here_is_not_taken_out_of_there(client: Client, provider: Provider) -> None:
    user = person()
    came(client)
    assert client.post(OUT, {"next": reverse("account_login")})["Location"] == reverse("account_login")
    assert sign_in(client, user)


def test_connecting_the_other_site_opens_a_session_that_ends_too(client: Client, provider: Provider) -> None:
    connected(client, person())
    back(leads(client.post(OUT)))
    assert len(provider.ended) == 1


@pytest.mark.parametrize("announced", [None, "", 7, "file:///etc/passwd", "javascript:alert(1)"])
def test_a_site_that_does_not_say_how_is_left_as_it_is(
    client: Client, provider: Provider, announced: Any
) -> None:
    provider.discovery["end_session_endpoint"] = announced
    came(client)
    assert client.post(OUT)["Location"] == "/"
    assert not is_in(client)


def test_signing_out_does_not_wait_for_the_other_site(client: Client, provider: Provider) -> None:
    came(client)
    provider.broken = {"/.well-known/openid-configuration", "/session/end"}
    assert leads(client.post(OUT))
    assert not is_in(client)


def test_the_page_before_says_that_both_end(client: Client, provider: Provider) -> None:
    came(client)
    assert "ProConnect" in client.get(OUT).content.decode()
    assert "ProConnect" not in enter(person("ben@example.org")).get(OUT).content.decode()


def test_the_token_stays_on_the_server_until_one_leaves(client: Client, provider: Provider) -> None:
    came(client)
    token = parse_qs(urlsplit(leads(client.post(OUT))).query)["id_token_hint"][0]
    came(client)
    assert token.count(".") == 2
    assert not any(token[:12] in cookie.value for cookie in client.cookies.values())
    assert token[:12] not in client.get(OUT).content.decode()


def test_the_page_that_leads_there_is_kept_nowhere(client: Client, provider: Provider) -> None:
    came(client)
    assert "no-store" in client.post(OUT)["Cache-Control"]


def test_nobody_is_sent_outside_on_the_way_back(client: Client, provider: Provider) -> None:
    came(client)
    where = back(leads(client.post(OUT, {"next": "https://evil.example/"})))
    assert client.get(where)["Location"] == "/"


@pytest.mark.parametrize("state", ["", "?state=", "?state=guessed", "?state=%ED%A0%80"])
def test_an_answer_that_was_not_asked_for_leads_to_the_first_page(
    client: Client, provider: Provider, state: str
) -> None:
    came(client)
    where = back(leads(client.post(OUT, {"next": "/carte/"})))
    assert client.get(f"/compte/oidc/sorti/{state}")["Location"] == "/"
    assert client.get(where)["Location"] == "/carte/"
    assert client.get(where)["Location"] == "/"
