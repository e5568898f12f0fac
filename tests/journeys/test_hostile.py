"""Texts that try to be scripts: seen on the map, in panel, list, table and sheets as what they are, words.

`page` fails on an exception, on a breach of the content security policy, on a request to another host.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from cordee.actions.models import Action
from cordee.organisations.operations import InvalidContent
from tests.journeys import hostile
from tests.journeys.hostile import ALONE, SPOT, TEXTS

HAPPENED = "() => window.ran ?? null"
MADE = (
    "script:not([type$=json]), img[src=x], img[src*=third]:not([data-cordee-poster]), iframe, style, base,"
    " plaintext,"
    " [onload], [onerror], [onmouseover], [onfocus], [autofocus], a[href^=javascript], a[href^=data]"
)
"""What the texts would become, were they markup; data for our own scripts stands in JSON, and the address of
the map's picture repeats the question."""


@pytest.fixture
def sheets(site: LiveServer) -> list[Action]:
    """One action for each text."""
    return hostile.make()


@pytest.fixture
def quiet(page: Page, faults: list[str]) -> Iterator[Page]:
    """The page, on which a dialog is a fault as well."""

    def close(dialog: Dialog) -> None:
        faults.append(f"Dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", close)
    yield page
    assert page.evaluate(HAPPENED) is None, "a script of the data ran"


def opened(page: Page, address: str) -> None:
    """The page with its map drawn."""
    page.goto(address)
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)


def said(element: Locator, text: str) -> None:
    """The text stands there letter by letter, and is nothing else."""
    expect(element).to_contain_text(text)
    assert element.locator(MADE).count() == 0


def test_a_single_marker_opens_its_panel(quiet: Page, sheets: list[Action]) -> None:
    opened(quiet, f"/en/carte/#5/{ALONE[1]}/{ALONE[0]}")
    quiet.locator(".maplibregl-canvas").click()
    said(quiet.locator("#panel-title"), TEXTS[0])
    panel = quiet.locator(".panel")
    for part in (".p-o", ".hit-w", ".p-d"):
        said(panel.locator(part), TEXTS[0])


def test_a_cluster_opens_the_list_of_its_spot(quiet: Page, sheets: list[Action]) -> None:
    opened(quiet, f"/en/carte/#5/{SPOT[1]}/{SPOT[0]}")
    quiet.locator(".maplibregl-canvas").click()
    together = len(TEXTS) - 1
    expect(quiet.locator("#results-title")).to_contain_text(
        f"{together} actions of {len(TEXTS)}", timeout=15_000
    )
    expect(quiet.locator(".hit")).to_have_count(together)
    for text in TEXTS[1:]:
        said(quiet.locator(".results"), text)


def test_each_panel_is_read_in_place(quiet: Page, sheets: list[Action]) -> None:
    opened(quiet, "/en/carte/")
    for action, text in zip(sheets, TEXTS, strict=True):
        hit = quiet.locator(f"[id='hit-{action.slug}']")
        hit.hover()
        hit.click()
        expect(quiet.locator(".panel")).to_have_attribute("data-cordee-panel", action.slug)
        said(quiet.locator("#panel-title"), text)
        said(quiet.locator(".panel .p-d"), text)
        quiet.keyboard.press("Escape")
        expect(quiet.locator(".panel")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/carte/", "/en/actions/", "/actions/?vue=tableau", "/structures/", "/pays/BF/"]
)
def test_lists_show_words(quiet: Page, sheets: list[Action], path: str) -> None:
    quiet.goto(path)
    for text in TEXTS[1:]:
        said(quiet.locator("main"), text)
    assert quiet.evaluate(HAPPENED) is None


def test_every_sheet_shows_words(quiet: Page, sheets: list[Action]) -> None:
    for action, text in zip(sheets, TEXTS, strict=True):
        for path in (f"/actions/{action.slug}/", f"/structures/{action.lead.slug}/"):
            quiet.goto(path)
            expect(quiet.locator("h1")).to_contain_text(text)
            schemes = quiet.locator("main a").evaluate_all("links => links.map((link) => link.protocol)")
            assert set(schemes) <= {"http:", "https:", "mailto:"}, path
            assert quiet.locator("main").locator(MADE).count() == 0
            assert quiet.evaluate(HAPPENED) is None


def test_what_an_address_asks_is_shown_as_words(quiet: Page, sheets: list[Action]) -> None:
    names = ("q", "type", "structure", "action", "bbox", "depuis", "unknown")
    for text in TEXTS[:4]:
        asked = urlencode(dict.fromkeys(names, text))
        for path in ("/en/carte/", "/actions/"):
            quiet.goto(f"{path}?{asked}#{quote(text)}")
            said(quiet.locator("main"), text)
            assert quiet.evaluate(HAPPENED) is None


@pytest.mark.parametrize(
    "website", ["javascript:window.ran=1", "JavaScript:alert(1)", "data:text/html,x", " //x"]
)
@pytest.mark.django_db
def test_a_website_that_is_a_script_is_refused(website: str) -> None:
    with pytest.raises(InvalidContent, match="https://"):
        hostile.sheet("Site", website)


def test_what_runs_is_seen(quiet: Page, sheets: list[Action], faults: list[str]) -> None:
    """Were a text taken for markup, these tests would know."""
    quiet.goto("/actions/")
    for text in TEXTS[:3]:
        quiet.evaluate("text => document.querySelector('main').insertAdjacentHTML('beforeend', text)", text)
    quiet.evaluate("alert('open')")
    quiet.wait_for_load_state("networkidle")
    assert any("Content Security Policy" in fault for fault in faults)
    assert "Dialog: open" in faults
    faults.clear()
