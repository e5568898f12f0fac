"""The atlas in a real browser: map and list in step, without a reload, with the keyboard, without scripts."""

import re
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Page, expect
from pytest_django.live_server_helper import LiveServer

from cordee.actions.enums import ActionType
from cordee.atlas.tests.page_samples import action, structure

pytestmark = pytest.mark.once

ADDRESSES = [
    "/carte/",
    "/en/carte/?vue=tableau",
    "/carte/?odd=13&pays=JP",
    "/actions/",
    "/actions/?vue=tableau",
]


@pytest.fixture
def actions(site: LiveServer) -> None:
    """Three actions in three countries."""
    action("japon", "Jumelage au Japon", type=ActionType.PARTNERSHIP)
    action("faso", "Projet au Burkina", country="BF")
    action("saxe", "Projet en Allemagne", country="DE", lead="long")
    structure("long", name="Communautéd'universitésetd'établissements" * 4)


def opened(page: Page, address: str) -> None:
    """The page with its map drawn; on a phone it waits to be asked for."""
    page.goto(address)
    if (explore := page.locator("[data-cordee-open]")).is_visible():
        explore.click()
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)


@pytest.mark.usefixtures("actions")
def test_filters_change_results_and_address_without_reloading(page: Page) -> None:
    opened(page, "/en/carte/")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.locator("#f-type-projet").check()
    expect(page.locator("#results-title")).to_contain_text("2 actions of 3")
    expect(page.locator("[data-cordee-status]")).to_have_text("2 actions of 3")
    expect(page.locator("#f-type-projet")).to_be_focused()
    assert "type=projet" in page.url
    expect(page.locator("[data-cordee-in-view]")).to_have_text("2 in this view, 2 with these filters, of 3")
    page.go_back()
    expect(page.locator("#results-title")).to_have_text(re.compile(r"^\s*3 actions\s*$"))
    expect(page.locator("#f-type-projet")).not_to_be_checked()
    assert not loads


@pytest.mark.usefixtures("actions")
def test_words_are_looked_for_while_they_are_typed(page: Page) -> None:
    opened(page, "/en/carte/")
    page.locator("#q").press_sequentially("allemagne")
    expect(page.locator("#results-title")).to_contain_text("1 action of 3")
    expect(page.locator("#q")).to_be_focused()
    assert "q=allemagne" in page.url


@pytest.mark.usefixtures("actions")
def test_an_action_opens_and_closes_with_the_keyboard(page: Page) -> None:
    opened(page, "/en/carte/")
    hit = page.locator(".hit h2 a", has_text="Japon")
    hit.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page.locator(".panel")).to_contain_text("Jumelage au Japon")
    assert "action=" in page.url
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    expect(page.locator(".hit h2 a", has_text="Japon")).to_be_focused()


@pytest.mark.usefixtures("actions")
def test_a_point_of_the_map_selects_its_action(page: Page) -> None:
    opened(page, "/en/carte/#5/12.37/-1.53")
    canvas = page.locator(".maplibregl-canvas")
    canvas.click()
    expect(page.locator("#panel-title")).to_have_text("Projet au Burkina", timeout=15_000)


@pytest.mark.usefixtures("actions")
def test_places_on_one_spot_open_as_a_list(page: Page) -> None:
    action("faso-2", "Second projet au Burkina", country="BF")
    opened(page, "/en/carte/#5/12.37/-1.53")
    page.locator(".maplibregl-canvas").click()
    expect(page.locator("#results-title")).to_contain_text("2 actions of 4", timeout=15_000)
    expect(page.locator(".chips")).to_contain_text("Area of the map")


