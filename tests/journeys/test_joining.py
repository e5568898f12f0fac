"""From nobody to contributor: sign-up, structure, the team's decision, the letters of all that, over SMTP."""

import pytest
from playwright.sync_api import expect

from cordee.accounts.models import User
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation
from tests.journeys.people import Letters, Window

pytestmark = pytest.mark.once

ANA = "ana@atelier.example"


def test_she_joins_a_structure_and_is_validated(someone: Window, animator: Window, letters: Letters) -> None:
    someone.sign_up(ANA, letters, first="Ana", last="Petit")
    someone.open("/espace/structures/?q=atelyer")
    someone.page.locator(".keys a").first.click()
    someone.look()
    someone.fill(reason="J’y conduis les projets depuis 2021.")
    someone.send()
    membership = Membership.objects.get(user__email=ANA)
    assert membership.state == MembershipState.REQUESTED
    animator.desk("/animation/file/")
    animator.click(animator.page.get_by_role("link", name="Ana Petit"))
    expect(animator.page.locator("#main, main").first).to_contain_text("atelier.example")
    animator.click(animator.page.locator("button[value=yes]"))
    membership.refresh_from_db()
    assert membership.state == MembershipState.ACTIVE
    assert "/espace/" in letters.link(ANA, "/espace/")
    someone.open("/espace/")
    someone.reads(membership.organisation.name)


def test_what_is_refused_is_said_with_its_reason(someone: Window, animator: Window, letters: Letters) -> None:
    someone.sign_up(ANA, letters, first="Ana", last="Petit")
    someone.open("/espace/nouvelle-structure/?nom=Les+sommets")
    someone.fill(abroad="Refuges au Népal.", reason="Présidente")
    someone.page.locator("[name=kind]").select_option("association")
    someone.page.locator("[name=commune]").select_option(index=3)
    someone.send()
    asked = Organisation.objects.get(name="Les sommets")
    animator.desk("/animation/file/?genre=structures")
    animator.click(animator.page.get_by_role("link", name="Les sommets"))
    animator.page.locator("[name=words]").fill("Écrivez-nous d’abord.")
    animator.click(animator.page.locator("button[value=no]"))
    asked.refresh_from_db()
    assert not asked.is_published
    assert "Écrivez-nous d’abord." in letters.latest(ANA)
    someone.open("/espace/")
    someone.reads("Écrivez-nous d’abord.")


def test_by_keyboard_alone_she_asks_for_her_account(someone: Window, letters: Letters) -> None:
    page = someone.page
    someone.open("/compte/inscription/")
    for field, word in (("email", ANA), ("code", "")):
        page.locator(f"[name={field}]").focus()
        page.keyboard.type(word or letters.code(ANA))
        with page.expect_navigation():
            page.keyboard.press("Enter")
    someone.look()
    assert User.objects.filter(email=ANA).exists()
    expect(page).not_to_have_url("/compte/inscription/")
