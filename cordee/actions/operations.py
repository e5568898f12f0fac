"""Writing actions: one way in for forms, imports, commands; each write is journalled in its transaction.

It asks nobody's right: the team and its imports write so. What people do is in `contributing`, `deciding`…
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from cordee.actions import checks, dates, queries
from cordee.actions.content import (
    SCALARS,
    Content,
    PartnerName,
    Place,
    Text,
    as_json,
    changed_parts,
    from_json,
)
from cordee.actions.models import (
    Action,
    ActionForm,
    ActionGoal,
    ActionText,
    ActionTheme,
    CoLead,
    Location,
    Partner,
)
from cordee.actions.three_way import rebased
from cordee.core import bulk, shelf
from cordee.core.fitting import key_misfits
from cordee.core.slugs import free_slugs
from cordee.journal import operations as journal
from cordee.moderation import handling
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State


class InvalidContent(Exception):
    """The content lacks what a sheet needs; `problems` holds one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action to write: the key by which its source knows it, and what it says."""

    key: str | None
    content: Content


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many sheets were made, changed, or already said the same."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def put(entries: Sequence[Entry], *, by: Any = None) -> Outcome:
    """Write the entries: new keys become live sheets, known ones are edited where they differ."""
    entries = [replace(entry, content=checked(entry.content)) for entry in entries]
    if problems := [problem for entry in entries for problem in key_misfits(Action, entry.key)]:
        raise InvalidContent(problems)
    known = queries.by_key((entry.key for entry in entries if entry.key), locked=True)
    fresh = [entry for entry in entries if entry.key not in known]
    edits = []
    for entry in entries:
        action = known.get(entry.key or "")
        if action and changed_parts(queries.content_of(action), entry.content):
            edits.append((action, entry.content))
    with journal.gathered():
        _create(fresh, by=by, is_approved=True)
        for action, content in edits:
            _rewrite(action, content, by=by)
    return Outcome(len(fresh), len(edits), len(entries) - len(fresh) - len(edits))


@transaction.atomic
def edit(*, action: Action, content: Content, by: Any = None) -> bool:
    """Make the sheet say this. False where it already did."""
    content = checked(content)
    current = locked(action)
    is_changed = bool(changed_parts(queries.content_of(current), content))
    if is_changed:
        _rewrite(current, content, by=by)
    return is_changed


@transaction.atomic
def propose(*, action: Action, content: Content, by: Any = None) -> None:
    """Keep an edit of a live sheet as pending: the public goes on reading what was approved."""
    content = checked(content)
    current = locked(action)
    _keep_first(current, queries.content_of(current))
    next_version(current)
    moderation.propose(current, as_json(content), by=by)
    action.refresh_from_db(fields=["latest_revision", "has_unpublished_changes", "version"])


@transaction.atomic
def approve(*, action: Action, by: Any = None) -> None:
    """Make the pending edit what the public reads."""
    current = locked(action)
    waiting = moderation.pending(current)
    if waiting is None:
        raise InvalidContent([_("Nothing waits for approval on this sheet.")])
    content = checked(queries.with_mergers(from_json(waiting)))
    if changed_parts(queries.content_of(current), content):
        _rewrite(current, content, by=by, is_settled=True)
    moderation.settle(current, approved=True, by=by)
    action.refresh_from_db()


def archive(*, action: Action, by: Any = None, reason: str = "") -> None:
    """Take the sheet out of every public page; it stays in the memory of the team."""
    moderation.move(action, to=State.ARCHIVED, by=by, reason=reason)


def publish(*, action: Action, by: Any = None) -> None:
    """Put a draft, withdrawn or archived sheet (again) before the public."""
    moderation.move(action, to=State.PUBLISHED, by=by)


def locked(action: Action) -> Action:
    """The sheet as the database now has it; nobody else writes it before the end of the transaction."""
    rows = Action.objects.select_for_update(of=("self",)).filter(pk=action.pk)
    return queries.with_everything(rows).get()


def keep(action: Action, *, by: Any) -> None:
    """Keep what the sheet says as a version. The row is locked, with everything."""
    moderation.keep_revision(action, as_json(queries.content_of(action)), by=by)


def next_version(action: Action) -> None:
    """Count a write. The row is locked."""
    action.version += 1
    Action.objects.filter(pk=action.pk).update(version=action.version)


@transaction.atomic
def delete(*, action: Action, by: Any = None, reason: str = "") -> None:
    """Remove the sheet for good; the journal keeps that it was there and who removed it."""
    journal.record("action.deleted", action, by=by, details={"reason": reason})
    attached = [*action.images.values_list("token"), *action.documents.values_list("token")]
    shelf.remove_after_commit(token for (token,) in attached)
    moderation.waiting_for_a_look(action).delete()
    handling.forget(action)
    action.delete()


@transaction.atomic
def create(*, content: Content, by: Any, is_live: bool) -> Action:
    """A new sheet, public from its first row on or waiting for an animator; its first version is kept."""
    content = checked(content)
    (action,) = _create([Entry(key=None, content=content)], by=by, is_live=is_live)
    moderation.keep_revision(action, as_json(content), by=by)
    return action


def problems_of(content: Content) -> list[str]:
    """What keeps this from being written as a sheet, in sentences that say how to mend it."""
    return _problems(content.tidy())


def _problems(content: Content) -> list[str]:
    return (
        content.problems()
        + [problem for _column, problem in dates.problems(content)]
        + checks.problems(content)
    )


def checked(content: Content) -> Content:
    """The content as it is kept. Raises `InvalidContent`."""
    content = content.tidy()
    if problems := _problems(content):
        raise InvalidContent(problems)
    return replace(content, places=tuple(checks.settled(place) for place in content.places))


_RESERVED = ("nouvelle",)
"""The form of a new sheet stands at this word, where the others have their own pages."""


def _create(
    entries: Sequence[Entry], *, by: Any, is_live: bool = True, is_approved: bool = False
) -> list[Action]:
    wanted = [entry.key or entry.content.texts[entry.content.language].title for entry in entries]
    actions = []
    for entry, slug in zip(entries, free_slugs(Action, wanted, reserved=_RESERVED), strict=True):
        action = Action(key=entry.key or None, slug=slug)
        action.approved_for_id = entry.content.lead if is_approved else None
        _set_scalars(action, entry.content)
        (moderation.born_live if is_live else moderation.born_submitted)(action)
        actions.append(action)
    Action.objects.bulk_create(actions, batch_size=500)
    _insert_rows(zip(actions, (entry.content for entry in entries), strict=True))
    journal.record_all("action.created", [(action, {}) for action in actions], by=by)
    return actions


def _rewrite(action: Action, content: Content, *, by: Any, is_settled: bool = False) -> None:
    """Write a locked sheet anew. What waits for approval is put on top of it, unless this is it."""
    before = queries.content_of(action)
    waiting = None if is_settled else moderation.pending(action)
    author = action.latest_revision.user if waiting else None
    _keep_first(action, before)
    answers = _answers(action)
    _set_scalars(action, content)
    action.version += 1
    # Its state stays out of this: somebody may be moving the sheet at the same time.
    action.save(update_fields=["lead", "edited_at", "version", *SCALARS])
    for model in _TABLES:
        model._default_manager.filter(action=action).delete()
    _insert_rows([(action, content)])
    for number, answer in answers.items():
        CoLead.objects.filter(action=action, organisation=number).update(**answer)
    moderation.keep_revision(action, as_json(content), by=by)
    if waiting:
        moderation.put_off(action, as_json(rebased(before, content, from_json(waiting))), by=author)
    journal.record("action.edited", action, by=by, details={"changed": changed_parts(before, content)})


def _keep_first(action: Action, content: Content) -> None:
    """What an import wrote is kept at the first edit, so that it can be compared with and restored."""
    if action.latest_revision_id is None:
        moderation.keep_revision(action, as_json(content))


def _answers(action: Action) -> dict[int, dict[str, Any]]:
    """What the structures that carry it too were asked and answered: rows are made anew, this stays."""
    names = ("asked_at", "confirmed_at", "confirmed_by_id")
    return {
        co_lead.organisation_id: {name: getattr(co_lead, name) for name in names}
        for co_lead in action.co_leads.all()
        if co_lead.asked_at or co_lead.confirmed_at
    }


def _set_scalars(action: Action, content: Content) -> None:
    action.lead_id = content.lead
    for name in SCALARS:
        setattr(action, name, getattr(content, name))


def _insert_rows(pairs: Iterable[tuple[Action, Content]]) -> None:
    """One bulk insert per table, however many actions."""
    said = [(action.pk, content) for action, content in pairs]
    for model, (columns, rows_of) in _TABLES.items():
        rows = [(number, *row) for number, content in said for row in rows_of(content)]
        if rows:
            bulk.insert(model, ("action_id", *columns), rows)


def _names(value: type[Text | Place | PartnerName]) -> tuple[str, ...]:
    return tuple(item.name for item in fields(value))


def _said(value: Text | Place | PartnerName) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in _names(type(value)))


def _place(place: Place) -> tuple[Any, ...]:
    # A plain str for SQL, not an enum.
    return _said(replace(place, precision=place.precision.value))  # type: ignore[arg-type]


Rows = Iterable[tuple[Any, ...]]
_TABLES: dict[type[Model], tuple[tuple[str, ...], Callable[[Content], Rows]]] = {
    ActionText: (
        ("language", *_names(Text)),
        lambda content: ((language, *_said(text)) for language, text in content.texts.items()),
    ),
    Location: (
        ("position", *_names(Place)),
        lambda content: ((n, *_place(place)) for n, place in enumerate(content.places)),
    ),
    Partner: (
        ("position", *_names(PartnerName)),
        lambda content: ((n, *_said(partner)) for n, partner in enumerate(content.partners)),
    ),
    CoLead: (("organisation_id",), lambda content: ((number,) for number in content.co_leads)),
    ActionGoal: (("goal",), lambda content: ((goal,) for goal in content.goals)),
    ActionTheme: (("theme",), lambda content: ((theme,) for theme in content.themes)),
    ActionForm: (("form",), lambda content: ((form,) for form in content.forms)),
    Action.readers.through: (("user_id",), lambda content: ((number,) for number in content.readers)),
}
"""The tables around an action: their columns, and the rows that a content makes in each."""
