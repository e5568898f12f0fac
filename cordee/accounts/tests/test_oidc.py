"""Signing in through another site: a real provider on the loopback."""

import re
from datetime import timedelta
from typing import Any

import pytest
import requests
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from cordee.accounts import oidc, queries
from cordee.accounts.models import User
from cordee.accounts.tests.people import PASSWORD, SECRET, code, is_in, letters, person, sign_in
from cordee.accounts.tests.ways_in import back, came, connected, left
from tests import oidc as other_site
from tests.oidc import Provider

pytestmark = pytest.mark.django_db

ADDRESS = "ana@example.org"


def test_a_new_person_comes_in_with_a_confirmed_address(client: Client, provider: Provider) -> None:
    assert came(client).status_code == 302
    user = User.objects.get(email=ADDRESS)
    assert not user.is_verified
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert is_in(client)
    assert provider.faults == []


def test_what_is_asked_of_the_provider(client: Client, provider: Provider) -> None:
    came(client)
    asked = provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "email", "given_name", "usual_name", "siret"}
    assert asked["acr_values"] == "eidas1"
    assert asked["redirect_uri"] == "http://testserver/compte/oidc/proconnect/retour/"
    assert len(asked["nonce"]) > 30


def test_a_visitor_adds_nothing_to_the_question(client: Client, provider: Provider) -> None:
    more = "scope=admin&auth_params=nonce%3Dknown%26prompt%3Dnone&process=redirect"
    answer = client.post(f"/compte/oidc/proconnect/login/?{more}")
    requests.get(answer["Location"], allow_redirects=False, timeout=5)
    asked = provider.asked[0]
    assert "admin" not in asked["scope"]
    assert "prompt" not in asked
    assert asked["nonce"] != "known"


def test_names_are_prefilled_not_taken_and_no_password_is_asked(client: Client, provider: Provider) -> None:
    came(client)
    assert not User.objects.get().is_introduced
    page = client.get(reverse("account_about_you")).content.decode()
    assert 'value="Ana"' in page
    assert 'value="Roux"' in page
    assert 'type="password"' not in page
    about = {"first_name": "Anna", "last_name": "Roux", "function": "x", "language": "fr"}
    assert client.post(reverse("account_about_you"), about)["Location"] == reverse("account_terms")
    assert User.objects.get().first_name == "Anna"


@pytest.mark.parametrize(
    ("said", "kept"),
    [("21380185500015", "21380185500015"), ("213 801 855 00015", "21380185500015"), ("<b>", ""), (7, "")],
)
def test_the_number_of_the_employer_is_a_hint(
    client: Client, provider: Provider, said: Any, kept: str
) -> None:
    provider.person["siret"] = said
    came(client)
    assert queries.siret_hint(User.objects.get()) == kept


def test_neither_token_nor_address_is_kept(client: Client, provider: Provider) -> None:
    came(client)
    assert not SocialToken.objects.exists()
    account = SocialAccount.objects.get()
    assert set(account.extra_data) == {"iss", "sub", "first_name", "last_name", "siret"}
    assert "opens-userinfo" not in str(dict(client.session))


def test_the_same_person_comes_back_to_her_account(client: Client, provider: Provider) -> None:
    came(client)
    provider.person["email"] = "changed@example.org"
    other = Client()
    came(other)
    assert User.objects.count() == 1
    assert is_in(other)
    assert User.objects.get().email == ADDRESS


def test_another_person_of_the_provider_is_another_account(client: Client, provider: Provider) -> None:
    came(client)
    provider.person |= {"sub": "0002", "email": "ben@example.org"}
    came(Client())
    assert User.objects.count() == 2


def test_the_number_of_another_provider_is_another_person(
    client: Client, provider: Provider, settings: Settings
) -> None:
    came(client)
    with other_site.answering(Provider()) as other:
        other.person["email"] = "ben@example.org"
        settings.SOCIALACCOUNT_PROVIDERS[oidc.KIND]["APPS"][0]["settings"]["issuer"] = other.url
        came(Client())
    assert User.objects.count() == 2


def test_a_known_address_neither_signs_in_nor_links(client: Client, provider: Provider) -> None:
    person()
    answer = came(client)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    letter = letters()[-1]
    assert letter.to == [ADDRESS]
    assert "already have an account" in letter.subject
    assert "sign in here first" in str(letter.body)


def test_the_same_address_under_another_number_opens_nothing(client: Client, provider: Provider) -> None:
    connected(client, person())
    provider.person["sub"] = "0002"
    thief = Client()
    came(thief)
    assert not is_in(thief)
    assert SocialAccount.objects.count() == 1


