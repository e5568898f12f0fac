"""Out of the other site too, for whoever came in through it (OpenID Connect RP-Initiated Logout 1.0).

What it needs is kept in the session, on the server: signing out then waits for nobody.
"""

import secrets
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare

_CAME, _LEFT = "cordee_other_site", "cordee_left"


@dataclass(frozen=True, slots=True)
class OtherSite:
    """Where a session was opened for this browser, and the token that says for whom."""

    name: str
    endpoint: str
    id_token: str
    uid: str
    """Of the account there, which she who leaves has connected: another may have stopped on her way in."""


def remember(request: HttpRequest, *, name: str, discovered: dict[str, Any], id_token: str, uid: str) -> None:
    """A session was opened there; nothing is kept of a site that does not say how to end it."""
    endpoint, issuer = discovered.get("end_session_endpoint"), str(discovered["issuer"])
    if isinstance(endpoint, str) and endpoint.startswith(f"{issuer.partition(':')[0]}://"):
        request.session[_CAME] = asdict(OtherSite(name, endpoint, id_token, uid))


def came_through(request: HttpRequest) -> OtherSite | None:
    """The other site of whoever is signed in; asked before signing out, which forgets it."""
    kept = request.session.get(_CAME)
    if not kept or not request.user.is_authenticated:
        return None
    is_hers = SocialAccount.objects.filter(user=request.user.pk, uid=kept["uid"]).exists()
    return OtherSite(**kept) if is_hers else None


def send(request: HttpRequest, other: OtherSite, *, then: str) -> HttpResponse:
    """A page that leads to the other site; back from there, to `then`.

    Not a redirect: browsers hold the answers to a form, however far they lead on, against our content
    security policy, and nobody knows beforehand on which hosts a provider ends its sessions.
    """
    state = secrets.token_urlsafe(32)
    request.session[_LEFT] = {"state": state, "then": then}
    said = {
        "id_token_hint": other.id_token,
        "post_logout_redirect_uri": settings.SITE_URL + reverse("oidc_left"),
        "state": state,
    }
    joint = "&" if "?" in other.endpoint else "?"
    shown = {"name": other.name, "address": other.endpoint + joint + urlencode(said)}
    response = render(request, "accounts/signing_out.html", shown)
    add_never_cache_headers(response)
    return response


def back(request: HttpRequest) -> str:
    """Where this browser goes on: where it was to go if it was we who sent it, else to the first page."""
    kept = request.session.get(_LEFT, {})
    state = request.GET.get("state", "")
    if kept and constant_time_compare(state.encode(errors="replace"), kept["state"].encode()):
        del request.session[_LEFT]
        return str(kept["then"])
    return reverse("home")
