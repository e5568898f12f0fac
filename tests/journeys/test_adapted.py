"""Every kind of page, as its reader wants it: the checks of `adapting`, and the system's own colours."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings

from tests.data import Cast
from tests.journeys.adapting import CHECKS
from tests.pages.kinds import addresses

pytestmark = pytest.mark.once

WITHOUT_A_LOAD = ("not found",)
WRONG = {
    "targets": "one.style.cssText = 'display: flex; font-size: 8px'; "
    "one.append(...[1, 2].map(n => Object.assign(document.createElement('a'), {href: n, textContent: n})))",
    "spaced": "one.style.cssText = 'width: 4em; height: 1em; line-height: 1; overflow: hidden; margin: 0';"
    "one.textContent = 'la'",
    "enlarged": "one.style.cssText = 'position: sticky; top: 0; height: 300px'",
    "still": "one.animate({opacity: [0, 1]}, {duration: 1e6})",
}
_OUTLINE = "one => { const s = getComputedStyle(one); return `${s.outlineStyle} ${s.outlineWidth}`; }"


@pytest.fixture(autouse=True)
def translated(settings: Settings) -> None:
    """The French catalogue: its words are longer."""
    settings.LOCALE_PATHS = [settings.BASE_DIR / "locale"]


@pytest.fixture
def forced(page: Page) -> Page:
    """A page in the colours of the system."""
    page.emulate_media(forced_colors="active")
    return page


def outline(one: Locator) -> str:
    """Style and width of what is drawn around it."""
    drawn: str = one.evaluate(_OUTLINE)
    return drawn


def colour(one: Locator, name: str) -> str:
    """A computed colour."""
    drawn: str = one.evaluate("(one, name) => getComputedStyle(one)[name]", name)
    return drawn


def test_every_page_adapts(page: Page, cast: Cast) -> None:
    found, seen = [], 0
    for kind, address in addresses(cast).items():
        if kind in WITHOUT_A_LOAD:
            continue
        page.goto(address)
        seen += 1
        found += [f"{kind}, {check.__name__}: {line}" for check in CHECKS for line in check(page)]
    assert not found, "\n".join(found)
    assert seen > 25


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_each_check_sees_its_fault(page: Page, cast: Cast, check: object) -> None:
    page.goto("/a-propos/")
    for each in CHECKS:
        assert not each(page)
    name = getattr(check, "__name__", "")
    page.evaluate(f"() => {{ const one = document.querySelector('main p'); {WRONG[name]}; }}")
    assert name in {each.__name__ for each in CHECKS if each(page)}


def test_in_forced_colours_the_focus_differs_from_the_current_page(forced: Page, cast: Cast) -> None:
    forced.goto("/pays/")
    current = forced.locator(".nav [aria-current=page]")
    unfocused = outline(current)
    assert unfocused.startswith("solid")
    forced.keyboard.press("Tab")
    current.focus()
    assert outline(current).startswith("solid")
    assert outline(current) != unfocused
    other = forced.locator(".nav a:not([aria-current])").first
    assert outline(other).startswith("none")
    other.focus()
    assert outline(other).startswith("solid")


def test_in_forced_colours_what_is_chosen_is_marked(forced: Page, cast: Cast) -> None:
    forced.goto("/carte/?type=reseau&vue=tableau")
    forced.locator("[data-ready=yes]").wait_for(timeout=30_000)
    for chosen in (".seg [aria-current]", ".nav [aria-current]"):
        assert outline(forced.locator(chosen)).startswith("solid"), chosen
    assert outline(forced.locator(".seg a:not([aria-current])")).startswith("none")
    globe = forced.locator("[data-cordee-globe]")
    assert outline(globe).startswith("none")
    globe.click()
    expect(globe).to_have_attribute("aria-pressed", "true")
    forced.locator("[data-cordee-zoom=in]").focus()
    assert outline(globe).startswith("solid")


def test_in_forced_colours_the_charts_are_drawn(forced: Page, cast: Cast) -> None:
    forced.goto("/pays/SN/")
    text = colour(forced.locator("main h1"), "color")
    assert text != colour(forced.locator("body"), "backgroundColor")
    for mark, name in ((".b-b rect", "fill"), (".ga-k", "fill"), (".ga-l", "stroke")):
        assert colour(forced.locator(mark).first, name) == text, mark


_PUT_OFF = """() => [...document.querySelectorAll("main *, footer *")].filter(
    element => element.checkVisibility() && !element.checkVisibility({ contentVisibilityAuto: true })
).length"""


def test_nothing_is_put_off_on_screen_or_paper(page: Page, cast: Cast) -> None:
    """A picture of the whole page, or its print, misses no row that nobody has scrolled to."""
    page.set_viewport_size({"width": 1280, "height": 200})
    page.goto("/actions/")
    page.locator(".hit").last.evaluate("row => row.style.contentVisibility = 'auto'")
    page.wait_for_function(f"({_PUT_OFF})() > 0")
    for address in ("/actions/", "/carte/", f"/structures/{cast.structures['atelier'].slug}/"):
        page.goto(address)
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            assert page.evaluate(_PUT_OFF) == 0, (address, media)
