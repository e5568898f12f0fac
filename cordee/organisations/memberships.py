"""A person's place in a structure: asked for, decided, given up. Each act locks the structure first."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.core import limits
from cordee.core.fitting import misfits
from cordee.core.limits import Limit
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import departures, emails, permissions
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.operations import InvalidContent

REQUESTS = Limit("membership-requests", 10, timedelta(days=1))
"""Requests of one account in a day: each is read by somebody of the team."""
OPEN = (MembershipState.REQUESTED, MembershipState.ACTIVE)


class WrongState(Exception):
    """Somebody was quicker, or the act does not belong here; the message says how things stand."""


# Asking


@transaction.atomic
def request(
    *, user: User, organisation: Organisation, reason: str, role: MembershipRole = MembershipRole.MEMBER
) -> Membership:
    """Ask to belong to a structure of the public list."""
    organisation = lock(organisation.pk)
    if not organisation.is_published:
        raise WrongState(_("“%(structure)s” is not in the public list.") % {"structure": organisation.name})
    return ask(user=user, organisation=organisation, reason=reason, role=role)


@transaction.atomic
def claim(*, user: User, organisation: Organisation, reason: str) -> Membership:
    """Ask to answer for a structure whose sheet is there already, and that has nobody yet."""
    if permissions.is_anybody_s(lock(organisation.pk)):
        raise WrongState(_("This structure has members already: ask to join them."))
    return request(user=user, organisation=organisation, reason=reason, role=MembershipRole.REFERENT)


def ask(*, user: User, organisation: Organisation, reason: str, role: MembershipRole) -> Membership:
    """Write a request down, in the transaction of the caller, who has locked the structure."""
    reason = said(Membership, "reason", reason, _("Say in a sentence who you are in this structure."))
    if not user.is_active:
        raise PermissionDenied(_("This account is closed."))
    if open_of(user, organisation) is not None:
        raise WrongState(
            _("You have asked for “%(structure)s” already, or belong to it.")
            % {"structure": organisation.name}
        )
    limits.take([(REQUESTS, str(user.pk))])
    membership = Membership.objects.create(user=user, organisation=organisation, reason=reason, role=role)
    record("requested", membership, by=user)
    emails.requested(membership)
    return membership


# Deciding


@transaction.atomic
def approve(*, membership: Membership, by: User, role: MembershipRole | None = None) -> Membership:
    """Take the person in, with the role she asked for or another; her account is validated with it."""
    membership = locked(membership)
    _check_is_requested(membership)
    if not membership.organisation.is_published:
        raise WrongState(
            _("“%(structure)s” is not public: it comes first.") % {"structure": membership.organisation.name}
        )
    if not permissions.may_decide(by, membership):
        raise PermissionDenied(_("Somebody else decides on this request."))
    return activate(membership, role=role or MembershipRole(membership.role), by=by)


@transaction.atomic
def refuse(*, membership: Membership, by: User, reason: str) -> Membership:
    """Say no, and why."""
    membership = locked(membership)
    _check_is_requested(membership)
    if not permissions.may_decide(by, membership):
        raise PermissionDenied(_("Somebody else decides on this request."))
    return turn_down(membership, by=by, reason=reason)


def activate(membership: Membership, *, role: MembershipRole, by: User) -> Membership:
    """Put a locked request in force; the caller has checked the right."""
    if not membership.user.is_active:
        raise WrongState(_("This account is closed."))
    _change(
        membership, state=MembershipState.ACTIVE, role=role, decided_by=by, decided_at=timezone.now(),
        decision_reason="",
    )  # fmt: skip
    accounts.validate(user=membership.user, by=by)
    departures.arrived(membership.organisation)
    record("approved", membership, by=by)
    emails.approved(membership)
    return membership


def turn_down(membership: Membership, *, by: User, reason: str) -> Membership:
    """Refuse a locked request; the caller has checked the right."""
    reason = said(Membership, "decision_reason", reason, _("Say why: the person reads it."))
    _change(
        membership, state=MembershipState.REFUSED, decided_by=by, decided_at=timezone.now(),
        decision_reason=reason,
    )  # fmt: skip
    if by.is_staff and not membership.user.is_verified:
        accounts.refuse(user=membership.user, by=by, reason=reason)  # nobody but the team lets her in now
    record("refused", membership, by=by)
    emails.refused(membership)
    return membership


def reopen(membership: Membership, *, role: MembershipRole, by: User) -> None:
    """A locked request that was decided waits again; the caller checks the right."""
    _change(
        membership, state=MembershipState.REQUESTED, role=role, decided_by=None, decided_at=None,
        decision_reason="", asked_to_take_over_at=None,
    )  # fmt: skip
    record("undone", membership, by=by)


# Living on


@transaction.atomic
def end(*, membership: Membership, by: User, reason: str = "") -> Membership:
    """Leave, or have somebody leave. A request that waits is taken back by her who made it alone."""
    membership = locked(membership)
    is_own = by.pk == membership.user_id
    if not membership.is_open or (membership.state == MembershipState.REQUESTED and not is_own):
        raise WrongState(_("This membership is not in force: it reads “%(state)s”.") % _state(membership))
    if not is_own and not permissions.may_manage(by, membership.organisation):
        raise PermissionDenied(_("Only she herself, a referent of the structure or the team may end this."))
    return _end(membership, by=by, reason=said(Membership, "end_reason", reason))


@transaction.atomic
def set_role(*, membership: Membership, role: MembershipRole, by: User) -> Membership:
    """Give another role. One may step down oneself, never up."""
    membership = locked(membership)
    if membership.state != MembershipState.ACTIVE:
        raise WrongState(_("This membership is not in force: it reads “%(state)s”.") % _state(membership))
    steps_down = by.pk == membership.user_id and role == MembershipRole.MEMBER
    manages = by.pk != membership.user_id and permissions.may_manage(by, membership.organisation)
    if not steps_down and not manages:
        raise PermissionDenied(_("A referent of the structure or the team gives roles, to others."))
    if role != membership.role:
        _set_role(membership, role, by=by)
    return membership


@transaction.atomic
def take_over(*, membership: Membership, by: User) -> Membership:
    """Her who was asked accepts to be the referent of a structure that has none any more."""
    membership = locked(membership)
    if membership.organisation.without_referent_since is None:
        raise WrongState(_("This structure has a referent."))
    is_hers = by.pk == membership.user_id and membership.asked_to_take_over_at is not None
    if not is_hers or not permissions.effective().filter(pk=membership.pk).exists():
        raise PermissionDenied(_("Somebody else has been asked to answer for this structure."))
    _set_role(membership, MembershipRole.REFERENT, by=by)
    return membership


@transaction.atomic
def leave_everything(*, user: User, by: Any = None) -> None:
    """An account closes: all that it holds or has asked for ends, and its invitations with it."""
    numbers = user.memberships.filter(state__in=OPEN).order_by("organisation").values_list("pk", flat=True)
    for membership in Membership.objects.filter(pk__in=list(numbers)).order_by("organisation"):
        _end(locked(membership), by=by, reason="")
    invitations = user.invitations.select_for_update().filter(used_at=None, revoked_at=None)
    journal.record_all("invitation.revoked", [(invitation, {}) for invitation in invitations], by=by)
    invitations.update(revoked_at=timezone.now())


def _end(membership: Membership, *, by: Any, reason: str) -> Membership:
    was_active = membership.state == MembershipState.ACTIVE
    _change(membership, state=MembershipState.ENDED, ended_at=timezone.now(), end_reason=reason)
    record("ended", membership, by=by)
    if membership.organisation.state == State.SUBMITTED:
        moderation.move(membership.organisation, to=State.ARCHIVED, by=by)  # nobody asks for it any more
    if was_active:
        departures.departed(membership, was_referent=membership.role == MembershipRole.REFERENT)
    if by is not None and by.pk != membership.user_id:
        emails.ended(membership)
    return membership


def _set_role(membership: Membership, role: MembershipRole, *, by: User) -> None:
    _change(membership, role=role)
    record("role", membership, by=by)
    if by.pk != membership.user_id:
        emails.role_changed(membership)
    departures.arrived(membership.organisation)
    if role == MembershipRole.MEMBER:
        departures.departed(membership, was_referent=True)


# Shared with invitations and new structures


def lock(number: int) -> Organisation:
    """The structure as it is now: whoever else changes its people waits for the end of the transaction."""
    return Organisation.objects.select_for_update().get(pk=number)


def locked(membership: Membership) -> Membership:
    """The membership as it is now, its structure locked: of two who decide at once, the second sees it."""
    number = Membership.objects.values_list("organisation", flat=True).get(pk=membership.pk)
    organisation = lock(number)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.get(pk=membership.pk)
    if found.organisation_id != number:
        raise WrongState(_("This structure has just been merged into another: look again."))
    found.organisation = organisation
    return found


def open_of(user: User, organisation: Organisation) -> Membership | None:
    """What she has asked for in this structure, or holds there."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(user=user, organisation=organisation, state__in=OPEN).first()
    if found:
        found.organisation = organisation
    return found


def said(model: type[Model], name: str, text: str, needed: str = "") -> str:
    """The text without spaces around it. Raises `InvalidContent` where it is missing or does not fit."""
    text = text.strip()
    problems = list(_problems(model, name, text, needed))
    if problems:
        raise InvalidContent(problems)
    return text


def record(act: str, membership: Membership, *, by: Any) -> None:
    """Write the act in the journal, in numbers: reasons stay in the row."""
    details = {
        "user": membership.user_id, "organisation": membership.organisation_id, "role": membership.role
    }  # fmt: skip
    journal.record(f"membership.{act}", membership, by=by, details=details)


def _problems(model: type[Model], name: str, text: str, needed: str) -> Iterator[str]:
    if needed and not text:
        yield needed
    yield from misfits(model, name, text)


def _check_is_requested(membership: Membership) -> None:
    if membership.state != MembershipState.REQUESTED:
        raise WrongState(_("This request is decided: it reads “%(state)s”.") % _state(membership))


def _state(membership: Membership) -> dict[str, str]:
    return {"state": membership.get_state_display()}


def _change(membership: Membership, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(membership, name, value)
    membership.save(update_fields=list(changes))
