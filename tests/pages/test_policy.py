"""The content security policy of every answer, whole: these directives with these sources, and no other."""

import re
from typing import Final
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from cordee.atlas.index.sql import SqlIndex
from tests.data import Cast
from tests.pages.kinds import addresses
from tests.permissions.addresses import walk

Policy = dict[str, frozenset[str]]
NONCE: Final = "'nonce'"
NONE: Final = frozenset({"'none'"})
SELF: Final = frozenset({"'self'"})
PUBLIC: Final[Policy] = {
    "default-src": NONE,
    "script-src": SELF,
    "style-src": SELF,
    "img-src": SELF | {"data:", "blob:"},
    "font-src": SELF,
    "connect-src": SELF,
    "worker-src": SELF,
    "manifest-src": SELF,
    "object-src": NONE,
    "form-action": SELF,
    "base-uri": NONE,
    "frame-ancestors": NONE,
}
INLINE_STYLES: Final[Policy] = PUBLIC | {"style-src": SELF | {"'unsafe-inline'"}}
MACHINES: Final = (
    "/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-actions.xml", "/marque.css", "/apercu.png",
    "/.well-known/security.txt", "/carte/resultats.json", "/carte/resultats.json?odd=18",
    "/carte/tuiles/0/0/0.mvt", "/carte/export.csv", "/carte/export.xlsx", "/carte/export.geojson",
)  # fmt: skip


def nonce_of(response: HttpResponseBase) -> list[str]:
    """The answer's own mark, where its page has a script with it."""
    return re.findall(r"'nonce-([^']{20,})'", response["Content-Security-Policy"])


def policy_of(response: HttpResponseBase) -> Policy:
    """Its directives, each with the set of its sources; a directive that comes twice is a fault."""
    if response.streaming:
        response.getvalue()
    said = re.sub(r"'nonce-[^']{20,}'", NONCE, response["Content-Security-Policy"])
    parts = [part.split() for part in said.split(";") if part.strip()]
    names = [name.lower() for name, *_sources in parts]
    assert len(names) == len(set(names)), said
    policy = {name.lower(): frozenset(sources) for name, *sources in parts}
    return policy | {"script-src": policy["script-src"] - {NONCE}}


def test_a_reading_sees_what_differs() -> None:
    response = HttpResponse(headers={"Content-Security-Policy": "script-src 'self'; img-src x y"})
    assert policy_of(response) == {"script-src": SELF, "img-src": frozenset({"x", "y"})}
    assert policy_of(response) != PUBLIC


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_answers_have_one_policy(cast: Cast, client: Client, prefix: str) -> None:
    nonces = []
    for address in (*addresses(cast, prefix).values(), *MACHINES):
        response = client.get(address)
        assert policy_of(response) == PUBLIC, address
        assert "Content-Security-Policy-Report-Only" not in response.headers
        nonces += nonce_of(response)
    assert len(set(nonces)) == len(nonces) > 10


def test_a_picture_has_its_styles_in_it(cast: Cast, client: Client) -> None:
    assert policy_of(client.get("/carte/affiche.svg")) == INLINE_STYLES
    assert policy_of(client.get("/carte/affiche.svg?odd=18")) == INLINE_STYLES


@pytest.mark.parametrize("fault", [PermissionDenied("no"), OperationalError("gone")])
def test_what_went_wrong_has_it_too(cast: Cast, fault: Exception) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    with patch.object(SqlIndex, "ask", side_effect=fault):
        for address in ("/actions/", "/carte/resultats.json"):
            response = client.get(address)
            assert response.status_code in (403, 500)
            assert policy_of(response) == PUBLIC, address
    assert policy_of(client.post("/carte/")) == PUBLIC
    assert policy_of(client.get("/", headers={"Host": "elsewhere.example"})) == PUBLIC


@pytest.mark.parametrize("role", ["visitor", "team", "administrator"])
def test_the_back_office_loosens_styles_alone(cast: Cast, role: str) -> None:
    client, seen = cast.client(role), 0
    client.raise_request_exception = False
    for address in walk():
        if address.is_back_office:
            response = client.get(address.example)
            assert policy_of(response) == INLINE_STYLES, (address, response.status_code)
            seen += response.status_code == 200
    assert seen > (2 if role == "visitor" else 10)
    unmarked = Client(enforce_csrf_checks=True).post("/compte/connexion/", {"login": "a"})
    assert policy_of(unmarked) == PUBLIC
