"""What a screen reader is told where people do something: landmarks, names, groups, counts, announcements."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.data import Cast
from tests.pages.kinds import addresses

pytestmark = pytest.mark.once

MAP = r"""
- link "{skip}"
- banner:
  - navigation "{navigation}":
    - list:
      - listitem:
        - link "{map}"
- main:
  - complementary "{filters}":
    - search:
      - searchbox "{search}"
      - group:
        - group "{type}":
          - list:
            - listitem:
              - checkbox /^{project} \d+$/
  - region /^\d+ actions$/:
    - heading /^\d+ actions$/ [level=1]
    - combobox "{sort}"
    - group "{layout}":
      - link "{list}"
      - link "{table}"
    - list:
      - listitem:
        - heading "{title}" [level=2]:
          - link "{title}"
  - region "{map}":
    - region "{drawn}"
    - button "{here}"
    - button "{closer}"
    - button "{farther}"
    - button "{globe}"
    - group: {legend}
  - status
- contentinfo:
  - navigation "{site}"
"""
WORDS = {
    "": {
        "skip": "Aller au contenu", "navigation": "Navigation principale", "map": "Carte",
        "filters": "Filtres", "search": "Chercher", "type": "Type d’action", "project": "Projet",
        "sort": "Trier par", "layout": "Présentation", "list": "Liste", "table": "Tableau",
        "drawn": "Carte des résultats ; la liste dit la même chose", "here": "Chercher dans cette zone",
        "closer": "Zoomer", "farther": "Dézoomer", "globe": "En globe", "legend": "Légende",
        "site": "Plan du site", "title": "Réseau des glaces",
    },
    "/en": {
        "skip": "Skip to content", "navigation": "Main navigation", "map": "Map",
        "filters": "Filters", "search": "Search", "type": "Type of action", "project": "Project",
        "sort": "Sort by", "layout": "Layout", "list": "List", "table": "Table",
        "drawn": "Map of the results; the list says the same", "here": "Search in this area",
        "closer": "Zoom in", "farther": "Zoom out", "globe": "As a globe", "legend": "Legend",
        "site": "Site map", "title": "Réseau des glaces",
    },
}  # fmt: skip
_HEARD = """() => {
    const region = document.querySelector("[data-cordee-status]");
    region.dataset.heard = 0;
    new MutationObserver(() => { region.dataset.heard = 1 + Number(region.dataset.heard); })
        .observe(region, {childList: true, characterData: true, subtree: true});
}"""


@pytest.fixture(autouse=True)
def translated(settings: Settings) -> None:
    """The catalogues: French names are the real ones."""
    settings.LOCALE_PATHS = [settings.BASE_DIR / "locale"]


def opened(page: Page, address: str) -> None:
    """The page with its map drawn."""
    page.goto(address)
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["French", "English"])
def test_the_map_page_is_told_in_order_and_in_its_language(page: Page, cast: Cast, prefix: str) -> None:
    opened(page, f"{prefix}/carte/")
    expect(page.locator("body")).to_match_aria_snapshot(MAP.format(**WORDS[prefix]))


def test_a_wrong_tree_is_seen(page: Page, cast: Cast) -> None:
    opened(page, "/carte/")
    page.evaluate("document.querySelector('[data-cordee-globe]').removeAttribute('aria-label')")
    with pytest.raises(AssertionError):
        expect(page.locator("body")).to_match_aria_snapshot(MAP.format(**WORDS[""]), timeout=1000)


def test_the_count_is_announced_once_after_a_filter(page: Page, cast: Cast) -> None:
    opened(page, "/carte/")
    page.evaluate(_HEARD)
    page.locator("#f-type-reseau").check()
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"^1 action sur \d+$"))
    expect(page.locator("#results-title")).to_contain_text("1 action")
    page.locator("[data-cordee-atlas]:not([aria-busy])").wait_for()
    expect(status).to_have_attribute("data-heard", "1")


def test_each_filter_is_a_group_that_says_how_many_are_chosen(page: Page, cast: Cast) -> None:
    page.goto("/actions/?type=reseau")
    expect(page.locator("#group-type")).to_match_aria_snapshot(r"""
        - group:
          - text: /Type d’action 1 coché/
          - group "Type d’action":
            - list:
              - listitem:
                - checkbox /Réseau d’acteurs \d+/ [checked]
        """)


def test_the_search_of_the_home_page(page: Page, cast: Cast) -> None:
    page.goto("/")
    expect(page.locator("main")).to_match_aria_snapshot("""
        - main:
          - region:
            - heading [level=1]
            - search:
              - searchbox "Chercher une action"
              - button "Chercher"
        """)


def test_the_sheet_of_an_action(page: Page, cast: Cast) -> None:
    page.goto(addresses(cast)["action"])
    expect(page.locator("main")).to_match_aria_snapshot("""
        - main:
          - navigation "Vous êtes ici":
            - list:
              - listitem:
                - link "Carte"
          - heading "L’eau pour Dakar" [level=1]
        """)
    titles = page.locator("main section[aria-labelledby]")
    assert titles.count() > 1
    for section in titles.all():
        name = section.evaluate(
            "one => document.getElementById(one.getAttribute('aria-labelledby')).innerText"
        )
        expect(section).to_have_role("region")
        expect(section).to_have_accessible_name(" ".join(name.split()))


def test_each_chart_of_a_country_says_its_point_and_has_its_table(page: Page, cast: Cast) -> None:
    page.goto("/pays/SN/")
    charts = page.locator("main figure")
    assert charts.count() > 2
    for chart in charts.all():
        sentence = chart.locator("figcaption").inner_text()
        expect(chart).to_have_accessible_name(re.compile(re.escape(sentence.split(".")[0])))
        chart.locator("summary").click()
        expect(chart.get_by_role("table")).to_have_accessible_name(re.compile(r"\w"))
        drawn = chart.locator("svg:not([aria-hidden=true])")
        expect(drawn.locator("xpath=self::*[not(ancestor::*[@aria-hidden='true'])]")).to_have_count(0)


def test_a_structure(page: Page, cast: Cast) -> None:
    page.goto(addresses(cast)["structure"])
    expect(page.locator("main")).to_match_aria_snapshot("""
        - main:
          - navigation "Vous êtes ici":
            - list:
              - listitem:
                - link "Structures"
          - heading "Atelier des Cimes" [level=1]
        """)


def test_the_menu_of_a_telephone(page: Page, cast: Cast) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto("/pays/")
    menu = page.locator("header details")
    expect(menu).to_match_aria_snapshot("- group: Menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_match_aria_snapshot("""
        - group:
          - text: Menu
          - navigation "Menu":
            - list:
              - listitem:
                - link "Carte"
            - link "English"
        """)
