"""The site as persons use it: every answer is read for words that are not theirs, every act is judged."""

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.permissions.publishing.browsers import Answer, Browsers, Page, form_in
from tests.permissions.publishing.judging import Judge
from tests.permissions.publishing.known import Door, Kind, Known, Word
from tests.permissions.publishing.sheets import Row, new_word, words_in

VISITOR, JOURNAL = "visitor", "/animation/journal/"


@dataclass(frozen=True, slots=True)
class Start:
    """People and structures in the database, and the sessions of those who are signed in."""

    known: Known
    sessions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What undoes it, how the sheet stood before, and for which structure the team had vouched."""

    who: str
    code: str
    before: Row
    vouched: int | None


class Site:
    """What persons have open before them, and the account that is kept of what they did."""

    def __init__(self, start: Start) -> None:
        self.known = deepcopy(start.known)
        self.judge = Judge(self.known)
        self.browsers = Browsers(start.sessions)
        self.pages: list[Page] = []
        self.screens: list[Page] = []
        self.undos: list[Decision] = []
        self.links: list[str] = []
        self.asked: set[int] = set()
        """Sheets of which an edit that waits may ask for more to be seen."""
        self.discreet: set[str] = set()
        """Whose drafts may ask for it."""
        self.reached: Counter[str] = Counter()

    @property
    def rows(self) -> dict[int, Row]:
        """The sheets as they are now."""
        return self.judge.rows

    @property
    def houses(self) -> list[int]:
        """The structures, in the order in which they were made."""
        return list(self.known.houses)

    def sheet(self, n: int) -> Row:
        """One of the sheets, the latest first."""
        found = sorted(self.rows.values(), key=lambda row: -row.number)
        return found[n % len(found)]

    def word(self, kind: Kind, author: str, **more: Any) -> str:
        """A new word, and what it stands in."""
        text = new_word()
        self.known.words[text] = Word(kind, author, **more)
        return text

    def get(self, who: str, address: str, **asked: str) -> Answer:
        """Open a page; nothing on it is for others."""
        answer = self.browsers.get(who, address, **asked)
        self._read(who, address, answer, asked.values())
        return answer

    def post(self, who: str, address: str, fields: Any, *, opens: str = "", **judged: Any) -> Answer:
        """Send a form. `opens`: the one word that this is to show, where she may open it."""
        act = partial(self.browsers.post, who, address, fields)
        answer: Answer = self.judge.look(who, act, **judged)
        self.asked = {number for number in self.asked if number in self.rows and self.rows[number].waits}
        self._read(who, address, answer, [opens])
        return answer

    def hold(self, who: str, answer: Answer, *, asks: bool = False) -> None:
        """Keep the form of this page open; what she has not sent yet is hers to send."""
        page = form_in(who, answer)
        if page and "title_fr" in page.fields:
            page.asks = asks
            self.pages = [*self.pages, page][-6:]

    def _read(self, who: str, address: str, answer: Answer, besides: Iterable[str]) -> None:
        assert answer.status < 500, f"{who} {address}: {answer.status}"
        door = door_of(address)
        asked = set(besides) | words_in(address)  # what she has asked for by name, the page may repeat
        for text in words_in(f"{answer.where} {answer.text}") - asked:
            assert text in self.known.words, f"«{text}» is no word of ours"
            is_hers = self.known.may_read(who, text, self.rows, door)
            assert is_hers, f"{who} reads {self.known.words[text]} by {address}"


def door_of(address: str) -> Door:
    """By which door one comes to this page."""
    if address.startswith(JOURNAL):
        return Door.JOURNAL
    if address.startswith("/animation/"):
        return Door.DESK
    if address.startswith("/espace/mes-donnees/"):
        return Door.DATA
    return Door.SPACE if address.startswith("/espace/") else Door.PUBLIC
