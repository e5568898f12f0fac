"""Browsers in which people are signed in, and what they read."""

from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from cordee.accounts.models import User
from cordee.actions.models import Action
from tests.signing_in import sign_in


def browser(user: User) -> Client:
    """Hers."""
    client = Client(headers={"accept-language": "en"})
    sign_in(client, user)
    return client


def english(name: str, *values: object) -> str:
    """The address in English."""
    with translation.override("en"):
        return reverse(name, args=values)


def mine(user: User, **asked: str | int) -> str:
    """The list of her sheets."""
    return text(browser(user).get(english("my_actions"), asked))


def inside(user: User, known: Action) -> str:
    """The sheet from the inside."""
    return text(browser(user).get(english("my_action", known.slug)))


def acted(user: User, known: Action, act: str, **asked: object) -> str:
    """What she reads after pressing a button of the sheet."""
    address = english("my_action", known.slug)
    return text(browser(user).post(address, {"act": act, **asked}, follow=True))


def text(response: Any) -> str:
    """What the page says."""
    assert response.status_code == 200, response.status_code
    return unescape(" ".join(response.content.decode().split()))
