"""`EMAIL_BACKEND`: messages of Cordée, of Wagtail and of any library are written down, not sent."""

from collections.abc import Iterator, Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import transaction
from django.utils import timezone

from cordee.core.mail import held, queue
from cordee.core.mail.delivery import carry, wake
from cordee.core.models import SUBJECT, OutgoingMail


class TableBackend(BaseEmailBackend):
    """Keeps each message whole in the caller's transaction: undone with it, and never lost after it.

    A row for each person it is for: where one address is refused, the others are not written to again.
    """

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """How many were written down. ValueError or BadHeaderError for one that no carrier would take."""
        written = [message for message in messages if message.recipients()]
        if written:
            with transaction.atomic():
                held.written(
                    OutgoingMail.objects.bulk_create(row for message in written for row in _rows(message))
                )
                carry.enqueue()  # always: another visit may have begun before this row can be seen
                wake(timezone.now() + queue.CLAIM)
        return len(written)


def _rows(message: EmailMessage) -> Iterator[OutgoingMail]:
    encoding = message.encoding or "utf-8"
    whole, due = message.message().as_bytes(), timezone.now() + held.wait()
    sender, subject = _bare(message.from_email, encoding), " ".join(str(message.subject).split())
    for address in dict.fromkeys(_bare(address, encoding) for address in message.recipients()):
        yield OutgoingMail(
            sender=sender,
            recipient=address,
            subject=subject[:SUBJECT],
            message=whole,
            due_at=due,
            tried_until=due + queue.PATIENCE,
        )


def _bare(address: str, encoding: str) -> str:
    """The address of the envelope: names stand in the letter's own head."""
    return parseaddr(sanitize_address(address, encoding).replace("\n", ""))[1]
