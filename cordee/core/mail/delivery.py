"""Carries what waits in the mail table, tries again where the carrier fails, forgets what it has handed over.

A message is claimed before it is handed over: one that was in flight when the machine stopped is handed over
again, no other is sent twice.
"""

import logging
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from cordee.core.models import MailState, OutgoingMail

CLAIM = timedelta(minutes=10)
"""How long one attempt may last; after it another one is made."""
PATIENCE = timedelta(days=3)
KEPT = timedelta(days=30)
"""Who was written to, when and about what: long enough to answer «I received nothing»."""
_OPEN = (MailState.WAITING, MailState.SENDING)
_LONGEST_PAUSE = 15  # minutes
_PERMANENT = 500  # SMTP: a refusal for good

log = logging.getLogger(__name__)


class _Wire(Message):
    """The bytes as they were written, for backends that ask for either ending of lines."""

    kept: bytes

    def as_bytes(  # type: ignore[override]
        self, _unixfrom: Any = None, linesep: str = "\n"
    ) -> bytes:
        """Called as Django calls its own messages."""
        return self.kept.replace(b"\n", linesep.encode())


class _Written(EmailMessage):
    """A row of the table, as Django's backends want it."""

    def __init__(self, mail: OutgoingMail) -> None:
        super().__init__(mail.subject, "", mail.sender, [mail.recipient])
        self._bytes = bytes(mail.message)

    def message(self) -> _Wire:  # type: ignore[override]
        """The message, unchanged."""
        wire = message_from_bytes(self._bytes, _class=_Wire)
        wire.kept = self._bytes
        return wire


@task()
def carry() -> int:
    """Hand over what is due; how many were taken."""
    _end_old()
    carrier, taken = get_connection(settings.MAIL_CARRIER), 0
    try:
        while mail := _claimed(timezone.now()):
            try:
                carrier.open()
                carrier.send_messages([_Written(mail)])
            except (SMTPRecipientsRefused, SMTPDataError) as error:
                _failed(mail, error, for_good=_is_for_good(error))
            except (OSError, SMTPException) as error:
                _failed(mail, error)
                break  # nobody answers: the others wait without having been tried
            else:
                _sent(mail)
                taken += 1
    finally:
        carrier.close()
    return taken


def _claimed(now: datetime) -> OutgoingMail | None:
    """The message that has waited longest, now ours alone; with another visit, should this one not end."""
    due = OutgoingMail.objects.filter(state__in=_OPEN, due_at__lte=now)
    while mail := due.order_by("due_at", "pk").first():
        with transaction.atomic():
            ours = OutgoingMail.objects.filter(pk=mail.pk, due_at=mail.due_at).update(
                state=MailState.SENDING, due_at=now + CLAIM, attempts=F("attempts") + 1
            )
            if ours:
                carry.using(run_after=now + CLAIM).enqueue()
        if ours:
            mail.attempts += 1
            return mail
    return None


def _sent(mail: OutgoingMail) -> None:
    """Handed over: what it said may have been a key to an account."""
    _ours(mail).update(state=MailState.SENT, ended_at=timezone.now(), message=b"", error="")


def _failed(mail: OutgoingMail, error: Exception, *, for_good: bool = False) -> None:
    now, said = timezone.now(), f"{type(error).__name__}: {error}"
    log.warning("Mail %s, attempt %s: %s", mail.pk, mail.attempts, type(error).__name__)
    if for_good:
        _ours(mail).update(state=MailState.GIVEN_UP, ended_at=now, error=said)
        return
    again = now + timedelta(minutes=min(2 ** (mail.attempts - 1), _LONGEST_PAUSE))
    with transaction.atomic():
        _ours(mail).update(state=MailState.WAITING, due_at=again, error=said)
        carry.using(run_after=again).enqueue()


def _ours(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The row, unless this attempt lasted so long that another one has begun."""
    return OutgoingMail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)


def _is_for_good(error: SMTPRecipientsRefused | SMTPDataError) -> bool:
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= _PERMANENT
    return all(code >= _PERMANENT for code, _said in error.recipients.values())


def try_again() -> int:
    """Have what was given up tried anew; how many messages."""
    with transaction.atomic():
        given_up = OutgoingMail.objects.filter(state=MailState.GIVEN_UP)
        now = timezone.now()
        count = given_up.update(
            state=MailState.WAITING, created_at=now, due_at=now, ended_at=None, attempts=0
        )
        if count:
            carry.enqueue()
    return count


def _end_old() -> None:
    """Give up what no carrier took in days, forget what ended weeks ago."""
    now = timezone.now()
    tried = OutgoingMail.objects.filter(created_at__lt=now - PATIENCE, attempts__gt=0, due_at__lte=now)
    tried.filter(state__in=_OPEN).update(state=MailState.GIVEN_UP, ended_at=now)
    OutgoingMail.objects.filter(ended_at__lt=now - KEPT).delete()
