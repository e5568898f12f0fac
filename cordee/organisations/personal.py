"""What this slice keeps of a person, for her export; and what becomes of it when she leaves for good."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from cordee.accounts.models import User
from cordee.accounts.personal import plain
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Invitation, Membership, Remit

COVERS: Final[Mapping[str, str]] = {
    "organisations.membership.user": "memberships",
    "organisations.invitation.invited_by": "invitations_sent",
    "organisations.invitation.email": "invitations_received",
    "organisations.remit.user": "remit",
}
"""Columns that point to a person or hold an address, and where the export says what is in them."""
LEFT_OUT: Final[Mapping[str, str]] = {
    "organisations.membership.invited_by": "The place of somebody else: her own invitations are listed.",
    "organisations.membership.decided_by": "The place of somebody else: her acts are in the journal.",
}
_UNSAID = "–"
"""Stands for a reason that is forgotten, where the table asks for one."""
_MEMBERSHIP = (
    "role", "state", "reason", "requested_at", "decided_at", "decision_reason", "asked_to_take_over_at",
    "ended_at", "end_reason",
)  # fmt: skip
_INVITATION = ("role", "created_at", "expires_at", "used_at", "revoked_at")


def of_person(user: User, addresses: list[str]) -> dict[str, Any]:
    """Her places in structures and invitations; the addresses that she invited are other people's."""
    remit = Remit.objects.filter(user=user).first()
    return {
        "memberships": _rows(Membership.objects.filter(user=user), _MEMBERSHIP),
        "invitations_sent": _rows(Invitation.objects.filter(invited_by=user), _INVITATION),
        "invitations_received": _rows(Invitation.objects.filter(email__in=addresses), _INVITATION),
        "remit": {"kinds": remit.kinds, "communes": remit.communes} if remit else None,
    }


def counts(user: User, addresses: list[str]) -> dict[str, int]:
    """How many of what a page tells her of."""
    return {
        "memberships": Membership.objects.filter(user=user).count(),
        "invitations_sent": Invitation.objects.filter(invited_by=user).count(),
        "invitations_received": Invitation.objects.filter(email__in=addresses).count(),
        "remit": Remit.objects.filter(user=user).count(),
    }


@transaction.atomic
def forget(*, user: User, addresses: list[str], by: Any = None) -> None:
    """End what she holds, forget what was said of her and the invitations that she was sent.

    Her memberships stay as rows, of a number without a name: who spoke for a structure, and when.
    """
    memberships.leave_everything(user=user, by=by)
    refused = When(Q(state=MembershipState.REFUSED), then=Value(_UNSAID))
    rows = Membership.objects.filter(user=user)
    rows.update(reason="", end_reason="", decision_reason=Case(refused, default=Value("")))
    Invitation.objects.filter(email__in=addresses).delete()


def _rows(rows: QuerySet[Any], names: tuple[str, ...]) -> list[dict[str, Any]]:
    named = rows.order_by("pk").annotate(structure_name=F("organisation__name"))
    return [
        {"structure": row.structure_name} | {name: plain(getattr(row, name)) for name in names}
        for row in named
    ]
