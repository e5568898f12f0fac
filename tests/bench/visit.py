"""One visit of the map in Chromium: how long until all is drawn, and what came over the wire."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Request, ViewportSize, sync_playwright

from scripts.screenshots import FLAGS, chromium

ADDRESS = "/carte/"
SIZE: ViewportSize = {"width": 1280, "height": 720}
PATIENCE = 60_000  # milliseconds
TILE = re.compile(r"/carte/tuiles/\d+/\d+/\d+\.mvt")
# `wait_for_function` wants eval, which the site forbids; to poll would take time from what is measured.
_IDLE = """
(patience) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("The map was not drawn in time.")), patience);
  const told = (list) => list.getEntriesByName("map-idle").forEach((mark) => done(mark.startTime));
  new PerformanceObserver(told).observe({ type: "mark", buffered: true });
})
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds from the start of the navigation; bytes of bodies, as they were sent."""

    idle: float
    tiles: tuple[str, ...]
    tile_bytes: int
    page_bytes: int


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium without a screen; it draws in software."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def visited(browser: Browser, url: str) -> Visit:
    """Open the world view with nothing kept from before, and wait for the count that is asked for last."""
    asked: list[Request] = []
    failed: list[Request] = []
    with browser.new_context(
        base_url=url, viewport=SIZE, locale="fr-FR", reduced_motion="reduce", service_workers="block"
    ) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        # Playwright writes on its listeners, which a list's own method does not bear.
        page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108
        page.on("requestfailed", lambda request: failed.append(request))  # noqa: PLW0108
        page.goto(ADDRESS, wait_until="commit")
        idle = float(page.evaluate(_IDLE, PATIENCE))
        page.locator("[data-cordee-in-view]").wait_for()
        page.wait_for_load_state("networkidle")
        _refuse(failed)
        sizes = [(request.url, _size(request)) for request in asked]
    tiles = [(found[0], size) for url, size in sizes if (found := TILE.search(url))]
    return Visit(
        idle=idle,
        tiles=tuple(sorted(address for address, _ in tiles)),
        tile_bytes=sum(size for _, size in tiles),
        page_bytes=sum(size for _, size in sizes),
    )


def _refuse(failed: Sequence[Request]) -> None:
    """What the page itself gave up is no fault: it asks again when the map has moved."""
    for request in failed:
        if request.failure != "net::ERR_ABORTED":
            raise SystemExit(f"{request.url} was not answered: {request.failure}")


def _size(request: Request) -> int:
    response = request.response()
    if response is None or response.status >= 400:
        raise SystemExit(f"{request.url} was refused.")
    return request.sizes()["responseBodySize"]
