"""How the environment names another site; what a token must be, whatever stands in it."""

import json
import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from cordee.accounts import oidc, tokens
from tests.oidc import jwk

GIVEN = {
    "OIDC_NAME": "ProConnect",
    "OIDC_ISSUER": "https://vouch.example/api/v2",
    "OIDC_CLIENT_ID": "cordee",
    "OIDC_CLIENT_SECRET": "secret",
}


def test_nothing_set_is_no_provider() -> None:
    assert oidc.providers({}) == {}
    assert oidc.origins({}) == []


@pytest.mark.parametrize("name", ["OIDC_NAME", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_half_a_provider_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        oidc.providers(GIVEN | {name: " "})


@pytest.mark.parametrize(
    "issuer",
    [
        "vouch.example",
        "http://vouch.example",
        "https://",
        "https://a.example;script-src *",
        "https://a@b.example",
    ],
)
def test_an_issuer_that_is_no_safe_address_is_refused(issuer: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="OIDC_ISSUER"):
        oidc.providers(GIVEN | {"OIDC_ISSUER": issuer})


def test_signed_userinfo_is_the_rule() -> None:
    def signed(**more: str) -> Any:
        return oidc.providers(GIVEN | more)[oidc.KIND]["APPS"][0]["settings"]["signed_userinfo"]

    assert signed() is True
    assert signed(OIDC_SIGNED_USERINFO="no") is True
    assert signed(OIDC_SIGNED_USERINFO="0") is False


def _policy(module: str, **more: str) -> subprocess.CompletedProcess[str]:
    policy = "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']"
    said = f"from django.conf import settings; print({policy})"
    given = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "a.example", "SITE_URL": "https://a.example"}
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": module} | given | more
    return subprocess.run(
        [sys.executable, "-c", said], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.once
def test_the_policy_lets_the_button_lead_to_the_provider_alone() -> None:
    assert "'https://vouch.example'" in _policy("config.settings.test", **GIVEN).stdout
    assert "http" not in _policy("config.settings.test").stdout


@pytest.mark.once
def test_production_refuses_a_provider_without_tls() -> None:
    answer = _policy("config.settings.prod", **GIVEN | {"OIDC_ISSUER": "http://127.0.0.1:9000"})
    assert answer.returncode
    assert "OIDC_ISSUER begins with http://127.0.0.1:9000" in answer.stderr


@given(
    st.one_of(
        st.text(), st.binary().map(repr), st.lists(st.text(alphabet="eyJ.-_AQ0"), max_size=4).map(".".join)
    )
)
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(tokens.Refused):
        tokens.read(text, keys={"keys": [jwk("right")]}, issuer="x", audience="y")


@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "jku"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()), st.just("RS256")),
    ),
    st.one_of(st.none(), st.lists(st.none()), st.dictionaries(st.just("keys"), st.lists(st.text()))),
)
def test_no_header_and_no_keys_get_past(header: dict[str, Any], keys: Any) -> None:
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, {})]
    with pytest.raises(tokens.Refused):
        tokens.read(".".join([*parts, "AAAA"]), keys=keys, issuer="x", audience="y")
