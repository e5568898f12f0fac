"""What this slice keeps of a person, in JSON's own types, for her export: never a secret that opens it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Model, QuerySet
from django.utils import timezone

from cordee.accounts.models import Acceptance, User
from cordee.core.mail import queue

COVERS: Final[Mapping[str, str]] = {
    "accounts.user.email": "account",
    "accounts.acceptance.user": "acceptances",
    "accounts.user.groups": "account",
    "accounts.user_groups.user": "account",
    "account.emailaddress.user": "addresses",
    "account.emailaddress.email": "addresses",
    "mfa.authenticator.user": "second_factors",
    "usersessions.usersession.user": "sessions",
    "socialaccount.socialaccount.user": "other_sites",
    "core.outgoingmail.recipient": "letters",
}
"""Columns that point to a person or hold an address, and where the export says what is in them."""
_ACCOUNT = (
    "email", "first_name", "last_name", "function", "language", "is_reader", "is_staff", "is_superuser",
    "is_active", "validated_at", "refused_at", "decision_reason", "joined_at", "last_login", "last_seen_on",
    "warned_at",
)  # fmt: skip


def of_person(user: User, addresses: list[str]) -> dict[str, Any]:
    """All of it. `addresses` have been proved to be hers."""
    return {
        "account": {
            **_row(user, _ACCOUNT),
            "groups": list(user.groups.order_by("pk").values_list("name", flat=True)),
        },
        "addresses": _rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary"),
        "acceptances": _rows(Acceptance.objects.filter(user=user), "document", "version", "at"),
        "second_factors": [
            _row(factor, ("type", "created_at", "last_used_at")) | _named(factor)
            for factor in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "sessions": _rows(
            UserSession.objects.filter(user=user), "created_at", "last_seen_at", "ip", "user_agent"
        ),
        "other_sites": _rows(
            SocialAccount.objects.filter(user=user),
            "provider", "uid", "date_joined", "last_login", "extra_data",
        ),
        "letters": _rows(queue.written_to(addresses), "created_at", "subject", "state", "ended_at"),
    }  # fmt: skip


def counts(user: User, addresses: list[str]) -> dict[str, int]:
    """How many of what a page tells her of."""
    return {
        "sessions": UserSession.objects.filter(user=user).count(),
        "second_factors": Authenticator.objects.filter(user=user).count(),
        "other_sites": SocialAccount.objects.filter(user=user).count(),
        "addresses": EmailAddress.objects.filter(user=user, primary=False).count(),
        "letters": queue.written_to(addresses).count(),
    }


def plain(value: Any) -> Any:
    """A moment or a day as JSON says it; anything else as it is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _named(factor: Authenticator) -> dict[str, str]:
    """The name that she gave a passkey; what is beside it opens her account."""
    is_passkey = factor.type == Authenticator.Type.WEBAUTHN
    return {"name": str(factor.data.get("name", ""))} if is_passkey else {}


def _rows(rows: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    return [_row(row, names) for row in rows.order_by("pk")]


def _row(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}
