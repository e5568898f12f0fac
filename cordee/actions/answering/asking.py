"""The question put to a structure, as its page shows it; and what it answered, for a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import signing

from cordee.actions import confirmations, queries
from cordee.actions.answering import sheet
from cordee.actions.answering.sheet import Line
from cordee.actions.confirmations import DeadLink
from cordee.actions.content import Content
from cordee.actions.enums import Answer
from cordee.actions.models import Action, ActionText, Confirmation
from cordee.core.limits import Limit

BY_ADDRESS = Limit("confirmation by address", 30, timedelta(hours=1))
"""Answers that may be tried from one network: a signed link cannot be guessed, this keeps machines calm."""
_RECEIPT, _READABLE = "cordee.actions.answering.receipt", timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The sheet as it now is, of which the structure is asked; `version` is what an answer is given on."""

    action: Action
    text: ActionText
    content: Content
    version: int
    lines: tuple[Line, ...]

    @property
    def has_changed(self) -> bool:
        """Something that the page shows is no more what the structure had read."""
        return any(line.is_changed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded, on which sheet, when."""

    action: Action
    text: ActionText
    answer: Answer
    at: datetime


def question(token: str, language: str, *, read: int | None = None) -> Question:
    """What the link asks; marked where it is no more what it was in the version that was `read`.

    Raises `DeadLink`, also for a sheet that not everybody may see any more: the link may have been handed on.
    """
    asked = confirmations.read(token)
    _require_public(asked.action)
    before = sheet.at(asked.action, read) if read is not None else None
    return Question(
        action=asked.action,
        text=queries.text_in(asked.action, language),
        content=queries.content_of(asked.action),
        version=asked.version,
        lines=sheet.lines(asked.action, language, since=before),
    )


def receipt_of(token: str) -> str:
    """What opens the page that says what was answered by this link."""
    number, _action = signing.loads(token, salt=confirmations.SALT)
    return signing.dumps(number, salt=_RECEIPT)


def receipt(token: str, language: str) -> Receipt:
    """What was answered. Raises `DeadLink`."""
    try:
        number = int(signing.loads(token, salt=_RECEIPT, max_age=_READABLE))
    except (signing.BadSignature, ValueError, TypeError):
        raise DeadLink from None
    answers = Confirmation.objects.filter(pk=number, answered_at__isnull=False)
    known = answers.select_related("action__lead").prefetch_related("action__texts").first()
    if known is None or known.answered_at is None:
        raise DeadLink
    _require_public(known.action)
    text = queries.text_in(known.action, language)
    return Receipt(known.action, text, Answer(known.answer), known.answered_at)


def _require_public(action: Action) -> None:
    if not queries.visible_to(AnonymousUser()).filter(pk=action.pk).exists():
        raise DeadLink
