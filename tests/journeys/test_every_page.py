"""Every kind of page in a browser, in both languages, widths and colour schemes: nothing for axe to say.

The French catalogue is read here, as on a real site: its words are longer than those of the templates.
"""

import re
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from cordee.actions import operations as actions
from cordee.atlas.index.sql import SqlIndex
from tests import data
from tests.data import Cast
from tests.journeys.looking import look
from tests.pages.kinds import addresses

pytestmark = pytest.mark.once

MORE = {
    "list, notes": "/actions/?q=montagnz&type=nonsense&depuis=2000",
    "list, nothing found": "/actions/?q=introuvable&odd=1",
    "structures, nothing found": "/structures/?q=introuvable",
}
WITHOUT_A_LOAD = ("not found",)
"""The browser itself notes a 404 on its console: looked at apart."""
LONG = 60


@pytest.fixture(autouse=True)
def translated(settings: Settings) -> None:
    """The catalogues, which other tests leave out."""
    settings.LOCALE_PATHS = [settings.BASE_DIR / "locale"]


def test_a_look_sees_a_fault_of_any_kind(page: Page, cast: Cast) -> None:
    page.goto("/a-propos/")
    page.evaluate(
        "() => { const [text] = document.querySelectorAll('main p'); text.style.color = '#222222';"
        " const wide = document.createElement('img'); wide.style.minWidth = '700px'; text.after(wide); }"
    )
    found = " ".join(look(page, "page"))
    assert "1280 px, dark: color-contrast" in found
    assert "375 px, light: image-alt" in found
    assert "light: color-contrast" not in found
    assert re.findall(r"scrolls to \d+ at (\d+) px", found) == ["375", "320"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_axe_has_nothing_to_say(page: Page, cast: Cast, prefix: str) -> None:
    found, seen = [], 0
    for kind, address in {**addresses(cast, prefix), **{k: prefix + a for k, a in MORE.items()}}.items():
        if kind in WITHOUT_A_LOAD:
            continue
        page.goto(address)
        seen += 1
        found += look(page, f"{kind} {address}")
    assert not found, "\n".join(found)
    assert seen > 28


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_long_list_has_its_pager(page: Page, cast: Cast, prefix: str) -> None:
    lead = cast.structures["atelier"].pk
    entries = [actions.Entry(key=f"n{n}", content=data.plain(f"Eau et neige {n}", lead)) for n in range(LONG)]
    actions.put(entries)
    found = []
    for address in (f"{prefix}/actions/?page=2", f"{prefix}/actions/?vue=tableau&tri=titre"):
        page.goto(address)
        expect(page.locator("nav.pager")).to_be_visible()
        found += look(page, address)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_map_is_drawn_with_what_is_chosen(page: Page, cast: Cast, prefix: str) -> None:
    """Filters, the panel of an action, a note of a word that was mended, and the drawn map behind."""
    address = f"{prefix}/carte/?q=fontaime&action={cast.actions['full'].slug}"
    page.goto(address)
    page.locator("[data-ready=yes]").wait_for(timeout=30_000)
    expect(page.locator("#panel-title")).to_be_visible()
    expect(page.locator(".r-notes")).to_be_visible()
    found = look(page, address)
    page.locator("[data-cordee-globe]").click()
    found += look(page, f"{address} as a globe")
    page.set_viewport_size({"width": 375, "height": 850})
    page.goto(f"{prefix}/carte/")
    page.locator(".m-filter summary").click()
    found += look(page, "the filters, open")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_went_wrong_is_as_sound(page: Page, cast: Cast, faults: list[str], prefix: str) -> None:
    """404, 403, 500, and a form without its mark. The browser notes each status on its console."""
    found = []
    page.goto(f"{prefix}/nowhere/")
    found += look(page, "404")
    for name, fault in (("403", PermissionDenied("no")), ("500", OperationalError("gone"))):
        with patch.object(SqlIndex, "ask", side_effect=fault):
            page.goto(f"{prefix}/actions/")
        found += look(page, name)
    page.goto(f"{prefix}/a-propos/")
    with page.expect_navigation():
        page.evaluate(
            "() => { const form = document.createElement('form'); form.method = 'post';"
            " document.body.append(form); form.submit(); }"
        )
    expect(page.locator("h1")).to_have_text(
        "Your form was not sent" if prefix else "Votre formulaire n’est pas parti"
    )
    found += look(page, "a form without its mark")
    assert not found, "\n".join(found)
    assert re.findall(r"status of (\d+)", " ".join(faults)) == ["404", "403", "500", "403"]
    assert len(faults) == 4
    faults.clear()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_doors_of_accounts(page: Page, cast: Cast, prefix: str) -> None:
    found = []
    for door in ("inscription/", "connexion/code/", "mot-de-passe/oublie/", "connexion/"):
        page.goto(f"{prefix}/compte/{door}")
        found += look(page, door)
    page.locator("input[name=login]").fill("nobody@example.org")
    page.locator("input[name=password]").fill("wrong")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    found += look(page, "connexion/, refused")
    assert not found, "\n".join(found)
