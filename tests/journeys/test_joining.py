"""From nobody to contributor: sign-up, structure, the team's decision, the letters of all that, over SMTP."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from cordee.accounts import codes, operations, queries
from cordee.accounts.enums import Document
from cordee.accounts.models import User
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation
from tests.data import Cast
from tests.journeys.people import PASSWORD, READERS, Letters, Window, window

pytestmark = pytest.mark.once

ANA = "ana@atelier.example"


@pytest.fixture(params=READERS, ids=["fr-phone", "en-desk"])
def reader(request: pytest.FixtureRequest) -> object:
    """A language and a screen."""
    return request.param


@pytest.fixture
def ana(chromium: Browser, cast: Cast, site: LiveServer, reader: tuple[str, object]) -> Iterator[Window]:
    """The window of Ana, whom nobody knows yet."""
    with window(chromium, site.url, reader) as hers:
        yield hers


@pytest.fixture
def animator(chromium: Browser, cast: Cast, site: LiveServer, reader: tuple[str, object]) -> Iterator[Window]:
    """The window of an animator, signed in with her second factor."""
    user = User.objects.create_user("bea@example.org", PASSWORD, first_name="Béa", last_name="Roux")
    operations.introduce(user=user)
    operations.accept(user=user, documents=list(Document), version=queries.terms_in_force())
    operations.set_office(user=user, is_animator=True)
    codes.set_up(user)
    with window(chromium, site.url, reader) as hers:
        hers.sign_in(user.email)
        yield hers


def test_she_joins_a_structure_and_is_validated(ana: Window, animator: Window, letters: Letters) -> None:
    ana.sign_up(ANA, letters, first="Ana", last="Petit")
    ana.open("/espace/structures/?q=atelyer")
    ana.page.locator(".keys a").first.click()
    ana.look()
    ana.fill(reason="J’y conduis les projets depuis 2021.")
    ana.send()
    membership = Membership.objects.get(user__email=ANA)
    assert membership.state == MembershipState.REQUESTED
    animator.page.goto("/animation/file/")
    animator.page.get_by_role("link", name="Ana Petit").click()
    expect(animator.page.locator("#main, main").first).to_contain_text("atelier.example")
    animator.page.locator("button[value=yes]").click()
    expect(animator.page.locator(".messages, .w-status, main").first).to_be_visible()
    membership.refresh_from_db()
    assert membership.state == MembershipState.ACTIVE
    assert "/espace/" in letters.link(ANA, "/espace/")
    ana.open("/espace/")
    ana.reads(membership.organisation.name)


def test_what_is_refused_is_said_with_its_reason(ana: Window, animator: Window, letters: Letters) -> None:
    ana.sign_up(ANA, letters, first="Ana", last="Petit")
    ana.open("/espace/nouvelle-structure/?nom=Les+sommets")
    ana.fill(abroad="Refuges au Népal.", reason="Présidente")
    ana.page.locator("[name=kind]").select_option("association")
    ana.page.locator("[name=commune]").select_option(index=3)
    ana.send()
    asked = Organisation.objects.get(name="Les sommets")
    animator.page.goto("/animation/file/?genre=structures")
    animator.page.get_by_role("link", name="Les sommets").click()
    animator.page.locator("[name=words]").fill("Écrivez-nous d’abord.")
    animator.page.locator("button[value=no]").click()
    asked.refresh_from_db()
    assert not asked.is_published
    assert "Écrivez-nous d’abord." in letters.latest(ANA)
    ana.open("/espace/")
    ana.reads("Écrivez-nous d’abord.")


def test_by_keyboard_alone_she_asks_for_her_account(ana: Window, letters: Letters) -> None:
    page = ana.page
    ana.open("/compte/inscription/")
    for field, word in (("email", ANA), ("code", "")):
        page.locator(f"[name={field}]").focus()
        page.keyboard.type(word or letters.code(ANA))
        with page.expect_navigation():
            page.keyboard.press("Enter")
    ana.look()
    assert User.objects.filter(email=ANA).exists()
    expect(page).not_to_have_url("/compte/inscription/")
