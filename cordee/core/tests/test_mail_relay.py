"""A real relay over SMTP: away, in a bad mood, cut off in the middle; a letter arrives once, as written."""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from pytest_django.fixtures import Settings

from cordee.core.mail import delivery
from cordee.core.models import OutgoingMail
from tests.relay import Relay, listening
from tests.served.server import free_port

pytestmark = pytest.mark.django_db

NOON = "2026-11-27 12:00Z"


@pytest.fixture
def port(settings: Settings) -> int:
    """Where the site believes the relay to be."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    settings.MAIL_CARRIER = "cordee.core.mail.relay.Relay"
    found = free_port()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", found, False
    return found


def write(to: str, subject: str) -> None:
    message = EmailMultiAlternatives(subject, "Bonjour Zoé,\n\n.\nÀ bientôt", "Équipe <e@example.org>", [to])
    message.attach_alternative("<p>Bonjour Zoé</p>", "text/html")
    message.send()


def test_a_letter_arrives_as_it_was_written(port: int) -> None:
    relay = Relay()
    write("zoe@example.org", "Été à Dakar – « oui »")
    with listening(relay, port):
        assert delivery.carry.call() == 1
    [(recipients, letter)] = relay.letters
    assert recipients == ["zoe@example.org"]
    assert letter["subject"] == "Été à Dakar – « oui »"
    assert str(letter["from"]) == "Équipe <e@example.org>"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert plain.splitlines() == ["Bonjour Zoé,", "", ".", "À bientôt"]
    assert "Bonjour Zoé" in html


def test_whatever_the_relay_does_each_letter_arrives_once(port: int) -> None:
    relay = Relay()
    relay.moods = ["cut", "451 4.3.0 later", "cut", "452 4.2.2 full"]
    with time_machine.travel(NOON, tick=False) as clock, listening(relay, port):
        for number in range(4):
            write("gone@example.org" if number == 2 else f"p{number}@example.org", f"n° {number}")
        for _minute in range(20):
            delivery.carry.call()
            clock.shift(timedelta(minutes=1))
    assert not relay.moods
    assert relay.subjects() == ["n° 0", "n° 1", "n° 3"]
    assert OutgoingMail.objects.filter(state="sent").count() == 3
    given_up = OutgoingMail.objects.get(state="given_up")
    assert (given_up.recipient, "no such user" in given_up.error) == ("gone@example.org", True)


def test_a_relay_that_is_away_holds_the_letter(port: int) -> None:
    relay = Relay()
    with time_machine.travel(NOON, tick=False) as clock:
        write("zoe@example.org", "Attente")
        assert delivery.carry.call() == 0
        assert "refused" in OutgoingMail.objects.get().error.lower()
        clock.shift(timedelta(minutes=1))
        with listening(relay, port):
            assert delivery.carry.call() == 1
    assert relay.subjects() == ["Attente"]
