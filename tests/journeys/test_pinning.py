"""A place without a name is pinned on the map of the form: with a finger, and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, expect

from cordee.actions.enums import Precision
from cordee.actions.models import Action
from tests.journeys.people import READERS, Window

pytestmark = pytest.mark.once


def opened(window: Window) -> Locator:
    """The canvas of the map, asked for and drawn."""
    window.open("/espace/actions/nouvelle/")
    window.page.locator("[data-cordee-pin]").first.click()
    canvas = window.page.locator("[data-cordee-pin-map] canvas")
    expect(canvas).to_be_focused(timeout=30_000)
    return canvas


def point(window: Window) -> tuple[float, float]:
    """What the form now holds."""
    found = [window.page.locator(f"[name=places-0-{name}]").input_value() for name in ("lon", "lat")]
    return float(found[0]), float(found[1])


@pytest.mark.parametrize("reader", READERS[:1], ids=["fr-phone"], indirect=True)
def test_a_finger_puts_a_pin_and_the_sheet_stands_there(contributor: Window) -> None:
    page, canvas = contributor.page, opened(contributor)
    box = canvas.bounding_box() or {"width": 0.0, "height": 0.0}
    canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(page.locator("[data-cordee-found]").first).to_contain_text(re.compile(r"\d"))
    lon, lat = point(contributor)
    assert abs(lon - 10) < 1
    assert abs(lat - 20) < 1
    page.locator("[name=places-0-country]").select_option("NE")
    page.locator("[name=title_fr], [name=title_en]").first.fill("Des puits au nord du Niger")
    page.locator("[name=type][value=projet]").check()
    page.locator("[name=goals][value='6']").check()
    page.locator("[name=summary_fr], [name=summary_en]").first.fill("Trois puits et une école.")
    contributor.look()
    contributor.press(page.locator("main button[name=act][value=send]").first)
    made = Action.objects.get(texts__title="Des puits au nord du Niger")
    assert [(one.country, one.precision) for one in made.locations.all()] == [("NE", Precision.POINT)]


@pytest.mark.parametrize("reader", READERS[1:], ids=["en-desk"], indirect=True)
def test_arrows_and_enter_put_a_pin(contributor: Window) -> None:
    page, _canvas = contributor.page, opened(contributor)
    page.keyboard.press("Enter")
    expect(page.locator("[data-cordee-found]").first).to_contain_text(re.compile(r"\d"))
    before = point(contributor)
    page.keyboard.press("ArrowRight")
    after = before
    for _try in range(50):  # the map slides
        page.keyboard.press("Enter")
        if (after := point(contributor))[0] > before[0]:
            break
        page.wait_for_timeout(100)
    assert after[0] > before[0]
    assert "/nouvelle/" in page.url or "/brouillons/" in page.url
