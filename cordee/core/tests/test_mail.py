"""The mail table: undone with its transaction, tried again, handed over once, then forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from cordee.core.mail import delivery
from cordee.core.models import MailState, OutgoingMail

pytestmark = pytest.mark.django_db

TO = "ana@example.org"


class Carrier(EmailBackend):
    """Delivers into `mail.outbox`, but raises what `raises` holds first."""

    raises: list[Exception] = []

    def send_messages(self, messages: list[EmailMessage]) -> int:  # type: ignore[override]
        if self.raises:
            raise self.raises.pop(0)
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def table(settings: Settings) -> Iterator[None]:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    settings.MAIL_CARRIER = "cordee.core.tests.test_mail.Carrier"
    Carrier.raises = []
    yield
    Carrier.raises = []


def write(subject: str = "Bonjour", to: str = TO) -> OutgoingMail:
    mail.send_mail(subject, "Texte", "equipe@example.org", [to])
    return OutgoingMail.objects.latest("pk")


def states() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True))


def test_a_message_is_written_down_then_carried_as_it_was() -> None:
    message = EmailMultiAlternatives("Été", "Texte é", "Équipe <e@example.org>", [TO], bcc=["b@example.org"])
    message.attach_alternative("<p>Texte é</p>", "text/html")
    expected = message.message()["Subject"]
    assert message.send() == 1
    assert mail.outbox == []
    assert delivery.carry.call() == 2
    carried, copy = mail.outbox
    assert (carried.recipients(), copy.recipients()) == ([TO], ["b@example.org"])
    wire: Any = carried.message()
    assert wire["Subject"] == expected
    assert "b@example.org" not in wire.as_bytes().decode()
    assert [part.get_content_type() for part in wire.walk()][1:] == ["text/plain", "text/html"]
    assert wire.get_payload(0).get_payload(decode=True).decode() == "Texte é"
    assert b"\r\n" in wire.as_bytes(linesep="\r\n")


def test_it_is_undone_with_the_transaction_that_wrote_it() -> None:
    def failing() -> None:
        with transaction.atomic():
            write()
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_once_carried_it_is_forgotten_and_not_carried_again() -> None:
    write()
    assert [delivery.carry.call(), delivery.carry.call()] == [1, 0]
    assert len(mail.outbox) == 1
    kept = OutgoingMail.objects.get()
    assert (kept.state, bytes(kept.message), kept.recipient) == (MailState.SENT, b"", TO)


def test_an_hour_without_the_relay_loses_nothing() -> None:
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        for number in range(5):
            write(f"Lettre {number}")
        for _minute in range(60):
            Carrier.raises = [ConnectionRefusedError(111, "Connection refused")]
            delivery.carry.call()
            clock.shift(timedelta(minutes=1))
        Carrier.raises = []
        assert mail.outbox == []
        assert "ConnectionRefusedError" in OutgoingMail.objects.exclude(error="")[0].error
        for _minute in range(16):
            delivery.carry.call()
            clock.shift(timedelta(minutes=1))
    assert sorted(sent.subject for sent in mail.outbox) == [f"Lettre {number}" for number in range(5)]
    assert set(states()) == {MailState.SENT}


@pytest.mark.parametrize(
    "refusal", [SMTPRecipientsRefused({TO: (550, b"no such user")}), SMTPDataError(554, b"spam")]
)
def test_what_is_refused_for_good_is_given_up_and_holds_up_nothing(refusal: Exception) -> None:
    write("Un")
    write("Deux")
    Carrier.raises = [refusal]
    assert delivery.carry.call() == 1
    assert states() == [MailState.GIVEN_UP, MailState.SENT]
    assert [sent.subject for sent in mail.outbox] == ["Deux"]


@pytest.mark.parametrize(
    "failure",
    [
        SMTPRecipientsRefused({TO: (450, b"try later")}),
        SMTPSenderRefused(550, b"who are you", "e@example.org"),
        SMTPServerDisconnected("gone"),
        TimeoutError("timed out"),
    ],
)
def test_what_may_pass_is_tried_again(failure: Exception) -> None:
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        write()
        Carrier.raises = [failure]
        assert [delivery.carry.call(), delivery.carry.call()] == [0, 0]
        wake = DBTaskResult.objects.filter(run_after=timezone.now() + timedelta(minutes=1))
        assert wake.count() == 1, "the worker is told when to try again"
        clock.shift(timedelta(minutes=1))
        assert delivery.carry.call() == 1
    assert len(mail.outbox) == 1


def test_days_without_a_relay_give_it_up_and_an_administrator_has_it_tried_anew() -> None:
    with time_machine.travel("2026-11-20 10:00Z", tick=False) as clock:
        write()
        Carrier.raises = [TimeoutError("timed out")]
        delivery.carry.call()
        clock.shift(delivery.PATIENCE + timedelta(minutes=1))
        delivery.carry.call()
        assert states() == [MailState.GIVEN_UP]
        said = StringIO()
        call_command("mail", "--again", stdout=said)
        assert "Tried anew: 1" in said.getvalue()
        assert "TimeoutError" in said.getvalue()
        assert delivery.carry.call() == 1
    assert len(mail.outbox) == 1


def test_what_never_had_a_try_is_not_given_up() -> None:
    with time_machine.travel("2026-11-20 10:00Z", tick=False) as clock:
        write()
        clock.shift(timedelta(days=30))
        assert delivery.carry.call() == 1


def test_one_in_flight_when_the_machine_stopped_is_taken_up_again() -> None:
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        write()
        Carrier.raises = [KeyboardInterrupt()]  # type: ignore[list-item]
        with pytest.raises(KeyboardInterrupt):
            delivery.carry.call()
        assert delivery.carry.call() == 0, "it may still be in flight"
        clock.shift(delivery.CLAIM)
        assert DBTaskResult.objects.filter(run_after=timezone.now()).count() == 1
        assert delivery.carry.call() == 1


def test_an_attempt_that_lasted_too_long_changes_nothing_any_more() -> None:
    write()
    late = delivery._claimed(timezone.now())
    assert late is not None
    OutgoingMail.objects.update(due_at=timezone.now())
    assert delivery.carry.call() == 1
    delivery._failed(late, TimeoutError())
    assert states() == [MailState.SENT]


def test_of_two_workers_one_takes_it() -> None:
    write()
    now = timezone.now()
    assert delivery._claimed(now) is not None
    assert delivery._claimed(now) is None


def test_who_was_written_to_is_forgotten_after_weeks() -> None:
    with time_machine.travel("2026-11-01 10:00Z", tick=False) as clock:
        write()
        delivery.carry.call()
        clock.shift(delivery.KEPT + timedelta(minutes=1))
        delivery.carry.call()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("subject", ["Bonjour\nBcc: x@example.org", "Bonjour\r\nX: y"])
def test_a_header_cannot_be_slipped_in(subject: str) -> None:
    with pytest.raises(BadHeaderError):
        write(subject)
    assert not OutgoingMail.objects.exists()


def test_a_command_says_how_the_mail_goes() -> None:
    write()
    said = StringIO()
    call_command("mail", stdout=said)
    assert "waiting: 1" in said.getvalue()
    assert "The oldest has waited for" in said.getvalue()
