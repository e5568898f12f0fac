"""What the team decides on images and documents that wait; who added them is told by letter."""

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import permissions as sheets
from cordee.actions.attachments import emails, operations
from cordee.actions.deciding import ChangedSince
from cordee.actions.models import Action, Attached
from cordee.actions.operations import InvalidContent


@transaction.atomic
def approve(*, attached: Attached, by: User, version: int) -> None:
    """It is shown, or says what was proposed. `version` is the attachment's that she saw.

    Raises `NotAllowed`, `InvalidContent`, `ChangedSince`.
    """
    action, row = _locked(attached, by, version)
    operations.write_words(row, row.proposed or {})
    row.is_waiting, row.proposed, row.version = False, None, row.version + 1
    row.save(update_fields=["is_waiting", "proposed", "version", *row.WORDS])
    operations.note("approved", row, action, by)
    _tell(row, action)


@transaction.atomic
def refuse(*, attached: Attached, by: User, version: int, reason: str, may_undo: bool = False) -> None:
    """What waits is not shown: a new one goes with its files; of one that is shown the words stay.

    `may_undo`: the files lie on the shelf, which nobody is shown, until they are swept from it.
    """
    if not reason.strip():
        raise InvalidContent([_("Give the reason: the contributor reads it.")])
    action, row = _locked(attached, by, version)
    _tell(row, action, reason.strip())
    if row.is_waiting:
        said = {"reason": reason.strip()}
        operations.erase(row, action, by=by, act="refused", keeps_files=may_undo, **said)
        return
    row.proposed, row.version = None, row.version + 1
    row.save(update_fields=["proposed", "version"])
    operations.note("words-refused", row, action, by, reason=reason.strip())


def _locked(attached: Attached, by: User, version: int) -> tuple[Action, Attached]:
    action, row = operations.locked(attached)
    sheets.require_team(by, action)
    if row.version != version:
        raise ChangedSince
    if not row.is_waiting and row.proposed is None:
        raise InvalidContent([_("Nothing waits for approval here: somebody has decided already.")])
    return action, row


def _tell(row: Attached, action: Action, reason: str = "") -> None:
    author = row.added_by
    if author is not None and not author.is_staff and sheets.may_edit(author, action):
        emails.decided(action, row, reason, to=author)
