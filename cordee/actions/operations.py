"""Writing actions: one way in for forms, imports, commands; each write is journalled in its transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.db.models import Model

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
from cordee.core import bulk
from cordee.core.fitting import key_misfits
from cordee.core.slugs import free_slugs
from cordee.journal import operations as journal
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
    entries = [replace(entry, content=_checked(entry.content)) for entry in entries]
    if problems := [problem for entry in entries for problem in key_misfits(Action, entry.key)]:
        raise InvalidContent(problems)
    known = queries.by_key((entry.key for entry in entries if entry.key), locked=True)
    fresh = [entry for entry in entries if entry.key not in known]
    edits = []
    for entry in entries:
        action = known.get(entry.key or "")
        if action and (changes := changed_parts(queries.content_of(action), entry.content)):
            edits.append((action, entry.content, changes))
    with journal.gathered():
        _create(fresh, by=by)
        for action, content, changes in edits:
            _rewrite(action, content, changes, by=by)
    return Outcome(len(fresh), len(edits), len(entries) - len(fresh) - len(edits))


@transaction.atomic
def edit(*, action: Action, content: Content, by: Any = None) -> bool:
    """Make the sheet say this. False where it already did."""
    content = _checked(content)
    current = queries.with_everything(
        Action.objects.select_for_update(of=("self",)).filter(pk=action.pk)
    ).get()
    changes = changed_parts(queries.content_of(current), content)
    if changes:
        _rewrite(current, content, changes, by=by)
    return bool(changes)


@transaction.atomic
def propose(*, action: Action, content: Content, by: Any = None) -> None:
    """Keep an edit of a live sheet as pending: the public goes on reading what was approved."""
    moderation.propose(action, as_json(_checked(content)), by=by)


@transaction.atomic
def approve(*, action: Action, by: Any = None) -> None:
    """Make the pending edit what the public reads."""
    waiting = moderation.pending(action)
    if waiting is None:
        raise InvalidContent(["Nothing waits for approval on this sheet."])
    edit(action=action, content=from_json(waiting), by=by)
    moderation.settle(action, approved=True, by=by)


def archive(*, action: Action, by: Any = None, reason: str = "") -> None:
    """Take the sheet out of every public page; it stays in the memory of the team."""
    moderation.move(action, to=State.ARCHIVED, by=by, reason=reason)


def publish(*, action: Action, by: Any = None) -> None:
    """Put a draft, withdrawn or archived sheet (again) before the public."""
    moderation.move(action, to=State.PUBLISHED, by=by)


@transaction.atomic
def delete(*, action: Action, by: Any = None, reason: str = "") -> None:
    """Remove the sheet for good; the journal keeps that it was there and who removed it."""
    journal.record("action.deleted", action, by=by, details={"reason": reason})
    action.delete()


def problems_of(content: Content) -> list[str]:
    """What keeps this from being written as a sheet, in sentences that say how to mend it."""
    return _problems(content.tidy())


def _problems(content: Content) -> list[str]:
    return (
        content.problems()
        + [problem for _column, problem in dates.problems(content)]
        + checks.problems(content)
    )


def _checked(content: Content) -> Content:
    """The content as it is kept. Raises `InvalidContent`."""
    content = content.tidy()
    if problems := _problems(content):
        raise InvalidContent(problems)
    return replace(content, places=tuple(checks.settled(place) for place in content.places))


def _create(entries: Sequence[Entry], *, by: Any) -> None:
    wanted = [entry.key or entry.content.texts[entry.content.language].title for entry in entries]
    actions = []
    for entry, slug in zip(entries, free_slugs(Action, wanted), strict=True):
        action = Action(key=entry.key or None, slug=slug)
        _set_scalars(action, entry.content)
        moderation.born_live(action)
        actions.append(action)
    Action.objects.bulk_create(actions, batch_size=500)
    _insert_rows(zip(actions, (entry.content for entry in entries), strict=True))
    journal.record_all("action.created", [(action, {}) for action in actions], by=by)


def _rewrite(action: Action, content: Content, changes: dict[str, Any], *, by: Any) -> None:
    _set_scalars(action, content)
    # Its state stays out of this: somebody may be moving the sheet at the same time.
    action.save(update_fields=["lead", "edited_at", *SCALARS])
    for model in _TABLES:
        model._default_manager.filter(action=action).delete()
    _insert_rows([(action, content)])
    moderation.keep_revision(action, as_json(content), by=by)
    journal.record("action.edited", action, by=by, details={"changed": changes})


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
