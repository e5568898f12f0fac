"""Inviting a person into a structure: one use, fourteen days, for one address and one role.

Of a token the database keeps a hash: whoever reads the tables cannot use it. What the inviter was allowed to
is asked again when the invitation is used.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.core import limits
from cordee.core.limits import Limit
from cordee.journal import operations as journal
from cordee.organisations import emails, memberships, permissions
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Invitation, Membership, Organisation
from cordee.organisations.operations import InvalidContent

INVITATIONS = Limit("invitations", 20, timedelta(days=1))
"""Of one account in a day: each one sends a letter to somebody who asked for none."""
LASTS = timedelta(days=14)
_TOKEN_BYTES = 32


class Unusable(Exception):
    """The invitation is not, or no longer, of use to this person; the message says what she can do."""


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, by: User, role: MembershipRole = MembershipRole.MEMBER
) -> Invitation:
    """Invite whoever has this address, in the place of an earlier invitation of hers. Raises `TooMany`."""
    organisation = memberships.lock(organisation.pk)
    if not permissions.may_invite(by, organisation):
        raise PermissionDenied(_("A referent of the structure or the team invites into it."))
    email = _address(email)
    if permissions.publishers_of(organisation).filter(email=email).exists():
        raise InvalidContent([_("This person belongs to the structure already.")])
    limits.take([(INVITATIONS, str(by.pk))])
    for earlier in _open().select_for_update().filter(organisation=organisation, email=email):
        _revoke(earlier, by=by)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        token_hash=_hashed(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    _record("made", invitation, by=by)
    emails.invited(invitation, token)
    return invitation


def read(*, token: str, user: User) -> Invitation:
    """What the person is invited to, before she says yes. Raises `Unusable`."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = rows.filter(token_hash=_hashed(token)).first()
    if invitation is None:
        raise Unusable(_("This invitation is not known: open the link of the letter once more."))
    _check(invitation, user)
    return invitation


@transaction.atomic
def accept(*, token: str, user: User) -> Membership:
    """Use the invitation. The membership is in force at once; the first person's of a structure is a request.

    So is that of a person whom the team has refused: a referent's word does not undo a decision of the team.
    """
    organisation = memberships.lock(read(token=token, user=user).organisation_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(token_hash=_hashed(token))
    if invitation.organisation_id != organisation.pk:
        raise memberships.WrongState(_("This structure has just been merged into another: look again."))
    _check(invitation, user)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    _record("accepted", invitation, by=user)
    return _enter(invitation, organisation, user)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back before it is used."""
    memberships.lock(invitation.organisation_id)
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if by.pk != locked.invited_by_id and not permissions.may_manage(by, locked.organisation):
        raise PermissionDenied(_("A referent of the structure or the team takes invitations back."))
    if locked.used_at or locked.revoked_at:
        raise memberships.WrongState(_("This invitation is used, or was taken back already."))
    _revoke(locked, by=by)


@transaction.atomic
def sweep(*, before: datetime) -> int:
    """Forget invitations that came to nothing before then: they hold addresses of people who never joined."""
    over = Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    return Invitation.objects.filter(over, used_at=None).delete()[0]


def _enter(invitation: Invitation, organisation: Organisation, user: User) -> Membership:
    """The place that the invitation gives: its own role, or a higher one that she holds already."""
    role = MembershipRole(invitation.role)
    membership = memberships.open_of(user, organisation)
    if membership is None:
        membership = Membership.objects.create(user=user, organisation=organisation, role=role)
        memberships.record("requested", membership, by=user)
    elif membership.state == MembershipState.ACTIVE and membership.role == MembershipRole.REFERENT:
        role = MembershipRole.REFERENT
    if permissions.effective().filter(pk=membership.pk, role=role).exists():
        return membership
    membership.organisation = organisation
    membership.invited_by = invitation.invited_by
    membership.save(update_fields=["invited_by"])
    if permissions.admits(invitation, user):
        return memberships.activate(membership, role=role, by=invitation.invited_by)
    if membership.state == MembershipState.REQUESTED:
        emails.requested(membership)
    return membership


def _check(invitation: Invitation, user: User) -> None:
    """Everything that has to hold when it is used. Raises `Unusable`."""
    if invitation.email != user.email or not user.is_active:
        raise Unusable(_("This invitation is for another address: sign in with the one that it was sent to."))
    if invitation.used_at is not None:
        raise Unusable(_("This invitation has been used already."))
    is_over = invitation.revoked_at is not None or invitation.expires_at <= timezone.now()
    if is_over or not permissions.may_invite(invitation.invited_by, invitation.organisation):
        raise Unusable(_("This invitation is no longer valid: ask for another one."))


def _open() -> Any:
    return Invitation.objects.filter(used_at=None, revoked_at=None)


def _address(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidContent(
            [_("“%(text)s” is not an e-mail address, such as name@example.org.") % {"text": text[:80]}]
        ) from error
    return email


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _revoke(invitation: Invitation, *, by: User) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    _record("revoked", invitation, by=by)


def _record(act: str, invitation: Invitation, *, by: User) -> None:
    """In numbers: the address is in the row alone, and goes with it."""
    details = {"organisation": invitation.organisation_id, "role": invitation.role}
    journal.record(f"invitation.{act}", invitation, by=by, details=details)
