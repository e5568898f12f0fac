"""A person leaves for good: each slice forgets its part of her, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from cordee.accounts import closing, erasures
from cordee.accounts.enums import Cause
from cordee.accounts.models import User
from cordee.accounts.operations import LastAdministrator
from cordee.actions import personal as actions
from cordee.contacts import operations as contacts
from cordee.moderation import handling
from cordee.organisations import personal as organisations


@dataclass(slots=True)
class Again:
    """What became of accounts that a backup had brought back: their numbers."""

    erased: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    """The last administrator of that backup: somebody makes another one first."""


@transaction.atomic
def erase(*, user: User, cause: Cause, by: Any = None) -> None:
    """Erase the account and all that names the person. Nothing where it was so already.

    Structures come first: whoever changes their people locks them before an account.
    Raises `LastAdministrator`.
    """
    known = User.objects.get(pk=user.pk)
    if known.closed_at is not None:
        return
    closing.require_may_close(known)
    addresses = closing.proved_addresses(known)
    organisations.forget(user=known, addresses=addresses, by=by)
    actions.forget(user=known, addresses=addresses)
    for address in addresses or [""]:
        contacts.forget_person(email=address, user=known, by=by)
    handling.forget_person(known)
    closing.close(user=known, cause=cause, by=by)


def erase_again(files: Iterable[Path] = (), *, by_address: bool = False) -> Again:
    """Erase what a restored backup has brought back, by the table and the files of erasures."""
    found = Again()
    for user in erasures.brought_back([erasures.file_path(), *files], by_address=by_address):
        try:
            erase(user=user, cause=Cause.AGAIN)
        except LastAdministrator:
            found.kept.append(user.pk)
        else:
            found.erased.append(user.pk)
    return found
