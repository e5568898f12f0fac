"""Nothing moves under the reader's eyes while a page loads (layout shift, Web Vitals), nor stays below it."""

import pytest
from playwright.sync_api import Page

from tests.data import Cast
from tests.pages.kinds import addresses

pytestmark = pytest.mark.once

PAGES = ("home", "map", "map, table", "list", "action", "structure", "country", "commune")
STILL = 0.001
_SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 400);
})"""

_TOP = "box => box.getBoundingClientRect().top"


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_stay_where_they_are(page: Page, cast: Cast, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    moved = {}
    for kind, address in addresses(cast).items():
        if kind in PAGES:
            page.goto(address, wait_until="networkidle")
            moved[kind] = page.evaluate(_SHIFTS)
    assert set(moved) == set(PAGES)
    assert not {kind: shift for kind, shift in moved.items() if shift > STILL}


def test_the_map_has_its_place_before_it_has_come(page: Page, cast: Cast) -> None:
    """It is last in the page and first on a phone: a slow network shows the list alone for a moment."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/carte/")
    whole = page.content()
    top = page.locator(".results").evaluate(_TOP)
    cut = whole[: whole.index('<section class="mapbox')]
    page.route("**/carte/", lambda route: route.fulfill(body=cut, content_type="text/html"))
    page.goto("/carte/")
    assert page.locator(".mapbox").count() == 0
    assert page.locator(".results").evaluate(_TOP) == top


def test_a_shift_is_seen(page: Page, cast: Cast) -> None:
    page.goto("/a-propos/", wait_until="networkidle")
    page.evaluate(
        "() => { const block = document.createElement('div'); block.style.height = '300px';"
        " document.querySelector('main').prepend(block); }"
    )
    assert page.evaluate(_SHIFTS) > STILL


@pytest.mark.parametrize("box", ["results", "facets"])
def test_what_is_only_heard_scrolls_with_its_box(page: Page, cast: Cast, box: str) -> None:
    """Otherwise it stays where the last row would be, and the page goes on below its foot, empty."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/carte/")
    holder = page.locator(f".{box}").evaluate("""box => {
        box.insertAdjacentHTML("beforeend", '<i class="vh">Page</i>');
        return box.lastElementChild.offsetParent.className;
    }""")
    assert holder == box
