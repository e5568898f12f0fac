"""What a session remembers of how its owner came in: it goes on where others end, and is asked less often."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from cordee.accounts.models import User

_FRESH = 300.0
"""Seconds for which a proof holds before something that matters."""


def keep(request: HttpRequest, user: User) -> None:
    """This session holds under the new password or address, and stays in the list of sessions."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def is_fresh(request: HttpRequest, within: float = _FRESH) -> bool:
    """Who she is was proved so many seconds ago at most: signing in counts as much as being asked again."""
    user = request.user
    records = get_authentication_records(request, user) if isinstance(user, User) else []
    return any(time.time() - record["at"] < within for record in records)


def sweep() -> int:
    """Forget the machines and browsers of sessions that have ended; how many."""
    there = Session.objects.values("session_key")
    number: int = UserSession.objects.exclude(session_key__in=there).delete()[0]
    return number


def protected(*, request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """A second factor was just set up, with a proof of it: this session need not prove it once more."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
