"""The conversation with the site that vouches for a person. The sign-in library finds this module by name.

Over the library: keys and algorithms are always checked, a nonce binds the answer to the browser, what the
site says of a person may come signed, and a person is known by the site and its number for her, never by
her address.
"""

import hashlib
import json
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from requests import Response

from cordee.accounts import oidc, signing_out, tokens
from cordee.accounts.tokens import Refused

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_LONGEST = 150  # of a name, as the account keeps it
_SIRET = 14


# The library has no types.
class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Asks the provider, and believes what it can check."""

    nonce = ""
    """What was sent with the browser, and must come back in the signed answer."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself, once for each conversation."""
        if not hasattr(self, "_openid_config"):
            self._openid_config = _discovered(self.get_provider().app.settings["issuer"])
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002
        """The same in every language; made of our own address, never of the Host header."""
        return settings.SITE_URL + reverse("oidc_callback", kwargs={"provider_id": self.provider_id})

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The answer of the token endpoint, if it is one."""
        try:
            answer = super().get_access_token_data(*args, **kwargs)
        except (KeyError, TypeError, ValueError) as fault:
            raise Refused("no answer of a token endpoint") from fault
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            raise Refused("no access token")
        return answer

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """For one question, then forgotten."""
        return SocialToken(token=data["access_token"])

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> Any:
        """Who has signed in there: identity and nonce from the signed token, the rest from userinfo."""
        identity = self._read(kwargs["response"].get("id_token"), self._keys())
        if not self.nonce or not constant_time_compare(str(identity.get("nonce", "")), self.nonce):
            raise Refused("the nonce is another one")
        person = self._person(token.token, signed_only=app.settings["signed_userinfo"])
        if not _text(identity, "sub") or person.get("sub") != identity["sub"]:
            raise Refused("userinfo speaks of somebody else")
        said = {"id_token": identity, "userinfo": person}
        signing_out.remember(
            request,
            name=app.name,
            discovered=self.openid_config,
            id_token=kwargs["response"]["id_token"],
            uid=self.get_provider().extract_uid(said),
        )
        return self.get_provider().sociallogin_from_response(request, said)

    def _person(self, access_token: str, *, signed_only: bool) -> dict[str, Any]:
        answer = _get(self.profile_url, access_token)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind == "application/jwt":
            return self._read(answer.text.strip(), self._keys())
        if signed_only:
            raise Refused("userinfo is not signed")
        return _object(answer)

    def _keys(self) -> dict[str, Any]:
        if not hasattr(self, "_known_keys"):
            self._known_keys = _object(_get(self.openid_config["jwks_uri"]))
        return self._known_keys

    def _read(self, token: Any, keys: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(token, str):
            raise Refused("the token is missing")
        client = self.get_provider().app.client_id
        return tokens.read(token, keys=keys, issuer=self.openid_config["issuer"], audience=client)


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider that the environment names."""

    id = oidc.KIND
    oauth2_adapter_class = Exchange

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """From the request only where to go afterwards, and whether to connect: no scope, no parameter."""
        asked = super().get_redirect_from_request_kwargs(request)
        process = AuthProcess.CONNECT if is_connecting(request) else AuthProcess.LOGIN
        return {"process": process, "next_url": asked.get("next_url")}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, **_: Any
    ) -> HttpResponse:
        """To the provider. The session keeps a nonce, and the language, which the way back lacks."""
        nonce = secrets.token_urlsafe(32)
        said = self.get_auth_params() | {"nonce": nonce}
        kept = {"nonce": nonce, "language": get_language()}
        away: HttpResponse = super().redirect(request, process, next_url, auth_params=said, **kept)
        return away

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Of one length, whatever the provider writes."""
        known_by = [data["id_token"]["iss"], data["id_token"]["sub"]]
        return hashlib.sha256(json.dumps(known_by).encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, str]:
        """What is kept: the number there, and hints that she or the team will correct."""
        person = data["userinfo"]
        siret = _text(person, "siret").replace(" ", "")
        return {
            "iss": data["id_token"]["iss"],
            "sub": data["id_token"]["sub"],
            "first_name": _text(person, "given_name")[:_LONGEST],
            "last_name": (_text(person, "usual_name") or _text(person, "family_name"))[:_LONGEST],
            "siret": siret if len(siret) == _SIRET and siret.isdecimal() and siret.isascii() else "",
        }

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, str]:
        """The address alone: the person says herself who she is."""
        return {"email": _text(data["userinfo"], "email").lower()}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Confirmed where the provider says so in so many words."""
        address = _text(data["userinfo"], "email").lower()
        verified = data["userinfo"].get("email_verified") is True
        return [EmailAddress(email=address, verified=verified, primary=True)] if address else []


provider_classes = [Provider]


def is_connecting(request: HttpRequest) -> bool:
    """A signed-in person wants the other site to open her account from now on."""
    return request.user.is_authenticated and request.POST.get("process") == AuthProcess.CONNECT


def _discovered(issuer: str) -> dict[str, Any]:
    said = _object(_get(issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if str(said.get("issuer")).rstrip("/") != issuer.rstrip("/"):
        raise Refused("discovery speaks of another issuer")
    scheme = issuer.partition(":")[0]
    for name in _ENDPOINTS:
        if not str(said.get(name)).startswith(f"{scheme}://"):
            raise Refused(f"discovery gives no address for {name}")
    # Elsewhere the browser would stop at our own content security policy, without a word.
    if not str(said["authorization_endpoint"]).startswith(_origin(issuer) + "/"):
        raise Refused("the authorization endpoint is not on the issuer's host")
    return said


def _origin(address: str) -> str:
    return "/".join(address.split("/")[:3])


def _get(address: str, access_token: str = "") -> Response:
    headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
    with get_adapter().get_requests_session() as session:
        answer: Response = session.get(address, headers=headers)
    answer.raise_for_status()
    return answer


def _object(answer: Response) -> dict[str, Any]:
    said = answer.json()
    if not isinstance(said, dict):
        raise Refused("an answer is not an object")
    return said


def _text(person: dict[str, Any], name: str) -> str:
    value = person.get(name)
    return value.strip() if isinstance(value, str) and value.isprintable() else ""
