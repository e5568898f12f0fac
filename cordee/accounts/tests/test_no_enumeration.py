"""Nobody learns whether an address has an account: the same status, place and page for each sort of address.

How long the answers take is held by `cordee.accounts.pace`, see its own tests.
"""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.accounts.models import User
from cordee.accounts.tests.people import PASSWORD, code, is_in, letters, person

pytestmark = pytest.mark.django_db

ADDRESS = "ana@example.org"
CHANGING = re.compile(r'(?:value|nonce)="[^"]+"')
SORTS = ["known", "closed", "unconfirmed", "team", "never confirmed", "refused"]


def make(sort: str) -> None:
    """An account of this sort, or none."""
    if sort == "unconfirmed":
        User.objects.create_user(ADDRESS, PASSWORD)
    elif sort == "never confirmed":
        Client().post(reverse("account_signup"), {"email": ADDRESS, "website": ""})
    elif sort != "unknown":
        flags: dict[str, dict[str, Any]] = {
            "known": {},
            "closed": {"is_active": False},
            "team": {"is_staff": True, "factor": True},
            "refused": {"refused_at": timezone.now()},
        }
        person(ADDRESS, **flags[sort])


def seen(*steps: tuple[str, dict[str, str]]) -> list[tuple[int, str, str, list[str]]]:
    """What a browser gets at each step and after it: status, place, page, and its cookies."""
    client, answers = Client(), []
    for name, fields in steps:
        answer = client.post(reverse(name), fields)
        place = str(answer.get("Location", ""))
        page = client.get(place) if place else answer
        text = CHANGING.sub("", page.content.decode())
        answers.append((answer.status_code, place, text, sorted(client.cookies)))
    return answers


STEPS = {
    "asking for an account": [("account_signup", {"email": ADDRESS, "website": ""})],
    "asking for an account, then a code": [
        ("account_signup", {"email": ADDRESS, "website": ""}),
        ("account_email_verification_sent", {"code": "AAAA-AAAA"}),
        ("account_email_verification_sent", {"code": ""}),
        ("account_email_verification_sent", {"action": "resend"}),
    ],
    "signing in with a wrong password": [("account_login", {"login": ADDRESS, "password": "x" * 12})],
    "signing in without a password": [("account_login", {"login": ADDRESS, "password": ""})],
    "a code to sign in": [
        ("account_request_login_code", {"email": ADDRESS}),
        ("account_confirm_login_code", {"code": "AAAAAA"}),
        ("account_confirm_login_code", {"code": ""}),
        ("account_confirm_login_code", {"code": "BBBBBB"}),
    ],
    "a forgotten password": [
        ("account_reset_password", {"email": ADDRESS}),
        ("account_confirm_password_reset_code", {"code": "AAAAAA"}),
        ("account_confirm_password_reset_code", {"code": ""}),
        ("account_confirm_password_reset_code", {"code": "BBBBBB"}),
        ("account_confirm_password_reset_code", {"code": "CCCCCC"}),
    ],
    "too many wrong passwords": [("account_login", {"login": ADDRESS, "password": "x" * 12})] * 10,
    "too many codes": [("account_request_login_code", {"email": ADDRESS})] * 5,
    "too many forgotten passwords": [("account_reset_password", {"email": ADDRESS})] * 5,
}


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_of_address_sees_what_an_unknown_one_sees(sort: str, steps: str) -> None:
    make(sort)
    found = seen(*STEPS[steps])
    User.objects.all().delete()
    cache.clear()
    assert found == seen(*STEPS[steps])


def test_the_comparison_sees_a_difference() -> None:
    person(ADDRESS)
    right = ("account_login", {"login": ADDRESS, "password": PASSWORD})
    assert seen(right) != seen(("account_login", {"login": ADDRESS, "password": "x" * 12}))


@pytest.mark.parametrize("sort", ["unknown", *SORTS])
def test_a_wrong_password_costs_one_hashing(sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(sort)
    done: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        done.append("hashed")
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    Client().post(reverse("account_login"), {"login": ADDRESS, "password": "x" * 12})
    assert done == ["hashed"]


@pytest.mark.parametrize("sort", ["unknown", "closed"])
def test_who_has_no_account_is_told_by_letter_alone(sort: str) -> None:
    make(sort)
    Client().post(reverse("account_request_login_code"), {"email": ADDRESS})
    assert [letter.subject for letter in letters()] == ["No account has this address"]


def test_a_closed_account_is_not_opened_by_the_codes(client: Client) -> None:
    make("closed")
    for name in ("account_request_login_code", "account_reset_password"):
        client.post(reverse(name), {"email": ADDRESS})
    assert not any("code" in letter.subject.lower() for letter in letters())


def test_the_empty_code_opens_nothing(client: Client) -> None:
    for first, then in (
        ("account_request_login_code", "account_confirm_login_code"),
        ("account_reset_password", "account_confirm_password_reset_code"),
    ):
        client.post(reverse(first), {"email": ADDRESS})
        assert client.post(reverse(then), {"code": ""}).status_code == 200
        assert not is_in(client)


def test_a_code_opens_the_account_it_was_sent_for_alone() -> None:
    person(ADDRESS)
    person("ben@example.org")
    hers, his = Client(), Client()
    hers.post(reverse("account_request_login_code"), {"email": ADDRESS})
    good = code()
    his.post(reverse("account_request_login_code"), {"email": "ben@example.org"})
    his.post(reverse("account_confirm_login_code"), {"code": good})
    assert not is_in(his)
    hers.post(reverse("account_confirm_login_code"), {"code": good})
    assert is_in(hers)
