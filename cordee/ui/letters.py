"""Letters: what a person receives by e-mail, said once and sent as text and as HTML, in her languages.

A slice's `emails.py` says what is in a letter; nothing else of the project writes to people. The letter goes
into the mail table in the caller's transaction (`cordee.core.mail`), so that it leaves if its cause stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.core.addresses import page

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences of ours."""

    kind: ClassVar = "paragraph"
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """What the reader is asked to do, and the whole address where she does it."""

    kind: ClassVar = "link"
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words: set apart, so that nobody takes them for ours."""

    kind: ClassVar = "quote"
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, a line each."""

    kind: ClassVar = "facts"
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Code:
    """A few signs to be typed elsewhere."""

    kind: ClassVar = "code"
    text: str


Part = Paragraph | Link | Quote | Facts | Code


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in one language: what it is about, what it says, and why one receives it."""

    subject: str
    parts: Sequence[Part]
    why: str


def ask_the_team() -> Paragraph:
    """For whoever is told what she did not ask for."""
    asked = _("If you did not expect this, ask the team: %(address)s.")
    return Paragraph(asked % {"address": settings.TERRITORY.email})


def to_space(label: str = "") -> Link:
    """The way to her own page, where all that concerns her is."""
    return Link(label or _("Go to your space"), page("/espace/"))


def of_account() -> str:
    """Why she receives it: she has an account."""
    return _("You receive this letter because you have an account on this site.")


def send(write: Callable[[], Letter], *, to: str, languages: Sequence[str] = (), reply_to: str = "") -> None:
    """Write the letter down for one person. `write` says it in the language that is active when it is called.

    Who has chosen a language gets that one; without `languages`, for a person whose language nobody knows,
    it is said in each of the territory's, one below the other.
    """
    said = [_said(write, language) for language in languages or [code for code, _name in settings.LANGUAGES]]
    context = {"letters": said, "site_root": settings.SITE_URL}
    message = EmailMultiAlternatives(
        subject=_subject([letter["subject"] for letter in said]),
        body=render_to_string("ui/letter/letter.txt", context),
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("ui/letter/letter.html", context), "text/html")
    message.send()


def _said(write: Callable[[], Letter], language: str) -> dict[str, Any]:
    """The letter in one language, as the templates show it."""
    with translation.override(language):
        letter = write()
        return {
            "language": language,
            "subject": _line(letter.subject),
            "parts": [{"kind": part.kind, **asdict(part)} for part in letter.parts],
            "why": letter.why,
            "colon": "\N{NO-BREAK SPACE}:" if language == "fr" else ":",
            "territory": settings.TERRITORY.name_in(language),
        }


def _line(text: str) -> str:
    """One line, whatever a name in it holds: a line feed would begin another head of the letter."""
    return " ".join(text.split())


def _subject(subjects: Sequence[str]) -> str:
    whole = " / ".join(dict.fromkeys(subjects))
    return whole if len(whole) <= LONGEST_SUBJECT else whole[: LONGEST_SUBJECT - 1] + "…"
