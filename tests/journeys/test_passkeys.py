"""Passkeys, with the authenticator that Chromium pretends to have: added, then used."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cordee.accounts.models import User

pytestmark = pytest.mark.once

PASSWORD = "un-mot-de-passe-long"


@pytest.fixture
def authenticator(page: Page) -> Any:
    """A telephone that recognises its owner; the session that commands it, and its number."""
    commands = page.context.new_cdp_session(page)
    commands.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = commands.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return commands, made["authenticatorId"]


@pytest.fixture
def ana(site: LiveServer) -> User:
    """A member of the team who has no second factor yet."""
    return User.objects.create_user(
        "ana@example.org", PASSWORD, first_name="Ana", last_name="Roux", is_staff=True
    )


def add(page: Page) -> None:
    """Sign in by password, then add a passkey that needs none."""
    page.goto("/compte/connexion/?next=/compte/securite/cles/ajouter/")
    page.locator("input[name=login]").fill("ana@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form").first.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Add a passkey")
    page.locator("input[name=name]").fill("My telephone")
    page.locator("input[name=passwordless]").check()
    page.locator("form[data-cordee-passkey-form=make]").get_by_role("button").click()
    expect(page).to_have_url(re.compile("/compte/securite/secours/$"))


def leave(page: Page) -> None:
    """Sign out, and come to the way in."""
    page.goto("/compte/sessions/")
    page.locator("form[action='/compte/deconnexion/'] button").click()
    page.goto("/compte/connexion/")


def test_a_passkey_is_added_then_opens_the_account(page: Page, authenticator: Any, ana: User) -> None:
    add(page)
    assert Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).data["name"] == "My telephone"
    leave(page)
    page.locator("form[data-cordee-passkey-form=ask]").get_by_role("button").click()
    expect(page).not_to_have_url(re.compile("/connexion/"))
    page.goto("/actions/")
    expect(page).to_have_url(re.compile("/actions/$"))


def test_it_stands_beside_the_password_as_second_factor(page: Page, authenticator: Any, ana: User) -> None:
    add(page)
    leave(page)
    page.locator("input[name=login]").fill("ana@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form").first.get_by_role("button").click()
    expect(page).to_have_url(re.compile("/second-facteur/$"))
    page.locator("form[data-cordee-passkey-form=given]").get_by_role("button").click()
    expect(page).not_to_have_url(re.compile("/connexion/"))
    page.goto("/compte/securite/cles/")
    expect(page.locator("main")).to_contain_text("My telephone")


def test_a_passkey_that_was_taken_away_opens_nothing(page: Page, authenticator: Any, ana: User) -> None:
    add(page)
    leave(page)
    Authenticator.objects.all().delete()
    with page.expect_navigation():
        page.locator("form[data-cordee-passkey-form=ask]").get_by_role("button").click()
    page.goto("/compte/vous/")
    expect(page).to_have_url(re.compile(r"/connexion/\?next="))


def test_without_a_passkey_the_page_stays_and_says_so(page: Page, authenticator: Any, ana: User) -> None:
    commands, number = authenticator
    commands.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.goto("/compte/connexion/")
    form = page.locator("form[data-cordee-passkey-form=ask]")
    form.get_by_role("button").click()
    expect(form.get_by_role("status")).to_have_text(
        "The passkey did not work. Try again, or take another way."
    )
