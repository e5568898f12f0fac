"""The worker's visits: each carries what is due, and sees to it that there is a next one.

A message is claimed before it is handed over: one that was in flight when the machine stopped is handed over
again, no other is sent twice.
"""

import logging
import time
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cordee.core.mail import queue
from cordee.core.models import OutgoingMail

type_of_refusal = SMTPRecipientsRefused | SMTPDataError | SMTPSenderRefused
VISIT = 60.0
"""Seconds after which a visit takes no further message: a worker that is asked to stop ends soon."""
_PERMANENT, _TOO_BIG, _GOING = 500, 552, 421  # replies of SMTP
_POLICY = b"5.7."  # an enhanced status: the relay does not know us, whoever the letter is for

log = logging.getLogger(__name__)


class _Wire(Message):
    """The bytes as they were written, for backends that ask for either ending of lines."""

    kept: bytes

    # The type ignored: Python's own takes a policy where Django's backends give the ending of lines.
    def as_bytes(self, _unixfrom: Any = None, linesep: str = "\n") -> bytes:  # type: ignore[override]
        """The bytes, their lines so ended."""
        return self.kept.replace(b"\n", linesep.encode())


class _Written(EmailMessage):
    """A row of the table, as Django's backends want it."""

    def __init__(self, mail: OutgoingMail) -> None:
        super().__init__(mail.subject, "", mail.sender, [mail.recipient])
        self._bytes = bytes(mail.message)

    # The type ignored: Django says one of its own classes, its backends ask for bytes alone.
    def message(self) -> _Wire:  # type: ignore[override]
        """The message, unchanged."""
        wire = message_from_bytes(self._bytes, _class=_Wire)
        wire.kept = self._bytes
        return wire


@task(priority=-10)
def carry() -> int:
    """Hand over what is due; how many were taken."""
    now = timezone.now()
    wake(now + queue.CLAIM)  # should this visit not come to its end
    _visits().filter(status="SUCCESSFUL", finished_at__lt=now - timedelta(days=1)).delete()
    queue.forget()
    carrier, taken, end = get_connection(settings.MAIL_CARRIER), 0, time.monotonic() + VISIT
    try:
        while time.monotonic() < end and (mail := queue.claimed(timezone.now())):
            if _handed_over(mail, carrier):
                queue.sent(mail)
                taken += 1
    finally:
        carrier.close()
        if due := queue.next_due():
            wake(max(due, timezone.now() + timedelta(seconds=1)))
    return taken


def wake(at: datetime) -> None:
    """Another visit at that time, unless one is planned until then."""
    if not _visits().filter(status="READY", run_after__lte=at).exists():
        carry.using(run_after=at).enqueue()


def _visits() -> QuerySet["DBTaskResult[[], int]"]:
    return DBTaskResult.objects.filter(task_path=carry.module_path)


def _handed_over(mail: OutgoingMail, carrier: Any) -> bool:
    try:
        carrier.open()
        carrier.send_messages([_Written(mail)])
    except (SMTPRecipientsRefused, SMTPDataError, SMTPSenderRefused) as error:
        _refused(mail, error, carrier)
    except (OSError, SMTPException) as error:
        log.warning("Mail %s: nobody answers (%s)", mail.pk, type(error).__name__)
        queue.put_off(queue.failed(mail, error))
        carrier.close()
    except DatabaseError:
        raise
    except Exception as error:  # a message that no library can send must not hold up the others
        log.exception("Mail %s cannot be sent", mail.pk)
        queue.failed(mail, error)
        carrier.close()
    else:
        return True
    return False


def _refused(mail: OutgoingMail, error: type_of_refusal, carrier: Any) -> None:
    """For good, where it is about this person or letter; else it may pass, or be mended in the settings."""
    code, said = _reply(error)
    log.warning("Mail %s refused: %s", mail.pk, code)
    is_ours = isinstance(error, SMTPSenderRefused) and code != _TOO_BIG
    is_policy = isinstance(error, SMTPRecipientsRefused) and said.lstrip().startswith(_POLICY)
    again = queue.failed(mail, error, for_good=code >= _PERMANENT and not is_ours and not is_policy)
    if is_ours or is_policy:
        queue.put_off(again)
    if code == _GOING:
        carrier.close()


def _reply(error: type_of_refusal) -> tuple[int, bytes]:
    if isinstance(error, SMTPRecipientsRefused):
        [reply] = error.recipients.values()  # a row is for one person
        return reply
    said = error.smtp_error
    return error.smtp_code, said if isinstance(said, bytes) else said.encode()
