"""Several sheets in one act: each asks its own right and its own version; what is left is told apart."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.accounts.models import User
from cordee.actions import deciding, permissions, queries
from cordee.actions.deciding import ChangedSince
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.core.text import number_in
from cordee.desk import undoing
from cordee.desk.sources import title_of
from cordee.desk.undoing import Step
from cordee.moderation import handling
from cordee.moderation.operations import ForbiddenMove

MOST = 100
"""Sheets in one act."""
_SHOWN = 10
"""Sheets that are named of those that were left."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, to be undone together, and what was left, each with the reason."""

    steps: list[Step] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


Act = Callable[[Action, User, int], None]


def seen(*, by: User, picked: Iterable[str]) -> Outcome:
    """These sheets, each as `number:version`, have been looked at."""
    return _each(by, picked, _seen)


def approve(*, by: User, picked: Iterable[str]) -> Outcome:
    """These sheets, or edits of sheets, become public."""
    return _each(by, picked, _approve)


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say what was done, and name what was left."""
    number = len(outcome.steps)
    if number:
        sentence = ngettext("%(number)d sheet: done.", "%(number)d sheets: done.", number)
        messages.success(request, sentence % {"number": number})
    for sentence in outcome.left[:_SHOWN]:
        messages.warning(request, sentence)
    more = len(outcome.left) - _SHOWN
    if more > 0:
        sentence = ngettext("%(number)d other was left.", "%(number)d others were left.", more)
        messages.warning(request, sentence % {"number": more})
    if not number and not outcome.left:
        messages.warning(request, _("Tick at least one sheet."))


def _each(by: User, picked: Iterable[str], act: Act) -> Outcome:
    wanted = dict(filter(None, map(_read, picked)))
    outcome = Outcome()
    rows = queries.with_rows(permissions.moderated_by(by).filter(pk__in=list(wanted)[:MOST]))
    known = {action.pk: action for action in rows}
    for number in list(wanted)[:MOST]:
        if number not in known:
            outcome.left.append(_("A sheet that you do not look after was left as it is."))
            continue
        _one(known[number], by, wanted[number], act, outcome)
    if len(wanted) > MOST:
        outcome.left.append(_("At most %(most)d sheets at once: the others were left.") % {"most": MOST})
    return outcome


def _one(action: Action, by: User, version: int, act: Act, outcome: Outcome) -> None:
    title = title_of(action)
    try:
        with undoing.noted("fiches", action, title) as step:
            act(action, by, version)
    except ChangedSince:
        sentence = _("“%(title)s” was changed since you opened the list: it was left.")
    except (ForbiddenMove, InvalidContent, PermissionDenied, Action.DoesNotExist):
        sentence = _("“%(title)s” does not wait any more: it was left.")
    else:
        outcome.steps.append(step)
        return
    outcome.left.append(sentence % {"title": title})


def _seen(action: Action, by: User, version: int) -> None:
    if not deciding.looked_at(action=action, by=by, version=version):
        raise InvalidContent([_("Somebody has looked at it already.")])


def _approve(action: Action, by: User, version: int) -> None:
    deciding.approve(action=action, by=by, version=version)
    handling.decided(action)


def _read(said: str) -> tuple[int, int] | None:
    """The number and the version; nothing for rubbish."""
    left, _colon, right = said.partition(":")
    number, version = number_in(left), number_in(right, digits=9)
    return None if number is None or version is None else (number, version)
