"""Sending what is written: at most once, and in words what was recorded, who looks at it, how to undo it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.actions import confirmations, contributing, drafts, queries
from cordee.actions.content import Content
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.actions.writing.works import Work
from cordee.core.limits import Limit, TooMany, take
from cordee.moderation.enums import State

ONCE = Limit("action.sent", 1, timedelta(days=1))
"""A form that no draft stands for is sent once, whoever presses the button twice."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The sheet, and the sentence that says what became of it."""

    action: Action
    sentence: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the structure is asked whether what the team wrote for it is right, and in which words."""

    to: str
    words: str


def send(work: Work, content: Content, *, form: str, comment: str, asked: Asked | None = None) -> Sent:
    """Make it a sheet, or change the sheet. `form` is the number that the empty form was given.

    With `asked`, the structure for which it is written receives its signed link: both are done, or neither.

    Raises `Conflict`, `InvalidContent`, `NotAllowed`, `TooMany` where this form was sent already.
    """
    with transaction.atomic():
        sent = (
            _revise(work, work.action, content, comment) if work.action else _contribute(work, content, form)
        )
        if asked is None or not work.is_on_behalf():
            return sent
        _ask(work, sent.action, asked)
    told = _("The structure receives a link to confirm it; its address is not kept.")
    return Sent(sent.action, f"{sent.sentence} {told}")


def page_of(request: HttpRequest, action: Action) -> str:
    """Where she goes on: the sheet where she may see it, else her own page of it."""
    if queries.visible_to(request.user).filter(pk=action.pk).exists():
        return reverse("action", args=[action.slug])
    return own_page(action)


def own_page(action: Action | None) -> str:
    """Her page of the sheet, or the list of hers."""
    return reverse("my_action", args=[action.slug]) if action else reverse("my_actions")


def outlook(work: Work) -> str:
    """What will happen when she sends it."""
    if not work.may_send():
        return work.why_not()
    if work.action and not work.action.live:
        return _("The sheet is not public now: it becomes so when an animator has read it.")
    if work.is_public_at_once():
        if work.action:
            return _("Your changes are public as soon as you save them; the team looks at them afterwards.")
        return _("The sheet is public as soon as you send it; the team looks at it afterwards.")
    if work.action and work.action.live:
        return _("An animator reads your changes first; until then everybody reads the sheet as it is.")
    return _("An animator reads the sheet first; you will be told by e-mail when it is public.")


def _contribute(work: Work, content: Content, form: str) -> Sent:
    if work.draft is None:
        take([(ONCE, f"{work.user.pk}:{form[:64]}")])
    action = contributing.contribute(by=work.user, content=content, draft=work.draft)
    return Sent(action, _said_of_new(action, content))


def _ask(work: Work, action: Action, asked: Asked) -> None:
    try:
        confirmations.ask(action=action, to=asked.to, by=work.user, words=asked.words)
    except TooMany as many:
        said = _("Enough letters have been sent today: leave the address empty, and ask tomorrow.")
        raise InvalidContent([said]) from many


def _revise(work: Work, action: Action, content: Content, comment: str) -> Sent:
    done = contributing.revise(
        action=action, content=content, base_version=work.base_version, by=work.user, comment=comment
    )
    _forget_draft(work)
    if not done.is_changed:
        return Sent(done.action, _("Nothing was changed: the sheet says this already."))
    if done.waits:
        sentence = _(
            "Your changes are handed in. An animator reads them first, and you will be told by e-mail; until"
            " then everybody reads the sheet as it was. You can still change them."
        )
    elif done.action.live:
        sentence = _(
            "Your changes are saved and seen at once. The team looks at them afterwards. The version before"
            " is kept: it can be restored."
        )
    elif done.action.state == State.SUBMITTED:
        sentence = _("Your changes are saved. The team has the sheet: it is public once an animator says so.")
    else:
        sentence = _("Your changes are saved. The sheet is not public: hand it in when it is ready.")
    return Sent(done.action, sentence)


def _forget_draft(work: Work) -> None:
    """An edit that changed nothing leaves its draft: it has nothing more to say."""
    left = work.user.drafts.filter(pk=work.draft.pk).first() if work.draft else None
    if left:
        drafts.discard(draft=left, by=work.user)


def _said_of_new(action: Action, content: Content) -> str:
    title = {"title": content.texts[content.language].title}
    if not action.live:
        return (
            _(
                "“%(title)s” is handed in. An animator reads it before it is public, and you will be told by"
                " e-mail. Until then you can change it or take it back from your space."
            )
            % title
        )
    if content.audience == Audience.PUBLIC:
        return (
            _(
                "“%(title)s” is published: everybody can read it. The team looks at it afterwards. You can"
                " change or archive it at any time from your space."
            )
            % title
        )
    return (
        _(
            "“%(title)s” is there for those whom you chose. The team looks at it afterwards. You can change"
            " or archive it at any time from your space."
        )
        % title
    )
