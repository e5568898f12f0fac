"""What answers carry: nothing to guess or frame, no cookie for a visitor, no cache for the signed in."""

import gzip

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.data import Cast
from tests.pages.kinds import addresses

MACHINES = ("/healthz", "/robots.txt", "/sitemap.xml", "/carte/resultats.json", "/carte/export.csv")
HEAVIEST = {
    "home": 30,
    "country": 24,
    "country, empty": 20,
    "communes": 16,
    "commune": 16,
    "commune, empty": 16,
    "style guide": 16,
}
"""Pages that carry a drawing: the globe, a country's surroundings, the communes."""
USUAL = 14
"""Kilobytes of markup, compressed."""


def _end(response: HttpResponseBase) -> HttpResponseBase:
    if response.streaming:
        list(response)
    return response


def test_nothing_is_guessed_framed_or_told_to_others(cast: Cast, client: Client) -> None:
    for address in (*addresses(cast).values(), *MACHINES):
        response = _end(client.get(address))
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["Referrer-Policy"] == "same-origin", address
        assert response["X-Frame-Options"] == "DENY", address
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", address


def test_a_visitor_gets_no_cookie(cast: Cast) -> None:
    for prefix in ("", "/en"):
        for address in (*addresses(cast, prefix).values(), *MACHINES):
            response = _end(Client().get(address))
            assert not response.cookies, (address, response.cookies)


@pytest.mark.parametrize("role", ["awaiting", "administrator"])
def test_what_a_signed_in_person_sees_is_kept_nowhere(cast: Cast, role: str) -> None:
    client = cast.client(role)
    for address in (*addresses(cast).values(), *MACHINES):
        response = _end(client.get(address))
        assert response["Cache-Control"] == "private, no-store", address


def test_pages_are_light(cast: Cast, client: Client) -> None:
    weights = {
        kind: len(gzip.compress(client.get(address).content)) / 1000
        for kind, address in addresses(cast).items()
    }
    heavy = {kind: weight for kind, weight in weights.items() if weight > HEAVIEST.get(kind, USUAL)}
    assert not heavy, heavy
