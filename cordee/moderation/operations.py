"""Moving a sheet along its life: the only code that makes something live or takes it down.

Who may is asked by the slice of the sheet, which calls this.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Revision

from cordee.journal import operations as journal
from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.moderation.models import Moderated, ToLookAt

_MOVES: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.PUBLISHED, State.ARCHIVED}),
    State.SUBMITTED: frozenset(
        {State.DRAFT, State.CHANGES_REQUESTED, State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED}
    ),
    State.CHANGES_REQUESTED: frozenset({State.SUBMITTED, State.PUBLISHED, State.ARCHIVED}),
    State.PUBLISHED: frozenset({State.WITHDRAWN, State.ARCHIVED}),
    State.WITHDRAWN: frozenset({State.SUBMITTED, State.PUBLISHED, State.ARCHIVED}),
    State.ARCHIVED: frozenset({State.SUBMITTED, State.PUBLISHED}),
}
_PUBLISHED_AT = ("first_published_at", "last_published_at")


class ForbiddenMove(Exception):
    """The sheet cannot go from its state to the one asked for."""

    def __init__(self, sheet: Moderated, start: str, to: State) -> None:
        super().__init__(f"«{sheet}» cannot go from {start} to {to}.")


@transaction.atomic
def move(sheet: Moderated, *, to: State, by: Any = None, reason: str = "", is_seen: bool = True) -> None:
    """Put the sheet in another state, with the reason, and write it in the journal.

    What is taken down leaves the list to look at, unless whoever does it is not of the team (`is_seen`).
    The row is locked and its state read again first: of two animators who decide at once, one wins.
    """
    rows = type(sheet)._default_manager.filter(pk=sheet.pk)
    start = rows.select_for_update().values_list("state", flat=True).get()
    if to not in _MOVES[State(start)]:
        raise ForbiddenMove(sheet, start, to)
    changes: dict[str, Any] = {"state": to, "state_reason": reason, "live": to == State.PUBLISHED}
    if to == State.PUBLISHED:
        now = timezone.now()
        changes |= {"first_published_at": sheet.first_published_at or now, "last_published_at": now}
    rows.update(**changes)
    for name, value in changes.items():
        setattr(sheet, name, value)
    if start == State.PUBLISHED and is_seen:
        waiting_for_a_look(sheet).delete()
    journal.record(f"{sheet._meta.model_name}.{to}", sheet, by=by, details={"reason": reason, "from": start})


def born_live(sheet: Moderated) -> None:
    """Make a sheet that is not yet in the database live from its first row on: imports, entries by the team.

    The caller saves it and records the change, in one transaction.
    """
    _new(sheet, State.PUBLISHED)
    sheet.live = True
    sheet.first_published_at = sheet.last_published_at = timezone.now()


def born_submitted(sheet: Moderated) -> None:
    """Make a sheet that is not yet in the database wait for an animator from its first row on."""
    _new(sheet, State.SUBMITTED)


@transaction.atomic
def keep_revision(sheet: Moderated, content: Mapping[str, Any], *, by: Any = None) -> None:
    """Keep what the sheet now says, so that it can be compared with later and restored.

    An edit that waits for approval goes on waiting: it stays the latest revision.
    """
    waiting = sheet.latest_revision_id if sheet.has_unpublished_changes else None
    sheet.content_to_keep, sheet.is_proposed = content, False
    sheet.save_revision(user=by, changed=False, clean=False)
    if waiting:
        type(sheet)._default_manager.filter(pk=sheet.pk).update(latest_revision=waiting)
        sheet.latest_revision_id = waiting


@transaction.atomic
def propose(sheet: Moderated, content: Mapping[str, Any], *, by: Any = None) -> None:
    """Keep an edit of a live sheet as pending: what is public stays as it was until the edit is approved."""
    put_off(sheet, content, by=by)
    journal.record(f"{sheet._meta.model_name}.proposed", sheet, by=by)


def put_off(sheet: Moderated, content: Mapping[str, Any], *, by: Any = None) -> None:
    """Write what waits, without a word in the journal: a proposal that another edit has moved."""
    sheet.content_to_keep, sheet.is_proposed = content, True
    sheet.save_revision(user=by, clean=False)


def pending(sheet: Moderated) -> Mapping[str, Any] | None:
    """The content that waits for approval, if any."""
    if not sheet.has_unpublished_changes or sheet.latest_revision is None:
        return None
    content: Mapping[str, Any] = sheet.latest_revision.content["content"]
    return content


@transaction.atomic
def settle(sheet: Moderated, *, approved: bool, by: Any = None, reason: str = "") -> None:
    """Nothing waits any more: the pending edit was applied by its slice, or is refused with a reason."""
    changes: dict[str, Any] = {"has_unpublished_changes": False}
    if approved:
        changes |= {"live_revision": sheet.latest_revision, "last_published_at": timezone.now()}
    type(sheet)._default_manager.filter(pk=sheet.pk).update(**changes)
    for name, value in changes.items():
        setattr(sheet, name, value)
    act = "approved" if approved else "refused"
    journal.record(f"{sheet._meta.model_name}.{act}", sheet, by=by, details={"reason": reason})


@transaction.atomic
def put_back(sheet: Moderated, before: Mapping[str, Any], *, by: Any) -> None:
    """Have a sheet stand as it stood before a decision that is undone, whatever the moves allow.

    `before` holds what `stands` gave then. The row is locked by whoever calls.
    """
    start, rows = sheet.state, type(sheet)._default_manager.filter(pk=sheet.pk)
    to, look = State(before["state"]), before["look"]
    changes: dict[str, Any] = {"state": to, "state_reason": before["reason"], "live": to == State.PUBLISHED}
    for name in _PUBLISHED_AT:
        changes[name] = datetime.fromisoformat(before[name]) if before[name] else None
    rows.update(**changes)
    for name, value in changes.items():
        setattr(sheet, name, value)
    if look:
        _back_in_the_list(sheet, look)
    else:
        waiting_for_a_look(sheet).delete()
    journal.record(f"{sheet._meta.model_name}.undone", sheet, by=by, details={"from": start, "to": to})


def stands(sheet: Moderated) -> dict[str, Any]:
    """How a sheet stands, as plain values: its state and why, since when it is public, its line to look at.

    The line is None where it is not in that list.
    """
    line = waiting_for_a_look(sheet).first()
    look = _line(line) if line else None
    moments = {name: getattr(sheet, name) for name in _PUBLISHED_AT}
    said = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {"state": sheet.state, "reason": sheet.state_reason, "look": look, **said}


@transaction.atomic
def to_look_at(sheet: Moderated, *, before: Revision | None, by: Any) -> None:
    """Enter a sheet in the list; one that is in it keeps its place, and what was last looked at."""
    place = {"content_type": _type(sheet), "object_id": sheet.pk}
    ToLookAt.objects.update_or_create(
        **place, defaults={"by": by}, create_defaults={"before": before, "by": by}
    )


@transaction.atomic
def looked_at(sheet: Moderated, *, by: Any) -> bool:
    """Somebody of the team has seen what the sheet now says. False where nothing waited for a look."""
    line = waiting_for_a_look(sheet).select_for_update().first()
    if line is None:
        return False
    kept = _line(line)
    line.delete()
    journal.record(_looked_at(sheet), sheet, by=by, details=kept)
    return True


@transaction.atomic
def look_again(sheet: Moderated, *, by: Any) -> bool:
    """Undo the last look: a live sheet is back in the list as it was. False where there is nothing to undo.

    The journal says how its line was: one that came since takes its place.
    """
    looks = Change.objects.filter(subject_type=sheet._meta.label_lower, act=_looked_at(sheet))
    last = looks.filter(subject_id=sheet.pk).order_by("-pk").first()
    if last is None or not last.details.get("since") or not sheet.live:
        return False
    _back_in_the_list(sheet, last.details)
    journal.record(f"{sheet._meta.model_name}.to-look-at-again", sheet, by=by)
    return True


def waiting_for_a_look(sheet: Moderated) -> QuerySet[ToLookAt]:
    """The sheet's line of the list, if it is in it."""
    return ToLookAt.objects.filter(content_type=_type(sheet), object_id=sheet.pk)


def _line(line: ToLookAt) -> dict[str, Any]:
    return {"since": line.since.isoformat(), "by": line.by_id, "before": line.before_id}


def _back_in_the_list(sheet: Moderated, said: Mapping[str, Any]) -> None:
    """As the line was; of one that came since, who wrote last stays."""
    before = Revision.objects.filter(pk=said["before"]).first()
    writer = get_user_model()._default_manager.filter(pk=said["by"]).first()
    line = {"since": datetime.fromisoformat(said["since"]), "before": before}
    ToLookAt.objects.update_or_create(
        content_type=_type(sheet), object_id=sheet.pk, defaults=line, create_defaults=line | {"by": writer}
    )


def _looked_at(sheet: Moderated) -> str:
    return f"{sheet._meta.model_name}.looked-at"


def _type(sheet: Moderated) -> ContentType:
    return ContentType.objects.get_for_model(type(sheet))


def _new(sheet: Moderated, state: State) -> None:
    if sheet.pk is not None:
        raise ForbiddenMove(sheet, sheet.state, state)
    sheet.state = state
