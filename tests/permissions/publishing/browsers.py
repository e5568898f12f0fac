"""Browsers that send forms as pages hold them, each with its mark against forged requests."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from django.conf import settings
from django.test import Client

from cordee.actions.writing.tests.pages import Fields
from tests.permissions.answers import written_in

MARK: Final = "a" * 32
_UNDO = re.compile(r'name="undo"\s+value="(\w+)"')


@dataclass(slots=True)
class Page:
    """A form that somebody has opened and not yet sent: where it goes, what it holds, who reads it."""

    who: str
    address: str
    fields: dict[str, list[str]]
    text: str = ""
    asks: bool = False
    """Something typed in it may have more persons see more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, where it leads, what it says."""

    status: int
    where: str
    text: str

    @property
    def is_done(self) -> bool:
        """The site took it, and leads on."""
        return self.status == 302 and "/compte/connexion/" not in self.where


class Browsers:
    """One for each person who has come, by the session that she has; `visitor` has none."""

    def __init__(self, sessions: dict[str, str]) -> None:
        self.sessions = sessions
        self._clients: dict[str, Client] = {}

    def get(self, who: str, address: str, **asked: str) -> Answer:
        """What she reads there."""
        return _answer(self._client(who).get(address, asked))

    def post(self, who: str, address: str, fields: Any) -> Answer:
        """Send this, with the mark of the page or that of the browser."""
        return _answer(self._client(who).post(address, {"csrfmiddlewaretoken": MARK} | fields))

    def _client(self, who: str) -> Client:
        if who not in self._clients:
            client = Client(enforce_csrf_checks=True)
            client.cookies[settings.CSRF_COOKIE_NAME] = MARK
            if who in self.sessions:
                client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
            self._clients[who] = client
        return self._clients[who]


def form_in(who: str, answer: Answer) -> Page | None:
    """The form that writes on this page, if there is one."""
    form = Fields(answer.text)
    return Page(who, form.address, form.values, answer.text) if form.address else None


def undo_in(answer: Answer) -> str:
    """What the button sends that undoes the latest decision, if one is offered."""
    found = _UNDO.search(answer.text)
    return found[1] if found else ""


def _answer(response: Any) -> Answer:
    text = unescape(written_in(response))
    return Answer(response.status_code, response.headers.get("Location", ""), text)
