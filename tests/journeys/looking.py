"""What axe and the eye say of one page: in light and in dark, on a phone and on a desk, from one load."""

from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS: Final = (375, 1280)
NARROWEST: Final = 320
SCHEMES: Final[tuple[Any, ...]] = ("light", "dark")
TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """([where, options]) => axe.run(where, options).then(found => found.violations.map(rule =>
    rule.id + ": " +
    JSON.stringify(rule.nodes.slice(0, 3).map(node => node.html.slice(0, 150)))))"""
_DRAWN = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    await frame();
    await frame();
    const moves = () => document.getAnimations().some(one => one.playState === "running");
    for (let n = 0; n < 60 && moves(); n += 1) await frame();
}"""
"""Two frames, and at most a second for what fades or slides: a colour on its way is no colour of the page."""


def look(page: Page, name: str, tags: tuple[str, ...] = TAGS, *, besides: tuple[str, ...] = ()) -> list[str]:
    """All that is wrong with the page that stands there, one line for each width, scheme and rule.

    `besides` are selectors of what is not ours on it.
    """
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 850})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(_DRAWN)
            found += [f"{name}, {width} px, {scheme}: {line}" for line in axe(page, tags, besides)]
        found += too_wide(page, name, width)
    return [*found, *too_wide(page, name, NARROWEST)]


def axe(page: Page, tags: tuple[str, ...] = TAGS, besides: tuple[str, ...] = ()) -> list[str]:
    """What axe says of the page as it stands, one line for each rule."""
    where = {"include": [["html"]], "exclude": [[selector] for selector in besides]}
    options = {"runOnly": {"type": "tag", "values": list(tags)}, "resultTypes": ["violations"]}
    found: list[str] = page.evaluate(_RUN, [where, options])
    return found


def too_wide(page: Page, name: str, width: int) -> list[str]:
    """Whether the page scrolls sideways at this width."""
    page.set_viewport_size({"width": width, "height": 850})
    reach = page.evaluate("document.documentElement.scrollWidth")
    return [f"{name} scrolls to {reach} at {width} px"] if reach > width else []
