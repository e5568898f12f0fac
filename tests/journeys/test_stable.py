"""Nothing moves under the reader's eyes while a page loads (cumulative layout shift, Web Vitals)."""

import pytest
from playwright.sync_api import Page

from tests.data import Cast
from tests.pages.kinds import addresses

pytestmark = pytest.mark.once

PAGES = ("home", "map", "list", "action", "structure", "country", "commune")
STILL = 0.001
_SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 400);
})"""


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


def test_a_shift_is_seen(page: Page, cast: Cast) -> None:
    page.goto("/a-propos/", wait_until="networkidle")
    page.evaluate(
        "() => { const block = document.createElement('div'); block.style.height = '300px';"
        " document.querySelector('main').prepend(block); }"
    )
    assert page.evaluate(_SHIFTS) > STILL
