"""`EMAIL_BACKEND`: messages of Cordée, of Wagtail and of any library are written down, not sent."""

from collections.abc import Iterator, Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db import transaction
from django.utils import timezone

from cordee.core.mail.delivery import carry
from cordee.core.models import OutgoingMail

_SUBJECT = 250


class TableBackend(BaseEmailBackend):
    """Keeps each message whole in the caller's transaction: undone with it, and never lost after it.

    A row for each person it is for: where one address is refused, the others are not written to again.
    """

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """How many were written down. ValueError or BadHeaderError for one that no carrier would take."""
        written = [message for message in messages if message.recipients()]
        if written:
            with transaction.atomic():
                OutgoingMail.objects.bulk_create(row for message in written for row in _rows(message))
                carry.enqueue()
        return len(written)


def _rows(message: EmailMessage) -> Iterator[OutgoingMail]:
    encoding = message.encoding or "utf-8"
    whole, now = message.message().as_bytes(), timezone.now()
    for address in message.recipients():
        yield OutgoingMail(
            sender=sanitize_address(message.from_email, encoding),
            recipient=sanitize_address(address, encoding),
            subject=" ".join(str(message.subject).split())[:_SUBJECT],
            message=whole,
            due_at=now,
        )
