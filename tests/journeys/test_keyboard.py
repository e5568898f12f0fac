"""With Tab, Enter, Space and Escape alone: the focus is seen, never lost, never under the header."""

import re

import pytest
from playwright.sync_api import Page, expect

from cordee.actions import operations as actions
from tests import data
from tests.data import Cast
from tests.journeys.focus import faults_of_focus, identified, named, tab_to

pytestmark = pytest.mark.usefixtures("translated")

LONG = 60


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Two pages of results about snow."""
    lead = cast.structures["atelier"].pk
    contents = {f"n{n}": data.plain(f"Eau et neige {n:02}", lead) for n in range(LONG)}
    actions.put([actions.Entry(key=key, content=content) for key, content in contents.items()])
    return cast


def test_a_fault_of_the_focus_is_seen(page: Page, cast: Cast) -> None:
    page.goto("/pays/")
    assert "the focus is lost" in " ".join(faults_of_focus(page))
    page.keyboard.press("Tab")
    assert not faults_of_focus(page)
    page.evaluate("document.activeElement.style.outline = 'none'")
    assert "not drawn" in " ".join(faults_of_focus(page))
    page.evaluate("document.querySelector('main a').focus(); scrollTo(0, 99999)")
    page.evaluate(
        "() => { const one = document.querySelector('main a'); const top = document.querySelector('.top');"
        " scrollTo(0, scrollY + one.getBoundingClientRect().top - 10); top.style.height = '200px'; }"
    )
    assert "covers" in " ".join(faults_of_focus(page))


def test_from_the_home_page_to_the_panel_and_back(page: Page, many: Cast) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert not faults_of_focus(page)
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    tab_to(page, identified("q"))
    page.keyboard.type("neige")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/carte/\?.*q=neige"))
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)
    tab_to(page, identified("f-type-projet"))
    page.keyboard.press("Space")
    expect(page.locator("#results-title")).to_contain_text(f"{LONG} actions")
    expect(page.locator("#f-type-projet")).to_be_focused()
    tab_to(page, lambda state: state["id"].startswith("hit-"))
    hit = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    assert not faults_of_focus(page)
    page.keyboard.press("Escape")
    expect(page.locator(f"#{hit}")).to_be_focused()
    assert not faults_of_focus(page)


def test_a_disclosure_opens_and_its_filter_keeps_the_focus(page: Page, many: Cast) -> None:
    page.goto("/actions/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    closed = page.locator("details.fac:not([open]) > summary").first
    text = " ".join(closed.inner_text().split())
    tab_to(page, lambda state: state["tag"] == "SUMMARY" and state["text"].startswith(text))
    page.keyboard.press("Enter")
    tab_to(page, lambda state: state["tag"] == "INPUT")
    box = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    expect(page.locator(f"#{box}")).to_be_checked()
    expect(page.locator(".chips")).to_be_visible()
    expect(page.locator(f"#{box}")).to_be_focused()
    assert not faults_of_focus(page)


def test_the_table_is_sorted_and_turned_over_and_one_goes_back(page: Page, many: Cast) -> None:
    page.goto("/actions/?q=neige")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, named("Tableau"))
    page.keyboard.press("Enter")
    expect(page.locator("table")).to_be_visible()
    tab_to(page, identified("sort-titre"))
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort] #sort-titre")).to_be_focused()
    assert not faults_of_focus(page)
    page.locator("footer a").first.focus()
    tab_to(page, named("Page 2"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("[data-cordee-atlas]:not([aria-busy])")).to_be_visible()
    assert "the focus is lost" not in " ".join(faults_of_focus(page))
    page.go_back()
    expect(page.locator("th[aria-sort] #sort-titre")).to_be_visible()
    assert "page=2" not in page.url


def test_no_page_hides_the_focus_under_its_header(page: Page, cast: Cast) -> None:
    """Backwards from the end, where a sticky header is in the way (WCAG 2.4.11)."""
    for address in ("/", "/pays/SN/", "/actions/", "/structures/", "/communes/"):
        page.goto(address)
        page.locator("footer a").last.focus()
        for _step in range(25):
            page.keyboard.press("Shift+Tab")
            assert not faults_of_focus(page), address


def test_on_a_telephone_the_links_of_a_folded_table_are_seen(page: Page, many: Cast) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto("/actions/?q=neige&vue=tableau")
    page.locator("#tri").focus()
    tab_to(page, identified("sort-titre"))
    expect(page.locator("#sort-titre")).to_be_in_viewport()
