"""Writing accounts: who is validated, refused, made a reader or a member of the team, closed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from cordee.accounts import emails, rights
from cordee.accounts.enums import Document
from cordee.accounts.models import Acceptance, User
from cordee.journal import operations as journal

_MOMENTS = ("validated_at", "refused_at")


class LastAdministrator(Exception):
    """The site would be left without anybody who may administer it."""


@transaction.atomic
def validate(*, user: User, by: Any = None) -> None:
    """The person is who she says: she sees what verified accounts see. Nothing where it was so already."""
    if _locked(user).validated_at is None:
        _set(user, validated_at=timezone.now(), refused_at=None, decided_by=by, decision_reason="")
        journal.record("account.validated", user, by=by)


@transaction.atomic
def refuse(*, user: User, reason: str, by: Any = None) -> None:
    """The account stays what it was, a visitor's, and says why; a validated one loses what it had."""
    before = _locked(user)
    _set(user, validated_at=None, refused_at=timezone.now(), decided_by=by, decision_reason=reason)
    journal.record("account.refused", user, by=by)  # why stays in the row: it goes when the person does
    _tell_of_loss(before)


def decided(user: User) -> dict[str, Any]:
    """What was decided on the account, as `put_back` takes it: plain values, without the reason."""
    now = _locked(user)
    said = {name: moment.isoformat() if (moment := getattr(now, name)) else None for name in _MOMENTS}
    return said | {"decided_by": now.decided_by_id}


@transaction.atomic
def put_back(
    *, user: User, before: Mapping[str, Any], since: Mapping[str, Any], reason: str, by: Any
) -> None:
    """Undo a decision: what was decided is again what it was `before`. `since` is what it made of it.

    `reason`: why the account had been refused, if it had. What somebody has decided in the meantime holds.
    """
    known = _locked(user)
    if decided(user) != since or before == since:
        return
    moments = {name: datetime.fromisoformat(before[name]) if before[name] else None for name in _MOMENTS}
    decider = User.objects.filter(pk=before["decided_by"]).first()
    _set(user, **moments, decided_by=decider, decision_reason=reason if before["refused_at"] else "")
    journal.record("account.undone", user, by=by)
    _tell_of_loss(known)


@transaction.atomic
def set_office(
    *,
    user: User,
    by: Any = None,
    is_reader: bool | None = None,
    is_animator: bool | None = None,
    is_administrator: bool | None = None,
) -> None:
    """Give or take an office; what is not named stays. Raises `LastAdministrator`."""
    asked = {"is_reader": is_reader, "is_staff": is_animator, "is_superuser": is_administrator}
    locked = _locked(user)
    changes = {
        name: value for name, value in asked.items() if value is not None and getattr(locked, name) != value
    }
    if not changes:
        return
    if changes.get("is_superuser") is False or (locked.is_superuser and changes.get("is_staff") is False):
        require_another_administrator(user)
    if changes.get("is_superuser"):
        changes["is_staff"] = True
    if changes.get("is_staff") is False:
        changes["is_superuser"] = False
    _set(user, **changes)
    if changes.get("is_staff") is False:
        _set(user, warned_at=None)  # what the team is told of unused accounts does not hold for her any more
    journal.record("account.office", user, by=by, details=changes)
    if by is not None and by.pk != user.pk:
        emails.office_changed(User.objects.get(pk=user.pk))
    _tell_of_loss(locked)


@transaction.atomic
def accept(*, user: User, documents: list[Document], version: Any) -> None:
    """Write that the person has accepted these documents as they are on that day; again changes nothing."""
    made = [
        Acceptance.objects.get_or_create(user=user, document=document, version=version)[1]
        for document in documents
    ]
    if any(made):
        details = {"documents": [str(document) for document in documents], "version": version.isoformat()}
        journal.record("account.accepted", user, by=user, details=details)


def seen(*, user: User) -> None:
    """The person has come today: an announced end of her account is off. No second effect, no journal."""
    _set(user, last_seen_on=localdate(), warned_at=None)


@transaction.atomic
def introduce(*, user: User) -> None:
    """Keep what the person says of herself, set on `user`; the journal learns that, not what."""
    user.save(update_fields=["first_name", "last_name", "function", "language", "password"])
    journal.record("account.introduced", user, by=user)


@transaction.atomic
def give_way(*, address: str, to: User) -> None:
    """Who proves an address has it: accounts that were asked for with it and never proved it are removed."""
    _unproved().filter(email=address).exclude(pk=to.pk).delete()


@transaction.atomic
def sweep(*, before: datetime) -> int:
    """Remove accounts that were asked for before then and never proved their address; how many."""
    rows = _unproved().filter(joined_at__lt=before)
    number = rows.count()
    rows.delete()
    return number


def _unproved() -> QuerySet[User]:
    """Accounts of which nobody has proved the address, and that nobody has touched since."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.filter(
        ~Exists(proved),
        is_staff=False,
        validated_at=None,
        refused_at=None,
        closed_at=None,
        memberships=None,
        first_name="",
    )


def require_another_administrator(user: User) -> None:
    """Raises `LastAdministrator` where nobody else may administer the site."""
    others = User.objects.select_for_update().filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if not others:
        raise LastAdministrator


def _locked(user: User) -> User:
    """The account as it now is. Its number does not change: rows that point to it need not wait."""
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _tell_of_loss(before: User) -> None:
    """Where the account could act for structures and now cannot any more."""
    now = User.objects.get(pk=before.pk)
    if _may_act(before) and not _may_act(now):
        rights.lost(now)


def _may_act(user: User) -> bool:
    return user.is_verified and not user.is_reader


def _set(user: User, **changes: Any) -> None:
    User.objects.filter(pk=user.pk).update(**changes)
    for name, value in changes.items():
        setattr(user, name, value)
