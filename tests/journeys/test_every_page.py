"""Every kind of page in a browser: nothing for axe to say, no sideways scroll, no fault on the console."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.data import Cast
from tests.pages.kinds import addresses

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.mark.parametrize(("width", "prefix"), [(375, ""), (1280, ""), (375, "/en")])
def test_axe_has_nothing_to_say(page: Page, cast: Cast, width: int, prefix: str) -> None:
    """In the dark, only the colours change: they alone are looked at again."""
    found, seen = [], 0
    for kind, address in addresses(cast, prefix).items():
        if kind == "not found":
            continue  # the browser itself notes a 404: the next test looks at it
        page.set_viewport_size({"width": width, "height": 850})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        seen += 1
        found += [f"{kind} {address}: {line}" for line in (*violations(page, RULES), *too_wide(page, width))]
        page.emulate_media(color_scheme="dark")
        found += [f"{kind} {address}, dark: {line}" for line in violations(page, CONTRAST)]
    assert not found, f"{width} px:\n" + "\n".join(found)
    assert seen > 25


def too_wide(page: Page, width: int) -> list[str]:
    """The widths at which the page scrolls sideways, the narrowest of all included."""
    found = []
    for tried in (width, 320) if width < 400 else (width,):
        page.set_viewport_size({"width": tried, "height": 850})
        reach = page.evaluate("document.documentElement.scrollWidth")
        found += [f"scrolls to {reach} at {tried} px"] if reach > tried else []
    return found


def violations(page: Page, rules: Any) -> list[str]:
    """What axe finds, one line for each rule, with the first places."""
    answer = Axe().run(page, options=rules)
    return [
        f"{rule['id']}: {[node['html'][:150] for node in rule['nodes'][:3]]}"
        for rule in answer.response["violations"]
    ]


def test_what_is_not_there_is_as_sound(page: Page, cast: Cast, faults: list[str]) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 850})
        page.goto("/nowhere/")
        assert not violations(page, RULES)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all("404" in fault for fault in faults)
    faults.clear()
