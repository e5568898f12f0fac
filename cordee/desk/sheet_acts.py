"""What an animator may do with a sheet, when, with which words, and how it is undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cordee.accounts.models import User
from cordee.actions import confirmations, contributing, deciding, versions
from cordee.actions.deciding import ChangedSince
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.core.limits import TooMany
from cordee.desk import undoing
from cordee.desk.forms import Archiving, Asking, AskingForChanges, Plain, RefusingSheet, Restoring, TakingDown
from cordee.desk.sheet_dossier import Why
from cordee.desk.undoing import Step
from cordee.moderation import handling
from cordee.moderation.enums import State
from cordee.moderation.operations import ForbiddenMove

_DOWN = (State.WITHDRAWN, State.ARCHIVED, State.CHANGES_REQUESTED)
"""What the team may put before the public by itself; a draft is still its author's."""


class NotDone(Exception):
    """The act could not be done; the sentence says why. `is_late`: because the sheet was changed."""

    def __init__(self, sentence: str, *, is_late: bool = False) -> None:
        super().__init__(sentence)
        self.is_late = is_late


@dataclass(frozen=True, slots=True)
class Asked:
    """One act that is asked for, on the version that was read."""

    action: Action
    by: User
    version: int
    form: Any

    def reason(self) -> str:
        """In the language of who wrote the sheet."""
        author = versions.author_of(self.action)
        with override(author.language if author else settings.LANGUAGE_CODE):
            return str(self.form.reason())


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: its button, its form, what it does, what is said when it is done."""

    label: Promise
    done: Promise
    run: Callable[[Asked], object]
    form: Callable[..., forms.Form] = Plain
    goes_on: bool = False
    """It decides what waited: one goes on to the next."""
    may_be_undone: bool = True


def perform(code: str, asked: Asked, title: str) -> Step | None:
    """Do it; what undoes it, if anything does. Raises `NotDone`."""
    act = ACTS[code]
    try:
        if not act.may_be_undone:
            act.run(asked)
            return None
        with undoing.noted("fiches", asked.action, title) as step:
            act.run(asked)
            if act.goes_on:
                handling.decided(asked.action)
    except ChangedSince as error:
        raise NotDone(str(error), is_late=True) from error
    except ForbiddenMove as error:
        sentence = _("The sheet is no longer where this can be done: read where it stands, then decide.")
        raise NotDone(sentence, is_late=True) from error
    except TooMany as error:
        raise NotDone(_("Enough letters have been sent today: go on tomorrow.")) from error
    except (InvalidContent, PermissionDenied) as error:
        raise NotDone(str(error)) from error
    return step


def offered(action: Action, why: Why, *, has_versions: bool) -> list[str]:
    """The acts that make sense now, the most usual first."""
    found = ["approve", "refuse"] if why in (Why.NEW, Why.EDIT) else []
    found += ["seen"] if why == Why.LOOK else []
    found += ["changes"] if action.live or why == Why.NEW else []
    found += ["withdraw", "archive", "ask"] if action.live else []
    found += ["publish"] if action.state in _DOWN else []
    found += ["restore"] if has_versions else []
    return found + (["look-again"] if action.live and why == Why.NOTHING else [])


def _approve(asked: Asked) -> None:
    deciding.approve(action=asked.action, by=asked.by, version=asked.version)


def _refuse(asked: Asked) -> None:
    deciding.refuse(action=asked.action, by=asked.by, version=asked.version, reason=asked.reason())


def _changes(asked: Asked) -> None:
    deciding.request_changes(action=asked.action, by=asked.by, reason=asked.reason())


def _withdraw(asked: Asked) -> None:
    deciding.withdraw(action=asked.action, by=asked.by, reason=asked.reason())


def _archive(asked: Asked) -> None:
    contributing.archive(action=asked.action, by=asked.by, reason=asked.reason())


def _publish(asked: Asked) -> None:
    deciding.publish(action=asked.action, by=asked.by, version=asked.version)


def _seen(asked: Asked) -> None:
    if not deciding.looked_at(action=asked.action, by=asked.by, version=asked.version):
        raise InvalidContent([_("Somebody has looked at it already.")])


def _look_again(asked: Asked) -> None:
    if not deciding.look_again(action=asked.action, by=asked.by):
        raise InvalidContent([_("Nobody has looked at this sheet yet, or it is not public.")])


def _restore(asked: Asked) -> None:
    number = asked.form.cleaned_data["revision"]
    revision = asked.action.revisions.filter(pk=number).first()
    if revision is None:
        raise InvalidContent([_("This is no version of this sheet: choose one from its history.")])
    if asked.action.version != asked.version:
        raise ChangedSince
    contributing.restore(action=asked.action, revision=revision, by=asked.by)


def _ask(asked: Asked) -> None:
    said = asked.form.cleaned_data
    confirmations.ask(action=asked.action, to=said["to"], by=asked.by, words=said["words"])


ACTS: Mapping[str, Act] = {
    "approve": Act(
        label=gettext_lazy("Approve"),
        done=gettext_lazy("“%(title)s” is public as it was proposed."),
        run=_approve,
        goes_on=True,
    ),
    "refuse": Act(
        label=gettext_lazy("Refuse"),
        done=gettext_lazy("What was proposed for “%(title)s” is refused; its author is told why."),
        run=_refuse,
        form=RefusingSheet,
        goes_on=True,
    ),
    "seen": Act(
        label=gettext_lazy("Seen"),
        done=gettext_lazy("“%(title)s” is seen."),
        run=_seen,
        goes_on=True,
    ),
    "changes": Act(
        label=gettext_lazy("Ask for changes"),
        done=gettext_lazy("The author of “%(title)s” is asked for changes."),
        run=_changes,
        form=AskingForChanges,
        goes_on=True,
    ),
    "withdraw": Act(
        label=gettext_lazy("Withdraw from the public pages"),
        done=gettext_lazy("“%(title)s” is withdrawn; its author is told why."),
        run=_withdraw,
        form=TakingDown,
        goes_on=True,
    ),
    "archive": Act(
        label=gettext_lazy("Archive"),
        done=gettext_lazy("“%(title)s” is archived."),
        run=_archive,
        form=Archiving,
    ),
    "publish": Act(
        label=gettext_lazy("Publish again"),
        done=gettext_lazy("“%(title)s” is public."),
        run=_publish,
    ),
    "restore": Act(
        label=gettext_lazy("Restore an earlier version"),
        done=gettext_lazy("“%(title)s” says again what it said then."),
        run=_restore,
        form=Restoring,
    ),
    "ask": Act(
        label=gettext_lazy("Ask the structure to confirm"),
        done=gettext_lazy("The structure receives a link to confirm “%(title)s”; the address is not kept."),
        run=_ask,
        form=Asking,
        may_be_undone=False,
    ),
    "look-again": Act(
        label=gettext_lazy("Put it back among the sheets to look at"),
        done=gettext_lazy("“%(title)s” is to be looked at again."),
        run=_look_again,
    ),
}
"""Every act by the code that a form sends."""
