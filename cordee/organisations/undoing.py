"""Undoing what the team has just decided on a person or a structure: all of it, and nothing that came since.

A right is asked as if one decided anew. What stood before is plain values, which the desk keeps for a while.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.journal import queries as journal
from cordee.moderation import operations as moderation
from cordee.organisations import departures, memberships, permissions
from cordee.organisations.enums import MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership, Organisation

Said = Mapping[str, Any]
_ASIDE = tuple(f"organisation.{act}" for act in ("noted", "taken", "given"))
"""What the team tells itself changes nothing."""


# A person in a structure


def person(membership: Membership) -> dict[str, Any]:
    """How a request stands, with the account of who made it and what its structure misses."""
    known = memberships.locked(membership)
    return {
        "state": known.state,
        "role": known.role,
        "at": known.decided_at.isoformat() if known.decided_at else None,
        "account": accounts.decided(known.user),
        "missing": departures.missing(known.organisation),
    }


@transaction.atomic
def put_back_person(*, membership: Membership, before: Said, since: Said, by: User) -> None:
    """The request waits again; the account is what it was. Raises `WrongState`, PermissionDenied."""
    known = memberships.locked(membership)
    _reopen(known, before, since, by=by)
    if not permissions.may_decide(by, known):
        raise PermissionDenied(_("Somebody else decides on this request."))


def _reopen(known: Membership, before: Said, since: Said, *, by: User) -> None:
    if any(person(known)[name] != since[name] for name in ("state", "role", "at")):
        raise WrongState(_("Somebody has changed this membership since: look how it stands."))
    others = known.user.memberships.exclude(pk=known.pk)
    if others.filter(state=MembershipState.ACTIVE, decided_at__gt=since["at"]).exists():
        raise WrongState(_("This person was taken into another structure since: that comes first."))
    if known.state == MembershipState.REFUSED and memberships.open_of(known.user, known.organisation):
        raise WrongState(_("This person has asked again since: decide on that request."))
    memberships.reopen(known, role=before["role"], by=by)
    refused = others.filter(state=MembershipState.REFUSED).order_by("-decided_at", "-pk")
    reason = refused.values_list("decision_reason", flat=True).first() or ""
    then, now = before["account"], since["account"]
    accounts.put_back(user=known.user, before=then, since=now, reason=reason, by=by)
    departures.miss_again(known.organisation, before["missing"])


# A structure that was asked for


def founded(organisation: Organisation) -> dict[str, Any]:
    """How a structure stands that somebody asked for, with the request of its first person."""
    known = memberships.lock(organisation.pk)
    asker = known.memberships.order_by("requested_at", "pk").first()
    return {
        **moderation.stands(known),
        "last": journal.last_number(known, besides=_ASIDE),
        "asker": asker.pk if asker else 0,
        "person": person(asker) if asker else {},
    }


@transaction.atomic
def put_back_founded(*, organisation: Organisation, before: Said, since: Said, by: User) -> None:
    """The structure waits again with its first person. Raises `WrongState`, PermissionDenied."""
    known = memberships.lock(organisation.pk)
    is_used = (
        known.memberships.filter(state__in=memberships.OPEN).exclude(pk=since["asker"]).exists()
        or known.departments.exists()
        or known.invitations.exists()
    )
    if is_used or journal.last_number(known, besides=_ASIDE) != since["last"]:
        raise WrongState(_("Somebody has changed this structure since: look how it stands."))
    asker = memberships.locked(known.memberships.get(pk=since["asker"]))
    _reopen(asker, before["person"], since["person"], by=by)
    moderation.put_back(known, before, by=by)
    if not permissions.may_found(by, known):
        raise PermissionDenied(_("Somebody else of the team decides on this structure."))


# A structure of the list


def listed(organisation: Organisation) -> dict[str, Any]:
    """How a structure stands that the team archives, publishes, looks at, or sets the regime of."""
    known = memberships.lock(organisation.pk)
    return {
        **moderation.stands(known),
        "regime": known.regime,
        "last": journal.last_number(known, besides=_ASIDE),
    }


@transaction.atomic
def put_back_listed(*, organisation: Organisation, before: Said, since: Said, by: User) -> None:
    """The structure stands as it stood. Raises `WrongState`, PermissionDenied."""
    known = memberships.lock(organisation.pk)
    if not permissions.in_remit(by, known):
        raise PermissionDenied(_("Somebody else of the team looks after this structure."))
    if journal.last_number(known, besides=_ASIDE) != since["last"]:
        raise WrongState(_("Somebody has changed this structure since: look how it stands."))
    known.regime = before["regime"]
    known.save(update_fields=["regime"])
    moderation.put_back(known, before, by=by)
