"""Letters about what may still be undone: they wait before they leave, and can be taken back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from cordee.core.models import MailState, OutgoingMail


class Left(Exception):
    """One of the letters has left, or is on its way."""


@dataclass(frozen=True, slots=True)
class _Holding:
    wait: timedelta
    letters: list[int] = field(default_factory=list)


_holding: ContextVar[_Holding | None] = ContextVar("held letters", default=None)


@contextmanager
def held(wait: timedelta) -> Iterator[list[int]]:
    """What is written down inside leaves after that time; the numbers of the letters, as they are written."""
    holding = _Holding(wait)
    token = _holding.set(holding)
    try:
        yield holding.letters
    finally:
        _holding.reset(token)


def wait() -> timedelta:
    """How long what is written down now waits."""
    holding = _holding.get()
    return holding.wait if holding else timedelta()


def written(rows: Iterable[OutgoingMail]) -> None:
    """Tell whoever holds letters, if anybody, of these."""
    if holding := _holding.get():
        holding.letters.extend(row.pk for row in rows)


@transaction.atomic
def take_back(letters: Sequence[int]) -> list[str]:
    """Remove these letters before anybody carries them; to whom they were. Raises `Left`, and removes none.

    One that is not there any more went with its reader's account.
    """
    rows = list(OutgoingMail.objects.select_for_update().filter(pk__in=letters).order_by("pk"))
    if any(row.state != MailState.WAITING or row.attempts for row in rows):
        raise Left
    OutgoingMail.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return [row.recipient for row in rows]
