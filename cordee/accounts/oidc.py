"""The other site that vouches for people (OpenID Connect), as the environment names it; none by default.

Read by the settings: nothing of Django's registry may be imported here.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

KIND = "oidc"
_REQUIRED = ("OIDC_NAME", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
_SCOPES = "openid email given_name usual_name siret"  # those of ProConnect
_ISSUER = re.compile(
    r"(?P<origin>https://[a-z0-9.-]+(?::\d+)?|http://(?:localhost|127\.0\.0\.1)(?::\d+)?)(?:/[\w./~-]*)?"
)


def providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """`SOCIALACCOUNT_PROVIDERS`. Raises `ImproperlyConfigured` where half is said."""
    given = {name: value.strip() for name, value in environment.items() if name.startswith("OIDC_")}
    issuer = given.get("OIDC_ISSUER", "")
    if not issuer:
        return {}
    if missing := [name for name in _REQUIRED if not given.get(name)]:
        raise ImproperlyConfigured(
            f"OIDC_ISSUER is given, {' and '.join(missing)} not: signing in through it needs them all."
        )
    if not _ISSUER.fullmatch(issuer):
        raise ImproperlyConfigured(
            f"OIDC_ISSUER is «{issuer}»: give the address of the provider, which begins with https://."
        )
    return {KIND: {"APPS": [_app(given, issuer)]}}


def origins(found: Mapping[str, Any]) -> list[str]:
    """Where the browser is sent to sign in, for the content security policy."""
    apps = found.get(KIND, {}).get("APPS", [])
    return [match["origin"] for app in apps if (match := _ISSUER.fullmatch(app["settings"]["issuer"]))]


def _app(given: Mapping[str, str], issuer: str) -> dict[str, Any]:
    acr = given.get("OIDC_ACR")
    return {
        "provider_id": given.get("OIDC_ID") or "proconnect",
        "name": given["OIDC_NAME"],
        "client_id": given["OIDC_CLIENT_ID"],
        "secret": given["OIDC_CLIENT_SECRET"],
        "settings": {
            "issuer": issuer,
            "scope": (given.get("OIDC_SCOPES") or _SCOPES).split(),
            "auth_params": {"acr_values": acr} if acr else {},
            "signed_userinfo": given.get("OIDC_SIGNED_USERINFO", "1") != "0",
            "oauth_pkce_enabled": True,
        },
    }
