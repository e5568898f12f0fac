"""What contributors do with the images and documents of a sheet: add, describe, put in order, take away.

Opening a file takes seconds: it is done before the transaction, which asks every right and quota again.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import operations as actions
from cordee.actions import permissions as sheets
from cordee.actions import versions
from cordee.actions.attachments import files, permissions, quotas, words
from cordee.actions.models import Action, ActionDocument, ActionImage, Attached
from cordee.actions.operations import InvalidContent
from cordee.core import shelf
from cordee.journal import operations as journal
from cordee.moderation import handling
from cordee.moderation import operations as moderation

_KINDS: dict[type[Attached], str] = {ActionImage: "image", ActionDocument: "document"}


def add_image(*, action: Action, content: bytes, name: str, said: words.Words, by: User) -> ActionImage:
    """A picture on the sheet, made anew: shown at once, or waiting, as the regime says.

    `said` holds alternative, caption, credit. Raises `NotAllowed`, `InvalidContent` (`InvalidWords`),
    `RefusedFile`, `TooMany`.
    """
    checked = _begun(action, ActionImage, said, by)
    made = files.picture(content)
    size = {"width": made.width, "height": made.height}
    row = ActionImage(**checked, **size, filename=files.cleaned_name(name))
    _keep(row, action, made.files, by)
    return row


def add_document(*, action: Action, content: bytes, name: str, said: words.Words, by: User) -> ActionDocument:
    """A document on the sheet, kept as it came. `said` holds title, language. Raises as `add_image`."""
    checked = _begun(action, ActionDocument, said, by)
    name = files.cleaned_name(name)
    made = files.document(content, name)
    row = ActionDocument(**checked, type=made.type, filename=name)
    _keep(row, action, made.files, by)
    return row


@transaction.atomic
def describe(*, attached: Attached, said: words.Words, by: User) -> bool:
    """Say something else of it; True where that waits for the team. Raises `NotAllowed`, `InvalidWords`."""
    action, row = locked(attached)
    sheets.require_edit(by, action)
    checked = words.checked(type(row), said)
    if checked == row.latest_words:
        return row.proposed is not None
    waits = not row.is_waiting and permissions.waits(by, action, besides=row.proposed is not None)
    row.version += 1
    row.proposed = checked if waits and checked != row.words else None
    if not waits:
        write_words(row, checked)
    row.save(update_fields=["version", "proposed", *row.WORDS])
    _noted("proposed" if row.proposed else "described", row, action, by)
    return row.proposed is not None


@transaction.atomic
def move(*, attached: Attached, up: bool, by: User) -> None:
    """One place up or down. Whoever is at the end stays there."""
    action, row = locked(attached)
    sheets.require_edit(by, action)
    rows = list(type(row)._default_manager.filter(action=action).order_by("position", "pk"))
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, one in enumerate(rows):
        one.position = position
    type(row)._default_manager.bulk_update(rows, ["position"])
    note("moved", row, action, by)


@transaction.atomic
def remove(*, attached: Attached, by: User) -> None:
    """Take it from the sheet, at once and for good."""
    action, row = locked(attached)
    sheets.require_edit(by, action)
    erase(row, action, by=by, act="removed")


def locked(attached: Attached) -> tuple[Action, Any]:
    """The sheet, then the row, as the database now has them; nobody else writes them meanwhile.

    Raises `InvalidContent` where somebody has taken it away.
    """
    action = actions.locked(attached.action)  # type: ignore[attr-defined]  # of each of the two
    row = type(attached)._default_manager.filter(pk=attached.pk).first()
    if row is None or row.action_id != action.pk:
        raise InvalidContent([_("Somebody has removed it in the meantime: read the page again.")])
    return action, row


def write_words(row: Attached, said: Mapping[str, str]) -> None:
    """Have the row say this; the caller saves it."""
    for name, value in said.items():
        setattr(row, name, value)


def erase(
    row: Attached, action: Action, *, by: User, act: str, keeps_files: bool = False, **details: Any
) -> None:
    """Remove the row, and its files once that is certain; or leave these to the sweep of the shelf."""
    note(act, row, action, by, **details)
    handling.forget(row)
    row.delete()
    if not keeps_files:
        shelf.remove_after_commit([row.token])


def note(act: str, row: Attached, action: Action, by: User, **details: Any) -> None:
    """Count the write and tell the journal, by numbers: what people wrote goes when they take it away."""
    kind = _KINDS[type(row)]
    actions.next_version(action)
    journal.record(f"action.{kind}-{act}", action, by=by, details={kind: row.pk} | details)


def _begun(action: Action, model: words.Model, said: words.Words, by: User) -> dict[str, str]:
    """All that can be asked before the file is opened; then the opening is counted."""
    current = Action.objects.get(pk=action.pk)
    sheets.require_edit(by, current)
    checked = words.checked(model, said)
    quotas.require_room(current, model)
    quotas.count(by)
    return checked


def _keep(row: ActionImage | ActionDocument, action: Action, made: Mapping[str, bytes], by: User) -> None:
    """The files, then the row, or neither."""
    row.token, row.weight = shelf.new_token(), sum(map(len, made.values()))
    try:
        shelf.put(row.token, made)
        with transaction.atomic():
            current = actions.locked(action)
            sheets.require_edit(by, current)
            quotas.require_room(current, type(row), row.weight)
            last = type(row)._default_manager.filter(action=current).order_by("-position").first()
            row.action, row.added_by = current, by
            row.position = last.position + 1 if last else 0
            row.is_waiting = permissions.waits(by, current)
            row.save()
            _noted("added", row, current, by)
    except BaseException:
        shelf.remove(row.token)
        raise


def _noted(act: str, row: Attached, action: Action, by: User) -> None:
    """Count the write; what a contributor has shown at once enters the list of the team."""
    note(act, row, action, by)
    is_shown = action.live and not row.is_waiting and row.proposed is None
    if is_shown and not sheets.may_moderate(by, action):
        if action.latest_revision_id is None:
            actions.keep(action, by=None)  # what it was before, to be compared with
        moderation.to_look_at(action, before=next(versions.kept(action), None), by=by)
