"""Persons with an account who sign in, for the tests of this slice."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.core.mail.delivery import carry

PASSWORD = "un-mot-de-passe-long"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = re.compile(r"^([A-Z0-9]{3,5}(?:-[A-Z0-9]{2,5})+)$", re.MULTILINE)


def person(address: str = "ana@example.org", *, factor: bool = False, **more: Any) -> User:
    """An account with a confirmed address that has said who it is; with an application for codes, or none."""
    named = {"first_name": "Ana", "last_name": "Roux"} | more
    user = User.objects.create_user(address, PASSWORD, **named)
    if factor:
        TOTP.activate(user, SECRET)
    return user


def totp(ahead: int = 0, secret: str = SECRET) -> str:
    """What the application shows now, or some half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def sign_in(client: Client, user: User, password: str = PASSWORD) -> str:
    """Where address and password lead; empty where they are refused."""
    answer = client.post(reverse("account_login"), {"login": user.email, "password": password})
    return str(answer.get("Location", ""))


def enter(user: User, *codes: str) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    sign_in(client, user)
    for code in codes:
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    return client


def prove(client: Client) -> None:
    """The password again, before something that matters."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get(reverse("account_about_you")).status_code == 200


def letters() -> list[Any]:
    """What has been sent so far."""
    carry.func()
    return list(mail.outbox)


def code() -> str:
    """The code of the letter that came last."""
    body = str(letters()[-1].body)
    found = CODE.search(body)
    assert found, body
    return found[1]
