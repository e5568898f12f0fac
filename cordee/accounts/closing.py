"""What is left of an account that ends: a number without a name, so that what it did keeps an author.

The slices above do their part first, in the same transaction: `cordee.portal.rights.erasing`.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from cordee.accounts import erasures, last_letters
from cordee.accounts.enums import Cause
from cordee.accounts.models import User
from cordee.accounts.operations import require_another_administrator
from cordee.core.mail import queue
from cordee.journal import operations as journal

NOWHERE = "erased-%d@erased.invalid"
"""Addresses are unique and asked for; no letter ever arrives at one that ends so (RFC 2606)."""

_KEPT = frozenset({"id", "joined_at"})
"""By these an account that a backup brings back is known again."""


def proved_addresses(user: User) -> list[str]:
    """The addresses that are known to be hers: what is kept under another may be somebody else's."""
    rows = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")
    return [address.lower() for address in rows.values_list("email", flat=True)]


def require_may_close(user: User) -> None:
    """Raises `LastAdministrator` where the site would be left without anybody who may administer it."""
    if user.is_superuser and user.is_active:
        require_another_administrator(user)


@transaction.atomic
def close(*, user: User, cause: Cause, by: Any = None) -> None:
    """Erase what the account says of the person, and all by which it could be entered; a last letter goes.

    Raises `LastAdministrator`.
    """
    known = User.objects.select_for_update().get(pk=user.pk)
    if known.closed_at is not None:
        return
    require_may_close(known)
    addresses = proved_addresses(known)
    erasures.keep_account(known, addresses, cause)
    journal.record("account.erased", known, by=by, details={"cause": cause.value})
    _end_sessions(known, addresses)
    _take_what_hangs_on(known)
    queue.written_to(addresses).delete()
    if known.is_introduced:
        queue.forget_name(known.get_full_name())
    if addresses:
        last_letters.farewell(to=addresses[0], language=known.language, cause=cause)
    _empty(known)


def _end_sessions(user: User, addresses: list[str]) -> None:
    """Those that are listed, and those that are not: a session keeps addresses for the way in."""
    listed = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    ended = set(listed)
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        if kept.get("_auth_user_id") == str(user.pk) or any(f"'{one}'" in str(kept) for one in addresses):
            ended.add(session.session_key)
    Session.objects.filter(session_key__in=ended).delete()


def _take_what_hangs_on(user: User) -> None:
    """Whatever the database would delete with the account goes now, though its number stays."""
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and _goes_with(relation):
            rows = relation.field.model._default_manager
            rows.filter(**{relation.field.name: user.pk}).delete()


def _goes_with(relation: models.ForeignObjectRel) -> bool:
    return getattr(relation, "on_delete", None) is models.CASCADE


def _empty(user: User) -> None:
    """Every column is as in an account that says nothing, whatever columns there will be."""
    blank = User(email=NOWHERE % user.pk, language=settings.LANGUAGE_CODE, is_active=False)
    blank.closed_at = timezone.now()
    blank.set_unusable_password()
    columns = [field.attname for field in User._meta.concrete_fields if field.name not in _KEPT]
    User.objects.filter(pk=user.pk).update(**{name: getattr(blank, name) for name in columns})
