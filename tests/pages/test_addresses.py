"""Whole addresses come from SITE_URL: whatever Host a visitor sends, no answer repeats it."""

import io
from collections.abc import Iterator
from unittest.mock import patch

import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings

from cordee.portal import sitemaps
from tests.data import Cast
from tests.pages.kinds import addresses
from tests.pages.reading import read

SITE = "https://cordee.example"
SENT = "sent-by-the-visitor.example"
OUTPUTS = [
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-actions.xml",
    "/.well-known/security.txt",
    "/healthz",
    "/carte/resultats.json",
    "/carte/tuiles/0/0/0.mvt",
    "/carte/export.csv",
    "/carte/export.geojson",
    "/en/carte/export.csv",
    "/actions",
    "/pays/jp/",
    "/animation/",
    "/animation/login/",
    "/nowhere/",
    "/nowhere.json",
]


@pytest.fixture
def visitor() -> Iterator[Client]:
    """Somebody who reaches the site by another name that it answers to."""
    with override_settings(SITE_URL=SITE, ALLOWED_HOSTS=[SENT]):
        yield Client(HTTP_HOST=SENT)


def whole(response: HttpResponseBase) -> str:
    """Headers and body."""
    body = response.getvalue()
    return f"{response.headers!r} {body.decode(errors='replace')}"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_repeats_the_host_that_was_sent(cast: Cast, visitor: Client, prefix: str) -> None:
    for address in addresses(cast, prefix).values():
        assert SENT not in whole(visitor.get(address)), address


@pytest.mark.parametrize("address", OUTPUTS)
def test_no_output_repeats_the_host_that_was_sent(cast: Cast, visitor: Client, address: str) -> None:
    assert SENT not in whole(visitor.get(address))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/robots.txt", f"Sitemap: {SITE}/sitemap.xml"),
        ("/.well-known/security.txt", f"Canonical: {SITE}/.well-known/security.txt"),
        ("/sitemap.xml", f"<loc>{SITE}/pays/JP/</loc>"),
        ("/sitemap-actions.xml", f'href="{SITE}/en/actions/reseau-des-glaces/"'),
        ("/carte/export.csv", f"{SITE}/actions/reseau-des-glaces/"),
        ("/en/carte/export.geojson", f'"{SITE}/en/actions/reseau-des-glaces/"'),
    ],
)
def test_what_is_passed_on_leads_to_the_site(cast: Cast, visitor: Client, address: str, said: str) -> None:
    assert said in whole(visitor.get(address))


def test_the_parts_of_a_large_site_map_are_the_sites(cast: Cast, visitor: Client) -> None:
    with patch.object(sitemaps, "LARGE", 1), patch.object(sitemaps.ActionPages, "limit", 10):
        said = whole(visitor.get("/sitemap.xml"))
    assert f"<loc>{SITE}/sitemap-structures.xml</loc>" in said
    assert f"<loc>{SITE}/sitemap-actions.xml?p=2</loc>" in said
    assert SENT not in said


def test_a_workbook_leads_to_the_site(cast: Cast, visitor: Client) -> None:
    response = visitor.get("/carte/export.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()), read_only=True)
    values = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert f"{SITE}/actions/reseau-des-glaces/" in values
    assert not [value for value in values if SENT in value]
    book.close()


def test_a_page_says_its_own_address_to_machines(cast: Cast, visitor: Client) -> None:
    for path in ("/", "/en/actions/reseau-des-glaces/", "/structures/laboratoire-des-glaces/"):
        page = read(visitor.get(path))
        assert page.canonical == page.metas["og:url"] == SITE + path
        assert page.metas["og:image"] == f"{SITE}/apercu.png"
        assert all(address.startswith(f"{SITE}/") for address in page.alternates.values())
        assert f'"url": "{SITE}{path}"' in page.data[0]


def test_what_asks_for_the_host_would_be_seen(cast: Cast, visitor: Client) -> None:
    """The host is accepted: a view that repeated it would answer, and its answer hold it."""
    response = visitor.get("/")
    assert response.status_code == 200
    assert response.wsgi_request.build_absolute_uri("/") == f"http://{SENT}/"
