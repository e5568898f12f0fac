"""The rows of the mail table: claimed, put off, ended, tried anew. A row is one message for one person."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.mail.message import sanitize_address
from django.db import OperationalError, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from cordee.core.models import MailState, OutgoingMail

CLAIM = timedelta(minutes=30)
"""How long one attempt may last; after it another one is made. A relay may take ten minutes to answer."""
PATIENCE = timedelta(days=3)
KEPT = timedelta(days=30)
"""Who was written to, when and about what: long enough to answer «I received nothing»."""
_OPEN = (MailState.WAITING, MailState.SENDING)
_LONGEST_PAUSE = 15  # minutes
_LONGEST_ERROR = 500
_INSISTING = (1, 5, 15, 60, 120, 300)  # seconds between attempts to write
_LINK = re.compile(r"\S*https?:\S+", re.IGNORECASE)


def claimed(now: datetime) -> OutgoingMail | None:
    """The message that has waited longest, now ours alone."""
    due = OutgoingMail.objects.filter(state__in=_OPEN, due_at__lte=now)
    while mail := due.order_by("due_at", "pk").first():
        ours = due.filter(pk=mail.pk, due_at=mail.due_at).update(
            state=MailState.SENDING, due_at=now + CLAIM, attempts=F("attempts") + 1
        )
        if ours:
            mail.attempts += 1
            return mail
    return None


def sent(mail: OutgoingMail) -> None:
    """Handed over: what it said may have been a key to an account. Insists where the database is held."""
    _insisting(
        lambda: _ours(mail).update(state=MailState.SENT, ended_at=timezone.now(), message=b"", error="")
    )


def failed(mail: OutgoingMail, error: Exception, *, for_good: bool = False) -> datetime:
    """Put it off, or give it up; when the next attempt is due."""
    now = timezone.now()
    again = now + timedelta(minutes=min(2 ** (mail.attempts - 1), _LONGEST_PAUSE))
    said = _LINK.sub("…", f"{type(error).__name__}: {error}")[:_LONGEST_ERROR]
    if for_good or now >= mail.tried_until:
        ended = {"state": MailState.GIVEN_UP, "ended_at": now, "error": said}
    else:
        ended = {"state": MailState.WAITING, "due_at": again, "error": said}
    _insisting(lambda: _ours(mail).update(**ended))
    return again


def put_off(until: datetime) -> None:
    """Nobody answers: what waits is left in peace until then, without having been tried."""
    OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lt=until).update(due_at=until)


def next_due() -> datetime | None:
    """When a message wants to be carried; None when none waits."""
    waiting = OutgoingMail.objects.filter(state__in=_OPEN).order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()


def try_again() -> int:
    """Have what was given up tried anew; how many messages."""
    now = timezone.now()
    return OutgoingMail.objects.filter(state=MailState.GIVEN_UP).update(
        state=MailState.WAITING, due_at=now, tried_until=now + PATIENCE, ended_at=None, attempts=0
    )


def forget() -> None:
    """What ended weeks ago; and what never came to an end in days is given up."""
    now = timezone.now()
    stuck = OutgoingMail.objects.filter(state=MailState.SENDING, due_at__lte=now, tried_until__lt=now)
    stuck.update(state=MailState.GIVEN_UP, ended_at=now)
    OutgoingMail.objects.filter(ended_at__lt=now - KEPT).delete()


def written_to(addresses: Iterable[str]) -> QuerySet[OutgoingMail]:
    """What is kept of letters to these addresses."""
    envelopes = {form for address in addresses for form in _on_envelopes(address)}
    return OutgoingMail.objects.filter(recipient__in=envelopes)


def forget_name(name: str) -> None:
    """Empty the copies of subjects that name this person; the letters themselves do not change."""
    if words := " ".join(name.split()):
        OutgoingMail.objects.filter(subject__contains=words).update(subject="")


def _on_envelopes(address: str) -> Iterator[str]:
    """As it is typed, and as the wire wants its domain; one that no letter could go to has no other form."""
    yield address
    with suppress(ValueError):
        yield sanitize_address(address, "utf-8")


def _ours(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The row, unless this attempt lasted so long that another one has begun."""
    return OutgoingMail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)


def _insisting(write: Callable[[], object]) -> None:
    """Not to be written is to be sent twice: an import may hold the database for minutes."""
    for pause in _INSISTING:
        try:
            write()
        except OperationalError:
            connection.close_if_unusable_or_obsolete()
            time.sleep(pause)
        else:
            return
    write()
