"""The ground of the live map in a real browser: fetched by ranges, named, coloured, and done without."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, Route, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from cordee.atlas.tests.page_samples import action
from tests.house_rules.tree import ROOT

pytestmark = pytest.mark.once

HEAVIEST = 120_000  # bytes for the view of the world
CAUGHT = """async () => {
    const { Map } = await import("maplibre-gl");
    const zoomTo = Map.prototype.zoomTo;
    Map.prototype.zoomTo = function () { window.drawn = this; };
    document.querySelector("[data-cordee-zoom=in]").click();
    Map.prototype.zoomTo = zoomTo;
    await new Promise((done) => { drawn.once("idle", done); drawn.triggerRepaint(); });
}"""
SHOWN = """layer => drawn.queryRenderedFeatures({ layers: [layer] })
    .map((one) => [one.properties, String(one.layer.layout?.["text-field"] ?? "")])"""


@pytest.fixture
def actions(site: LiveServer) -> None:
    """Two actions in two countries."""
    action("japon", "Jumelage au Japon")
    action("faso", "Projet au Burkina", country="BF")


def opened(page: Page, address: str) -> None:
    """The page with its map drawn, which `drawn` names in it."""
    page.goto(address)
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)
    page.evaluate(CAUGHT)


def shown(page: Page, layer: str) -> list[tuple[dict[str, Any], str]]:
    """Properties and text of what a layer shows."""
    found = page.evaluate(SHOWN, layer)
    return [(properties, text) for properties, text in found]


def texts(page: Page, layer: str) -> set[str]:
    return {text for _properties, text in shown(page, layer)}


@pytest.mark.usefixtures("actions")
def test_the_world_is_drawn_from_a_few_ranges(page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one) if one.url.endswith(".pmtiles") else None)
    opened(page, "/carte/")
    assert answers
    assert all(one.status == 206 and one.request.header_value("range") for one in answers)
    assert 10_000 < sum(len(one.body()) for one in answers) <= HEAVIEST
    for layer in ("land", "coast", "border", "dashed", "names", "seas"):
        assert shown(page, layer), layer


@pytest.mark.usefixtures("actions")
@pytest.mark.parametrize(
    ("prefix", "country", "ocean", "city"),
    [("", "Algérie", "Océan Atlantique", "Milan"), ("/en", "Algeria", "Atlantic Ocean", "Milan")],
)
def test_names_are_in_the_language_of_the_page(
    page: Page, prefix: str, country: str, ocean: str, city: str
) -> None:
    opened(page, f"{prefix}/carte/")
    assert country in texts(page, "names")
    assert ocean in texts(page, "seas")
    assert not shown(page, "cities"), "none from so far"
    opened(page, f"{prefix}/carte/?x=1#6/45.2/7.5")
    found = texts(page, "cities")
    assert city in found
    assert {"Turin"} <= found


@pytest.mark.usefixtures("actions")
def test_the_other_theme_has_other_colours(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    opened(page, "/carte/")
    asked = "['land', 'fill-color'], ['sea', 'background-color'], ['border', 'line-color']"
    read = f"[{asked}].map(([layer, name]) => drawn.getPaintProperty(layer, name))"
    before = page.evaluate(read)
    page.locator("[data-cordee-theme]").click()
    page.evaluate(CAUGHT)
    after = page.evaluate(read)
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert shown(page, "land")


@pytest.mark.usefixtures("actions")
def test_a_territory_s_own_name_is_shown(page: Page, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "renamed"
    shutil.copytree(ROOT / "territories" / "strasbourg", folder)
    with (folder / "territory.toml").open("a", encoding="utf-8") as file:
        file.write('[map.names]\nDZ = {fr = "Notre Algérie", en = "Our Algeria"}\n')
    settings.CORDEE_TERRITORY = folder
    opened(page, "/en/carte/")
    found = texts(page, "names")
    assert "Our Algeria" in found
    assert "Algeria" not in found
    assert "Brazil" in found


@pytest.mark.usefixtures("actions")
def test_without_its_ground_the_map_says_so_and_works(page: Page, faults: list[str]) -> None:
    page.route("**/*.pmtiles", lambda route: route.fulfill(status=404))
    opened(page, "/en/carte/#5/12.37/-1.53")
    expect(page.locator("[data-cordee-map-note]")).to_contain_text("ground of the map could not be fetched")
    assert shown(page, "singles")
    assert not shown(page, "land")
    page.locator(".maplibregl-canvas").click()
    expect(page.locator("#panel-title")).to_have_text("Projet au Burkina", timeout=15_000)
    page.locator("#f-type-projet").check()
    expect(page.locator("#results-title")).to_contain_text("2 actions")
    assert faults
    assert all("404" in fault for fault in faults)
    faults.clear()


def theirs(route: Route) -> None:
    """A host's style, in the theme that its address names."""
    colour = "#102030" if "dark" in route.request.url else "#efe0d0"
    layer = {"id": "theirs", "type": "background", "paint": {"background-color": colour}}
    route.fulfill(json={"version": 8, "sources": {}, "layers": [layer]})


@pytest.mark.usefixtures("actions")
def test_a_host_s_style_lies_under_the_actions(page: Page, settings: Settings) -> None:
    settings.CORDEE_BASEMAP_STYLE = "/fonds/{theme}-{language}.json"
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.route("**/fonds/*.json", theirs)
    page.emulate_media(color_scheme="light")
    opened(page, "/en/carte/#5/12.37/-1.53")
    colour = "drawn.getPaintProperty('theirs', 'background-color')"
    assert page.evaluate(colour) == "#efe0d0"
    assert shown(page, "singles")
    page.locator("[data-cordee-theme]").click()
    page.wait_for_timeout(500)
    page.evaluate(CAUGHT)
    assert page.evaluate(colour) == "#102030"
    assert [url.rpartition("/")[2] for url in asked if "/fonds/" in url] == ["light-en.json", "dark-en.json"]
    assert not any(url.endswith(".pmtiles") for url in asked)


@pytest.mark.usefixtures("actions")
def test_a_host_s_style_that_fails_leaves_ours(page: Page, settings: Settings, faults: list[str]) -> None:
    settings.CORDEE_BASEMAP_STYLE = "/fonds/style.json"
    page.route("**/fonds/*.json", lambda route: route.fulfill(status=500, body=json.dumps({})))
    opened(page, "/carte/")
    expect(page.locator("[data-cordee-map-note]")).to_be_visible()
    assert shown(page, "land")
    assert all("500" in fault for fault in faults)
    faults.clear()
