"""What the other site answers when one comes back: checked, or nothing opens."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from cordee.accounts import oidc
from cordee.accounts.models import User
from cordee.accounts.tests.people import is_in
from cordee.accounts.tests.ways_in import back, came, left
from tests.oidc import Provider

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_both_algorithms_open(client: Client, provider: Provider, algorithm: str) -> None:
    provider.algorithm = algorithm
    came(client)
    assert is_in(client)


def test_userinfo_without_signature_opens_where_the_settings_say_so(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS[oidc.KIND]["APPS"][0]["settings"]["signed_userinfo"] = False
    provider.signs_userinfo = False
    came(client)
    assert is_in(client)


LIES: dict[str, dict[str, Any]] = {
    "key of somebody else": {"signed_with": "stranger"},
    "another key of the provider under this name": {"signed_with": "other"},
    "no signature": {"algorithm": "none"},
    "public key as a shared secret": {"algorithm": "HS256"},
    "made by another issuer": {"identity": {"iss": "https://evil.example"}},
    "made for another site": {"identity": {"aud": "another"}},
    "made for two sites, asked by the other": {"identity": {"aud": ["cordee", "x"], "azp": "x"}},
    "expired": {"identity": {"exp": 1}},
    "without an end": {"identity": {"exp": None}},
    "not yet": {"identity": {"nbf": 99999999999}},
    "without a nonce": {"identity": {"nonce": None}},
    "with another nonce": {"identity": {"nonce": "x"}},
    "nobody": {"identity": {"sub": None}},
    "nobody by name": {"identity": {"sub": ""}, "userinfo": {"sub": ""}},
    "a number that is none": {"identity": {"sub": 7}, "userinfo": {"sub": 7}},
    "userinfo of somebody else": {"userinfo": {"sub": "0002"}},
    "userinfo by another issuer": {"userinfo": {"iss": "https://evil.example"}},
    "userinfo for another site": {"userinfo": {"aud": "another"}},
    "userinfo expired": {"userinfo": {"exp": 1}},
    "userinfo not signed": {"signs_userinfo": False},
    "discovery of another issuer": {"discovery": {"issuer": "https://evil.example"}},
    "endpoint that is no address": {"discovery": {"userinfo_endpoint": "file:///etc/passwd"}},
    "keys that do not answer": {"broken": {"/jwks"}},
    "token endpoint down": {"broken": {"/token"}},
    "userinfo down": {"broken": {"/userinfo"}},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_checked_opens_nothing(
    client: Client, provider: Provider, lie: str, caplog: pytest.LogCaptureFixture
) -> None:
    where = back(left(client))
    for name, value in LIES[lie].items():
        setattr(provider, name, value)
    answer = client.get(where)
    assert answer.status_code == 401
    assert "The other site has not let you in" in answer.content.decode()
    assert not User.objects.exists()
    assert not is_in(client)
    said = [record.getMessage() for record in caplog.records if record.name == "cordee.accounts.adapter"]
    assert len(said) == 1
    assert "opens-userinfo" not in caplog.text
    assert "eyJ" not in caplog.text


@pytest.mark.parametrize(
    "lie",
    [
        {"broken": {"/.well-known/openid-configuration"}},
        {"discovery": {"authorization_endpoint": "http://127.0.0.1:1/authorize"}},
        {"discovery": {"token_endpoint": None}},
    ],
)
def test_a_provider_that_is_down_is_said_before_leaving(
    client: Client, provider: Provider, lie: dict[str, Any]
) -> None:
    for name, value in lie.items():
        setattr(provider, name, value)
    answer = client.post("/compte/oidc/proconnect/login/")
    assert answer.status_code == 401
    assert "The other site has not let you in" in answer.content.decode()


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/jwks"])
def test_a_provider_that_hangs_is_given_up(
    client: Client, provider: Provider, settings: Settings, path: str
) -> None:
    assert settings.SOCIALACCOUNT_REQUESTS_TIMEOUT == 5
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.2
    where = back(left(client))
    provider.hangs = {path}
    assert client.get(where).status_code == 401


def test_an_answer_serves_once(client: Client, provider: Provider) -> None:
    where = back(left(client))
    client.get(where)
    client.post(reverse("account_logout"))
    assert client.get(where).status_code == 401
    assert not is_in(client)


def test_an_answer_opens_only_the_browser_that_left(client: Client, provider: Provider) -> None:
    where, other = back(left(client)), Client()
    left(other)
    assert other.get(where).status_code == 401
    assert not is_in(other)


def test_a_code_of_another_browser_is_refused_by_its_verifier(client: Client, provider: Provider) -> None:
    mine, thief = back(left(client)), Client()
    his = back(left(thief))
    code_of_mine = mine.partition("code=")[2].partition("&")[0]
    stolen = re.sub(r"code=[^&]+", f"code={code_of_mine}", his)
    assert thief.get(stolen).status_code == 401
    assert provider.faults


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied"])
def test_who_never_left_does_not_come_back(client: Client, provider: Provider, query: str) -> None:
    assert client.get(f"/compte/oidc/proconnect/retour/{query}").status_code == 401


def test_the_log_says_why(client: Client, provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    provider.identity = {"nonce": "x"}
    with caplog.at_level(logging.WARNING, "cordee.accounts.adapter"):
        came(client)
    assert "the nonce is another one" in caplog.text
