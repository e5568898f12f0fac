"""In through the other site and back, as a browser does it."""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.accounts.tests.people import prove, sign_in


def left(client: Client, process: str = "login", language: str = "", **more: str) -> str:
    """The page of the provider to which the button leads."""
    where = f"{language}/compte/oidc/proconnect/login/"
    answer = client.post(where, {"process": process} | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def back(address: str) -> str:
    """Where the provider sends the browser back, without the host."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def came(client: Client, process: str = "login", **more: str) -> Any:
    """The answer to whoever comes back."""
    return client.get(back(left(client, process, **more)))


def connected(client: Client, user: User) -> None:
    """Signed in by password, then the other site connected, proving who one is on the way."""
    sign_in(client, user)
    prove(client)
    assert came(client, "connect")["Location"] == reverse("mfa_index")