@pytest.mark.usefixtures("actions")
def test_without_webgl_the_page_says_so_and_works(page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/en/carte/")
    expect(page.locator("[data-cordee-map-message]")).to_contain_text("WebGL 2")
    expect(page.locator(".atlas-poster")).to_be_visible()
    page.locator("#f-type-projet").check()
    expect(page.locator("#results-title")).to_contain_text("2 actions of 3")


@pytest.mark.usefixtures("actions")
def test_the_area_seen_becomes_a_filter(page: Page) -> None:
    opened(page, "/en/carte/#5/12.37/-1.53")
    page.locator("[data-cordee-here]").click()
    expect(page.locator("#results-title")).to_contain_text("1 action of 3")
    expect(page.locator(".chips")).to_contain_text("Area of the map")
    expect(page.locator("[data-cordee-in-view]")).to_have_text("1 in this view, 1 with these filters, of 3")
    assert "bbox=" in page.url


@pytest.mark.usefixtures("actions")
def test_on_a_phone_the_filters_open_and_go_away(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    opened(page, "/en/carte/")
    expect(page.locator("#f-type-projet")).to_be_hidden()
    page.locator(".m-filter summary").click()
    expect(page.locator("#q")).to_be_in_viewport()
    page.locator("#f-type-projet").check()
    expect(page.locator("#results-title")).to_contain_text("2 actions of 3")
    page.get_by_role("button", name="Show the results").click()
    expect(page.locator("#f-type-projet")).to_be_hidden()
    expect(page.locator("#results-title")).to_be_focused()


@pytest.mark.usefixtures("actions")
def test_on_a_phone_the_map_waits_for_a_touch_behind_its_poster(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/carte/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2500)
    assert not [url for url in asked if "maplibre-gl.mjs" in url or ".mvt" in url]
    poster = page.locator(".atlas-poster")
    expect(poster).to_be_visible()
    page.locator(".m-filter summary").click()
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)
    expect(poster).to_be_hidden()


@pytest.mark.usefixtures("actions")
def test_the_map_asked_for_by_keyboard_takes_the_focus(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 400})  # a desk at 200 %
    page.goto("/en/carte/")
    explore = page.get_by_role("button", name="Explore the map")
    page.keyboard.press("Tab")
    expect(explore).to_be_visible()
    explore.focus()
    page.keyboard.press("Enter")
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)
    expect(page.locator("canvas.maplibregl-canvas")).to_be_focused()
    for name in ("Zoom in", "Zoom out", "As a globe", "Search in this area"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    expect(page.locator("[data-cordee-in-view]")).to_have_text(re.compile(r"^\d in this view, of 3$"))


@pytest.mark.usefixtures("actions")
def test_what_could_not_be_fetched_is_asked_for_again(page: Page, faults: list[str]) -> None:
    page.route("**/map-page*.js", lambda route: route.abort())
    page.goto("/en/carte/")
    expect(page.locator("[data-cordee-map-message]")).to_contain_text("could not be fetched")
    expect(page.locator(".atlas-poster")).to_be_visible()
    page.unroute("**/map-page*.js")
    faults.clear()
    expect(page.get_by_role("button", name="Explore the map")).to_be_visible()


@pytest.mark.usefixtures("actions")
def test_on_paper_the_poster_has_the_filters_and_the_page_its_address(page: Page) -> None:
    opened(page, "/en/carte/")
    page.locator("#f-type-projet").check()
    expect(page.locator("#results-title")).to_contain_text("2 actions of 3")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    poster = page.locator(".atlas-poster")
    expect(poster).to_be_visible()
    expect(poster).to_have_attribute("src", "/en/carte/affiche.svg?type=projet")
    expect(page.locator(".maplibregl-canvas")).to_be_hidden()
    expect(page.locator(".on-paper")).to_contain_text("/en/carte/?type=projet")


@pytest.mark.usefixtures("actions")
@pytest.mark.parametrize("layout", ["liste", "tableau"])
def test_nothing_over_the_map_covers_anything_else(page: Page, faults: list[str], layout: str) -> None:
    page.route("**/*.pmtiles", lambda route: route.abort())
    opened(page, f"/en/carte/?vue={layout}")
    expect(page.locator(".atlas-note")).to_be_visible()
    covered = {}
    for width in (375, 1130, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        parts = [".atlas-tools", ".mapbox .legend", ".m-zoom", ".m-top", ".atlas-note"]
        boxes = [(name, page.locator(name).bounding_box()) for name in parts]
        seen = [(name, box) for name, box in boxes if box and box["height"]]
        assert len(seen) == len(parts)
        covered[width] = [(one, other) for (one, a), (other, b) in combinations(seen, 2) if _meet(a, b)]
    assert not any(covered.values()), covered
    faults.clear()  # the browser notes what did not come


def _meet(a: FloatRect, b: FloatRect) -> bool:
    across = a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
    return across and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


@pytest.mark.usefixtures("actions")
def test_the_poster_follows_the_filters_until_the_map_is_there(page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/en/carte/")
    expect(page.locator("[data-cordee-map-message]")).to_be_visible()
    page.locator("#f-type-projet").check()
    expect(page.locator(".atlas-poster")).to_have_attribute("src", "/en/carte/affiche.svg?type=projet")


@pytest.mark.usefixtures("actions")
def test_when_the_network_is_gone_the_page_says_so(page: Page, faults: list[str]) -> None:
    opened(page, "/en/carte/")
    page.context.set_offline(True)
    page.locator("#f-type-projet").check()
    expect(page.locator("[data-cordee-status]")).to_contain_text("could not be fetched")
    page.context.set_offline(False)
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in faults)
    faults.clear()


@pytest.mark.usefixtures("actions")
def test_a_wrong_parameter_does_not_reach_the_tiles(page: Page) -> None:
    opened(page, "/en/carte/?type=nonsense")
    expect(page.locator(".r-notes")).to_contain_text("nonsense")


@pytest.mark.usefixtures("actions")
def test_the_map_is_drawn_in_the_other_theme_and_as_a_globe(page: Page) -> None:
    opened(page, "/en/carte/")
    page.locator("[data-cordee-globe]").click()
    expect(page.locator("[data-cordee-globe]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-cordee-theme]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("[data-cordee-zoom=in]").click()
    expect(page.locator("[data-cordee-in-view]")).to_contain_text("in this view, of 3")


@pytest.mark.usefixtures("actions")
@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_for_axe_to_say_and_no_sideways_scroll(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    for address in ADDRESSES:
        if "carte" in address:
            opened(page, address)
        else:
            page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.usefixtures("actions")
def test_without_script_the_form_sends_and_the_list_stands(chromium: Browser, site: LiveServer) -> None:
    with chromium.new_context(base_url=site.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/en/carte/")
        page.locator("#f-type-projet").check()
        page.get_by_role("button", name="Show the results").click()
        expect(page.locator("#results-title")).to_contain_text("2 actions of 3")
        expect(page.locator("noscript .atlas-message")).to_be_visible()
        assert page.locator(".atlas-poster").evaluate("image => image.naturalWidth") > 1000
        page.locator(".hit h2 a").first.click()
        expect(page.locator(".panel")).to_be_visible()
