"""The mail table: undone with its transaction, tried again, handed over once, then forgotten."""

from collections.abc import Iterator, Sequence
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
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from cordee.core.mail import delivery, queue
from cordee.core.models import MailState, OutgoingMail

pytestmark = pytest.mark.django_db

TO = "ana@example.org"


class Carrier(EmailBackend):
    """Delivers into `mail.outbox`, but raises what `raises` holds first."""

    raises: list[BaseException] = []

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
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
        clock.shift(queue.PATIENCE + timedelta(minutes=1))
        Carrier.raises = [TimeoutError("timed out")]
        delivery.carry.call()
        assert states() == [MailState.GIVEN_UP]
        said = StringIO()
        call_command("mail", "--again", stdout=said)
        assert "Tried anew: 1" in said.getvalue()
        assert "TimeoutError" in said.getvalue()
        assert delivery.carry.call() == 1
    assert len(mail.outbox) == 1


def test_a_worker_that_slept_for_weeks_still_tries() -> None:
    with time_machine.travel("2026-11-20 10:00Z", tick=False) as clock:
        write()
        clock.shift(timedelta(days=30))
        assert delivery.carry.call() == 1


def test_one_in_flight_when_the_machine_stopped_is_taken_up_again() -> None:
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        write()
        Carrier.raises = [KeyboardInterrupt()]
        with pytest.raises(KeyboardInterrupt):
            delivery.carry.call()
        assert delivery.carry.call() == 0, "it may still be in flight"
        clock.shift(queue.CLAIM)
        assert DBTaskResult.objects.filter(run_after=timezone.now()).count() == 1
        assert delivery.carry.call() == 1


def test_an_attempt_that_lasted_too_long_changes_nothing_any_more() -> None:
    write()
    late = queue.claimed(timezone.now())
    assert late is not None
    OutgoingMail.objects.update(due_at=timezone.now())
    assert delivery.carry.call() == 1
    queue.failed(late, TimeoutError())
    assert states() == [MailState.SENT]


def test_of_two_workers_one_takes_it() -> None:
    write()
    now = timezone.now()
    assert queue.claimed(now) is not None
    assert queue.claimed(now) is None


def test_who_was_written_to_is_forgotten_after_weeks() -> None:
    with time_machine.travel("2026-11-01 10:00Z", tick=False) as clock:
        write()
        delivery.carry.call()
        clock.shift(queue.KEPT + timedelta(minutes=1))
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


def test_a_relay_that_does_not_know_us_holds_up_the_queue_and_loses_none() -> None:
    with time_machine.travel("2026-11-27 10:00Z", tick=False) as clock:
        for number in range(3):
            write(f"Lettre {number}")
        Carrier.raises = [SMTPRecipientsRefused({TO: (554, b"5.7.1 relay access denied")})]
        assert delivery.carry.call() == 0
        assert set(states()) == {MailState.WAITING}
        clock.shift(timedelta(minutes=1))
        assert delivery.carry.call() == 3


def test_a_letter_that_cannot_be_sent_holds_up_nothing() -> None:
    write("Un")
    write("Deux")
    Carrier.raises = [ValueError("no such letter")]
    assert delivery.carry.call() == 1
    assert states() == [MailState.WAITING, MailState.SENT]


def test_a_link_is_not_told_with_the_error() -> None:
    write()
    Carrier.raises = [SMTPDataError(554, b"blocked URL https://example.org/reset/zzsecret in body")]
    delivery.carry.call()
    assert "blocked URL" in OutgoingMail.objects.get().error
    assert "zzsecret" not in OutgoingMail.objects.get().error


def test_a_long_name_and_the_same_address_twice() -> None:
    name = "Métropole européenne de l’action internationale, des échanges et de la coopération " * 4
    message = EmailMessage("Bonjour", "Texte", f'"{name}" <e@example.org>', [TO, f"Ana <{TO}>"], cc=[TO])
    message.send()
    assert delivery.carry.call() == 1
    [carried] = mail.outbox
    assert (carried.from_email, carried.recipients()) == ("e@example.org", [TO])


def planned() -> int:
    return DBTaskResult.objects.filter(status="READY").exclude(run_after__year=9999).count()


def test_another_visit_is_planned_whatever_becomes_of_this_one() -> None:
    with time_machine.travel("2026-11-27 10:00Z", tick=False):
        write()
        DBTaskResult.objects.filter(run_after__year=9999).update(status="RUNNING")  # its worker is killed
        assert planned() == 1


def test_a_relay_away_and_three_hundred_letters_plan_few_visits() -> None:
    for number in range(300):
        write(f"Lettre {number}")
    Carrier.raises = [ConnectionRefusedError(111, "Connection refused")] * 300
    for _visit in range(300):
        delivery.carry.call()
    assert len(Carrier.raises) == 299, "one try, then all wait"
    assert planned() <= 3


def test_a_visit_ends_in_time_and_plans_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    monkeypatch.setattr(delivery, "VISIT", 0.0)
    assert delivery.carry.call() == 0
    soon = timezone.now() + timedelta(seconds=5)
    assert DBTaskResult.objects.filter(status="READY", run_after__lte=soon).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_that_is_held_for_a_while_makes_no_second_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    ours, held = queue._ours, [OperationalError("database is locked")] * 2

    def locked(message: OutgoingMail) -> Any:
        if held:
            raise held.pop()
        return ours(message)

    monkeypatch.setattr(queue, "_ours", locked)
    assert delivery.carry.call() == 1
    assert len(slept) == 2
    assert states() == [MailState.SENT]
