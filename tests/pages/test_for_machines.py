"""What pages tell machines: site map, structured data, previews; and the pages of what went wrong."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from PIL import Image

from cordee.actions import operations as actions
from cordee.actions.content import Text
from cordee.actions.models import Action
from cordee.atlas.index.sql import SqlIndex
from cordee.portal.errors import server_error
from cordee.territory.shape import Territory
from tests import data
from tests.data import Cast
from tests.pages.kinds import addresses
from tests.pages.reading import read

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOSTILE = "</script><script>alert(1)</script>\u2028\"'&<b>"
PREVIEW = {"og:type", "og:url", "og:site_name", "og:locale", "og:title", "og:description", "og:image"}
_OF_ALL = {"image", "name", "description", "url", "location", "keywords"}
PROPERTIES = {
    "Project": _OF_ALL | {"parentOrganization", "member", "foundingDate", "dissolutionDate"},
    "EventSeries": _OF_ALL | {"organizer", "contributor", "startDate", "endDate", "inLanguage"},
    "Organization": {"name", "alternateName", "description", "url", "sameAs"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "Place": {"name", "address", "geo"},
    "PostalAddress": {"addressCountry"},
    "GeoCoordinates": {"latitude", "longitude"},
}
"""Of each type of schema.org that is used, the properties that schema.org gives it."""


def test_the_site_map_is_complete_and_answers(cast: Cast, client: Client) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 # our own
    found = {item.text or "" for item in tree.iterfind("s:url/s:loc", SITEMAP)}
    paths = {address.removeprefix("http://testserver") for address in found}
    shown = ("full", "compiled", "hidden", "world", "region", "orphan", "generated", "suspended")
    for name in shown:
        assert {f"{prefix}/actions/{cast.actions[name].slug}/" for prefix in ("", "/en")} <= paths, name
    for name in ("atelier", "university", "company", "laboratory"):
        assert f"/structures/{cast.structures[name].slug}/" in paths
    assert f"/structures/{cast.structures['absorbed'].slug}/" not in paths
    assert {"/pays/SN/", "/pays/JP/", "/pays/LA/", f"/communes/{data.commune()}/"} <= paths
    assert "/pays/NR/" not in paths
    assert all(client.get(path).status_code == 200 for path in paths)
    for item in tree.iterfind("s:url", SITEMAP):
        languages = {link.get("hreflang") for link in item.iterfind("x:link", SITEMAP)}
        assert languages == {"fr", "en", "x-default"}


def test_every_page_has_a_preview(cast: Cast, client: Client) -> None:
    for prefix in ("", "/en"):
        for kind, address in addresses(cast, prefix).items():
            page = read(client.get(address))
            missing = {name for name in PREVIEW if not page.metas.get(name)}
            assert not missing, (address, missing)
            assert page.metas["og:locale"] == ("en_GB" if prefix else "fr_FR"), kind
            assert page.metas["og:title"] in page.title
            assert page.metas["og:description"] == page.metas["description"]


def test_the_picture_of_a_preview_is_there(client: Client) -> None:
    response = client.get("/apercu.png")
    content = response.getvalue()
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(content) <= 150_000


def test_a_territory_without_a_picture_promises_none(client: Client) -> None:
    with patch.object(Territory, "preview", None):
        assert client.get("/apercu.png").status_code == 404
        assert "og:image" not in read(client.get("/a-propos/")).metas


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """All that has a type, however deep."""
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _things(value)
    if isinstance(data, dict):
        yield data


def test_structured_data_uses_what_schema_org_knows(cast: Cast, client: Client) -> None:
    seen = set()
    sheets = [f"/actions/{action.slug}/" for action in cast.actions.values()]
    for address in ("/", "/en/", *sheets, *addresses(cast).values()):
        for found in read(client.get(address)).data:
            for thing in _things(json.loads(found)):
                kind = thing.pop("@type")
                seen.add(kind)
                assert set(thing) - {"@context"} <= PROPERTIES[kind], (address, thing)
    assert {"Project", "Organization", "WebSite", "Place"} <= seen


def test_structured_data_holds_no_markup(cast: Cast, client: Client) -> None:
    text = {"fr": Text(title=HOSTILE, summary=HOSTILE)}
    content = data.plain("x", cast.structures["atelier"].pk, texts=text)
    actions.put([actions.Entry(key="hostile", content=content)])
    hostile = Action.objects.get(key="hostile")
    for address in (f"/actions/{hostile.slug}/", f"/structures/{cast.structures['atelier'].slug}/"):
        page = client.get(address)
        (told,) = read(page).data
        assert json.loads(told)["@context"] == "https://schema.org"
        assert "<script>alert" not in page.content.decode()
        assert "</script><script" not in page.content.decode().replace(" ", "")


@pytest.mark.parametrize(("address", "language"), [("/nowhere/", "fr"), ("/en/nowhere/", "en")])
def test_what_is_not_there_says_so_in_the_language(
    cast: Cast, client: Client, address: str, language: str
) -> None:
    response = client.get(address)
    page = read(response)
    assert response.status_code == 404
    assert page.language == language
    assert ("/" if language == "fr" else "/en/") in page.links


@pytest.mark.parametrize("address", ["/carte/", "/actions/", "/pays/", "/en/carte/"])
@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_the_database(address: str) -> None:
    """No database mark reaches the page: the template is drawn without context."""
    client = Client(raise_request_exception=False)
    with patch.object(SqlIndex, "ask", side_effect=OperationalError("secret of the server")):
        response = client.get(address)
    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    assert len(read(response).headings) >= 2


@pytest.mark.parametrize(
    "address", ["/carte/resultats.json", "/carte/tuiles/0/0/0.mvt", "/en/carte/export.csv"]
)
@pytest.mark.django_db
def test_a_program_is_told_of_a_fault_in_json(address: str) -> None:
    client = Client(raise_request_exception=False)
    with patch.object(SqlIndex, "ask", side_effect=OperationalError("secret of the server")):
        response = client.get(address)
    assert response.status_code == 500
    assert set(response.json()) == {"error"}
    assert "secret" not in response.text
    missing = client.get("/carte/tuiles/30/0/0.mvt")
    assert (missing.status_code, set(missing.json())) == (404, {"error"})


@pytest.mark.django_db
def test_a_form_that_stayed_open_too_long_says_how_to_send_it_again(client: Client) -> None:
    response = Client(enforce_csrf_checks=True).post("/compte/connexion/", {"login": "a"})
    assert response.status_code == 403
    assert [level for level, _text in read(response).headings].count(1) == 1
    assert "Your form was not sent" in response.text


def test_the_page_of_a_fault_asks_nothing() -> None:
    """No mark of the database here: a query would raise."""
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert [level for level, _text in read(response).headings].count(1) == 1


def test_health_fails_with_the_database(db: None, client: Client) -> None:
    with patch("cordee.portal.machines.index_state", side_effect=OperationalError("gone")):
        response = client.get("/healthz")
    assert response.status_code == 503
    assert "gone" not in response.content.decode()


def test_paper_has_its_styles(client: Client, cast: Cast) -> None:
    for address in addresses(cast).values():
        page = client.get(address).content.decode()
        assert re.search(r'href="[^"]*print[^"]*\.css"[^>]*media="print"', page), address
