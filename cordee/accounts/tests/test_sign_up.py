"""From an address to an account that waits for the team: confirmed first, then named, then accepted."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import Acceptance, User
from cordee.accounts.tests.people import PASSWORD, code
from cordee.core.mail.delivery import carry

pytestmark = pytest.mark.django_db


ADDRESS = "ana@example.org"


def asked(client: Client, address: str = ADDRESS, **more: str) -> str:
    """Where asking for an account leads."""
    answer = client.post(reverse("account_signup"), {"email": address, "website": "", **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def confirmed(client: Client, address: str = ADDRESS) -> str:
    """Where the right code leads."""
    return str(client.post(asked(client, address), {"code": code()})["Location"])


def test_the_way_in(client: Client) -> None:
    confirmed(client)
    ana = User.objects.get(email=ADDRESS)
    assert not ana.is_verified
    assert not ana.has_usable_password()
    about = {"first_name": "Ana", "last_name": "Roux", "function": "Chargée de projets", "language": "fr"}
    answer = client.post(reverse("account_about_you"), about | {"password": PASSWORD})
    assert answer["Location"] == reverse("account_terms")
    assert client.post(reverse("account_terms"), {"accepted": "on"})["Location"] == reverse("space")
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    assert Acceptance.objects.filter(user=ana).count() == 3
    assert ana.validated_at is None


def test_nothing_opens_before_the_code(client: Client) -> None:
    asked(client)
    assert client.get(reverse("account_about_you")).status_code == 302
    wrong = client.post(reverse("account_email_verification_sent"), {"code": "AAAA-AAAA"})
    assert wrong.status_code == 200
    assert client.get(reverse("account_about_you")).status_code == 302


def test_a_code_serves_once(client: Client) -> None:
    where = asked(client)
    good = code()
    client.post(where, {"code": good})
    other = Client()
    asked(other, "ben@example.org")
    assert other.post(where, {"code": good}).status_code == 200
    assert other.get(reverse("account_about_you")).status_code == 302


def test_a_known_address_gets_the_same_answer_and_another_letter(client: Client) -> None:
    unknown = Client()
    first = asked(unknown)
    User.objects.create_user("ben@example.org", PASSWORD)
    assert asked(client, "ben@example.org") == first
    said = [
        re.sub(r'value="[^"]+"|nonce="[^"]+"|(?:ana|ben)@example', "", browser.get(first).content.decode())
        for browser in (unknown, client)
    ]
    assert said[0] == said[1]
    carry.func()
    assert "already have an account" in mail.outbox[-1].subject
    assert User.objects.count() == 2


def test_a_machine_that_fills_the_trap_makes_no_account_and_sends_no_letter(client: Client) -> None:
    asked(client, website="https://spam.example/")
    carry.func()
    assert not User.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("password", ["short", "motdepasse", "ana.roux.ana.roux"])
def test_a_poor_password_is_refused_with_the_reason(client: Client, password: str) -> None:
    confirmed(client, "ana.roux@example.org")
    about = {"first_name": "Ana", "last_name": "Roux", "function": "x", "language": "fr"}
    answer = client.post(reverse("account_about_you"), about | {"password": password})
    assert answer.status_code == 200
    assert b'class="errorlist"' in answer.content
    assert b'value="Roux"' in answer.content


def test_an_administrator_needs_a_longer_one() -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    word = "xkqjvwzpbtmdh"
    validate_password(word, User())
    with pytest.raises(ValidationError):
        validate_password(word, User(is_superuser=True))


def test_the_account_remembers_the_language_it_was_asked_in(client: Client) -> None:
    where = str(client.post("/en/compte/inscription/", {"email": ADDRESS, "website": ""})["Location"])
    assert where.startswith("/en/")
    assert User.objects.get().language == "en"


@pytest.mark.parametrize(
    "evil", ["//evil.example/", "https://evil.example/", "/\\\\evil.example", "javascript:alert(1)"]
)
def test_a_next_page_outside_is_not_followed(client: Client, evil: str) -> None:
    confirmed(client)
    about = {"first_name": "Ana", "last_name": "Roux", "function": "x", "language": "fr"}
    answer = client.post(reverse("account_about_you"), about | {"password": PASSWORD, "next": evil})
    assert answer["Location"].endswith("/compte/conditions/")


def test_too_many_requests_are_told_to_wait(client: Client) -> None:
    for number in range(20):
        asked(Client(), f"ana{number}@example.org")
    answer = client.post(reverse("account_signup"), {"email": ADDRESS, "website": ""})
    assert answer.status_code == 429
    assert Client().post(reverse("account_signup"), {"email": ADDRESS, "website": ""}).status_code == 429
