"""What a signed-in person must have done first: say who she is, accept the terms, protect a team's account.

Reading public pages is never held up, except for the team, which sees what others may not.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.accounts import operations, queries
from cordee.accounts.models import User

SAFE = ("GET", "HEAD", "OPTIONS")
IDLE = timedelta(minutes=30)
"""After this long without a page, a member of the team signs in again."""
TO_SEND = timedelta(minutes=5)
"""So much longer may she send what she was typing: it would be lost, and nothing new is shown for it."""
_MARK_EVERY = 60  # seconds between two notes of the last page, so that reading writes little
_LAST, _READY = "cordee_last_page", "cordee_ready"
_OPEN_PREFIX = "compte/"
_PERSONAL = ("espace/", "animation/")
_ASKS_NOTHING = ("espace/mes-donnees/", "confirmation/", "contact/", "actions/<slug:slug>/signaler/")
"""Her data and its end are hers, whatever she has yet to say; what needs no account asks nothing of one."""


class Gate:
    """After authentication: sends a person where something is missing before she goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _named: Any) -> HttpResponse | None:
        """A redirect to what is missing, or nothing."""
        user = request.user
        if not isinstance(user, User):
            return None
        if user.is_staff and _is_idle(request):
            logout(request)
            messages.info(request, _told(request))
            return _to("account_login", request)
        if user.last_seen_on != localdate():
            operations.seen(user=user)
        route = _route(request)
        if route.startswith(_OPEN_PREFIX):
            return None
        if user.is_staff and not is_protected(request):
            return _to_protection(request, user)
        is_read = request.method in SAFE and not route.startswith(_PERSONAL)
        if is_read or route.startswith(_ASKS_NOTHING):
            return None
        return _missing(request, user)


def is_protected(request: HttpRequest) -> bool:
    """The person has proved a second factor, or a passkey, in this session."""
    user = request.user
    return isinstance(user, User) and any(
        record.get("method") == "mfa" for record in get_authentication_records(request, user)
    )


def _to_protection(request: HttpRequest, user: User) -> HttpResponse:
    """Where she sets a second factor up, or proves the one that she has: nothing in this session did."""
    if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        return _to("mfa_reauthenticate", request)
    if is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        return _to("mfa_reauthenticate_webauthn", request)
    messages.warning(request, _("An account of the team needs a second factor before it goes on."))
    return _to("mfa_index", request)


def _missing(request: HttpRequest, user: User) -> HttpResponse | None:
    """Where she says who she is, or accepts the terms in force; asked of the database once a session."""
    version = queries.terms_in_force().isoformat()
    if not user.is_introduced:
        return _to("account_about_you", request)
    if request.session.get(_READY) == version:
        return None
    if not queries.has_accepted(user):
        return _to("account_terms", request)
    request.session[_READY] = version
    return None


def _route(request: HttpRequest) -> str:
    """The pattern of the page without its language: the same rule in French and in English."""
    route = request.resolver_match.route if request.resolver_match else ""
    return route.removeprefix(f"{get_language()}/")


def _to(name: str, request: HttpRequest) -> HttpResponse:
    """There, and back to this page afterwards where it was only asked for."""
    back = request.get_full_path() if request.method in SAFE else ""
    address = reverse(name)
    return HttpResponseRedirect(f"{address}?{urlencode({'next': back})}" if back else address)


def _told(request: HttpRequest) -> str:
    if request.method in SAFE:
        return _("You were away for half an hour: please sign in again.")
    return _("You were away for more than half an hour: please sign in again. What you sent was not kept.")


def _is_idle(request: HttpRequest) -> bool:
    """Whether a member of the team was away too long; notes the present page."""
    now, last = time.time(), request.session.get(_LAST)
    longest = IDLE if request.method in SAFE else IDLE + TO_SEND
    if last is not None and now - last > longest.total_seconds():
        return True
    if last is None or now - last > _MARK_EVERY:
        request.session[_LAST] = now
    return False