def test_a_known_address_and_a_new_one_see_the_same_page(client: Client, provider: Provider) -> None:
    del provider.person["email_verified"]
    person()
    said = []
    for address in (ADDRESS, "new@example.org"):
        browser = Client()
        provider.person |= {"email": address, "sub": address}
        where = came(browser)["Location"]
        page = browser.get(where).content.decode()
        said.append((where, re.sub(r'value="[^"]+"|nonce="[^"]+"|(?:ana|new)@example', "", page)))
    assert said[0] == said[1]


def test_an_address_that_the_provider_does_not_vouch_for_waits_for_a_code(
    client: Client, provider: Provider
) -> None:
    provider.person["email_verified"] = "true"
    assert came(client)["Location"] == reverse("account_email_verification_sent")
    assert not is_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": code()})
    assert is_in(client)


@pytest.mark.parametrize(
    "address", [None, "", "no address", 7, "a" * 300 + "@example.org", "a\0@example.org"]
)
def test_without_an_address_there_is_no_account(client: Client, provider: Provider, address: Any) -> None:
    provider.person["email"] = address
    assert came(client).status_code == 401
    assert not User.objects.exists()


def test_a_closed_account_stays_closed(client: Client, provider: Provider) -> None:
    connected(client, person())
    User.objects.update(is_active=False)
    other = Client()
    assert came(other)["Location"] == reverse("account_inactive")
    assert not is_in(other)


def test_the_team_still_proves_its_second_factor(client: Client, provider: Provider) -> None:
    user = person()
    connected(client, user)
    TOTP.activate(user, SECRET)
    User.objects.update(is_staff=True)
    provider.identity["amr"] = ["pwd", "mfa"]
    other = Client()
    assert came(other)["Location"] == reverse("mfa_authenticate")
    assert not is_in(other)


def test_the_team_without_a_second_factor_is_sent_to_set_one(client: Client, provider: Provider) -> None:
    connected(client, person())
    User.objects.update(is_staff=True)
    provider.identity["amr"] = ["mfa"]
    other = Client()
    came(other)
    assert other.get("/animation/")["Location"].startswith(reverse("mfa_index"))


def test_connecting_asks_again_who_one_is(client: Client, provider: Provider) -> None:
    user = person()
    sign_in(client, user)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = client.post("/compte/oidc/proconnect/login/", {"process": "connect"})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"].startswith(provider.url)
    client.get(back(answer["Location"]))
    assert SocialAccount.objects.get().user == user
    assert letters()[-1].subject == "Another site opens your account"


def test_what_opens_one_account_is_not_moved_to_another(client: Client, provider: Provider) -> None:
    ana = person()
    connected(client, ana)
    other = Client()
    connected(other, person("ben@example.org"))
    assert SocialAccount.objects.get().user == ana


def test_a_connected_site_is_taken_away(client: Client, provider: Provider) -> None:
    connected(client, person())
    page = client.get(reverse("socialaccount_connections")).content.decode()
    assert "ProConnect" in page
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    other = Client()
    came(other)
    assert not is_in(other)


def test_one_does_not_take_away_the_site_of_somebody_else(client: Client, provider: Provider) -> None:
    connected(client, person())
    provider.person |= {"sub": "0002", "email": "ben@example.org"}
    other = Client()
    came(other)
    other.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.earliest("pk").pk})
    assert SocialAccount.objects.count() == 2


def test_the_way_back_keeps_the_language_and_the_page(client: Client, provider: Provider) -> None:
    connected(client, person())
    browser = Client()
    answer = browser.get(back(left(browser, language="/en", next="/en/carte/?q=eau")))
    assert answer["Location"] == "/en/carte/?q=eau"
    provider.refuses = "access_denied"
    answer = browser.get(back(left(browser, language="/en")))
    assert answer["Location"] == "/en/compte/oidc/annule/"
    assert browser.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("evil", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_a_next_page_outside_is_not_followed(client: Client, provider: Provider, evil: str) -> None:
    assert came(client, next=evil)["Location"] == reverse("space")


def test_the_way_out_is_a_form_and_no_other_site_exists(client: Client, provider: Provider) -> None:
    assert client.get("/compte/oidc/proconnect/login/").status_code == 405
    assert client.post("/compte/oidc/proconnect/retour/").status_code == 405
    assert client.post("/compte/oidc/other/login/").status_code == 404
    assert client.get("/compte/oidc/oidc_/retour/").status_code == 404


def test_the_provider_is_not_asked_without_end(client: Client, provider: Provider) -> None:
    for _time in range(30):
        left(Client())
    assert client.post("/compte/oidc/proconnect/login/").status_code == 429


def test_the_button_is_there_only_where_a_provider_is(
    client: Client, provider: Provider, settings: Settings
) -> None:
    assert "Sign in with ProConnect" in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "/compte/oidc/" not in client.get(reverse("account_login")).content.decode()
