"""A structure says by one signed link, without an account, whether what is written of it is right.

The link names a `Confirmation` and is good for one answer within 60 days, while the sheet is of the structure
that was asked; an answer is given on a version.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import emails, operations, permissions, queries, reports
from cordee.actions.enums import Answer, Audience, ReportKind
from cordee.actions.models import Action, Confirmation
from cordee.actions.operations import InvalidContent
from cordee.actions.reasons import said
from cordee.core.limits import Limit, take
from cordee.journal import operations as journal

SALT = "cordee.actions.confirmations"
GOOD_FOR = timedelta(days=60)
ASKED = Limit("confirmations asked", 100, timedelta(days=1))
"""Letters that one member of the team may have written in a day."""


class DeadLink(Exception):
    """The link is not ours, too old, used, or its sheet is another's or not public. One sentence for all."""

    def __init__(self) -> None:
        super().__init__(_("This link has been used or is no longer valid. Ask the team for another one."))


class ReadAgain(Exception):
    """The sheet was changed since the structure read it."""

    def __init__(self) -> None:
        super().__init__(_("This sheet was changed since you opened it: read it again, then answer."))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the link is about: the sheet as it now is, and the version that an answer is given on."""

    confirmation: Confirmation
    action: Action
    version: int


@transaction.atomic
def ask(*, action: Action, to: str, by: User, words: str = "") -> str:
    """Write to a structure, and give the link's token back. The address is not kept."""
    current = operations.locked(action)
    permissions.require_team(by, current)
    if not current.live or current.audience != Audience.PUBLIC:
        raise InvalidContent([_("Publish the sheet first: the structure confirms what is public.")])
    if not reports.is_address(to):
        raise InvalidContent([_("This is no e-mail address: write it as in name@example.org.")])
    words = said(words)
    take([(ASKED, str(by.pk))])
    asked = Confirmation.objects.create(action=current, organisation=current.lead, asked_by=by)
    token = signing.dumps([asked.pk, current.pk], salt=SALT)
    emails.confirmation_asked(action=current, token=token, to=to, words=words)
    journal.record("action.confirmation-asked", current, by=by)
    return token


def read(token: str) -> Asked:
    """What the structure is asked. Changes nothing: machines open the links of letters. Raises `DeadLink`."""
    number = _number(token)
    sheet = queries.with_everything(Action.objects.filter(confirmations=number)).first()
    return _open(Confirmation.objects.filter(pk=number).first(), sheet)


@transaction.atomic
def confirm(*, token: str, version: int) -> Action:
    """The structure says that the sheet, as it read it, is right."""
    asked = _locked(token, version)
    action = asked.action
    _answer(asked, Answer.CONFIRMED)
    _sign(action, None)
    journal.record("action.confirmed", action, details={"confirmation": asked.confirmation.pk})
    return operations.locked(action)


@transaction.atomic
def correct(*, token: str, version: int, text: str) -> None:
    """The structure says what is to be corrected: the team reads it among the reports."""
    _tell(token, version, Answer.CORRECTED, ReportKind.CORRECTION, text)


@transaction.atomic
def refuse(*, token: str, version: int, text: str) -> None:
    """The structure does not want the sheet: the team reads why, and decides. It stays public until then."""
    _tell(token, version, Answer.REFUSED, ReportKind.REFUSAL, text)


@transaction.atomic
def confirm_signed_in(*, action: Action, by: User, version: int) -> Action:
    """A contributor of the structure says that the sheet, as she read it, is right."""
    current = operations.locked(action)
    permissions.require(
        queries.editable_by(by).filter(pk=current.pk).exists(),
        _("Only its contributors confirm in the name of this structure."),
    )
    if current.version != version:
        raise ReadAgain
    _sign(current, by)
    journal.record("action.confirmed", current, by=by)
    return operations.locked(current)


def _sign(action: Action, by: User | None) -> None:
    """Write on the sheet that its structure confirmed it today; an edit that waits keeps the day too."""
    content = replace(queries.content_of(action), confirmed_on=timezone.localdate())
    operations.edit(action=action, content=content, by=by)


def _tell(token: str, version: int, answer: Answer, kind: ReportKind, text: str) -> None:
    asked = _locked(token, version)
    _answer(asked, answer)
    reports.write(action=asked.action, kind=kind, text=text, confirmation=asked.confirmation)


def _answer(asked: Asked, answer: Answer) -> None:
    known = asked.confirmation
    known.answer, known.answered_at, known.version = answer, timezone.now(), asked.version
    known.save(update_fields=["answer", "answered_at", "version"])


def _locked(token: str, version: int) -> Asked:
    """The sheet first, then the link: in the order of edits, so that neither waits for the other."""
    number = _number(token)
    sheets = queries.with_everything(Action.objects.select_for_update(of=("self",)))
    sheet = sheets.filter(confirmations=number).first()
    asked = _open(Confirmation.objects.select_for_update().filter(pk=number).first(), sheet)
    if asked.version != version:
        raise ReadAgain
    return asked


def _open(confirmation: Confirmation | None, action: Action | None) -> Asked:
    if confirmation is None or action is None or confirmation.answer != Answer.NONE:
        raise DeadLink
    if not action.live or action.lead_id != confirmation.organisation_id:
        raise DeadLink
    return Asked(confirmation, action, action.version)


def _number(token: str) -> int:
    """The confirmation that the token names, with its action. Raises `DeadLink`."""
    try:
        number, action = map(int, signing.loads(token, salt=SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        raise DeadLink from None
    known = Confirmation.objects.filter(pk=number, action=action).values_list("pk", flat=True).first()
    return known or 0
