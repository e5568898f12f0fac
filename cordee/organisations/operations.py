"""Writing structures: one way in for forms and imports; each write is journalled in its transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from cordee.core.slugs import free_slugs
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import queries
from cordee.organisations.content import SCALARS, Content, changed_parts
from cordee.organisations.models import Organisation, OrganisationText


class InvalidContent(Exception):
    """The content lacks what a sheet needs; `problems` holds one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One structure to write: the key by which its source knows it, and what it says."""

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
    for entry in entries:
        if problems := entry.content.problems():
            raise InvalidContent(problems)
    known = queries.by_key(entry.key for entry in entries if entry.key)
    fresh = [entry for entry in entries if entry.key not in known]
    edits = []
    for entry in entries:
        organisation = known.get(entry.key or "")
        if organisation and (changes := changed_parts(queries.content_of(organisation), entry.content)):
            edits.append((organisation, entry.content, changes))
    with journal.gathered():
        _create(fresh, by=by)
        for organisation, content, changes in edits:
            _rewrite(organisation, content, changes, by=by)
    return Outcome(len(fresh), len(edits), len(entries) - len(fresh) - len(edits))


def archive(*, organisation: Organisation, by: Any = None, reason: str = "") -> None:
    """Take the structure's sheet out of the public lists; its actions stay."""
    moderation.move(organisation, to=State.ARCHIVED, by=by, reason=reason)


@transaction.atomic
def merge(*, organisation: Organisation, into: Organisation, by: Any = None) -> None:
    """Say that a structure is now another: its address leads there, its actions and departments follow."""
    if organisation.pk == into.pk or into.merged_into_id:
        raise InvalidContent(["Merge into another structure that is not itself merged."])
    moved = list(organisation.actions.values_list("pk", flat=True))
    organisation.actions.update(lead=into)
    organisation.departments.update(parent=into)
    organisation.merged_into = into
    organisation.save(update_fields=["merged_into"])
    journal.record("organisation.merged", organisation, by=by, details={"into": into.pk, "actions": moved})
    journal.record("organisation.edited", into, by=by, details={"absorbed": organisation.pk})


def _create(entries: Sequence[Entry], *, by: Any) -> None:
    organisations = []
    for entry, slug in zip(
        entries, free_slugs(Organisation, [e.key or e.content.name for e in entries]), strict=True
    ):
        organisation = Organisation(key=entry.key or None, slug=slug)
        _set(organisation, entry.content)
        moderation.born_live(organisation)
        organisations.append(organisation)
    Organisation.objects.bulk_create(organisations, batch_size=500)
    _insert_texts(zip(organisations, (entry.content for entry in entries), strict=True))
    journal.record_all("organisation.created", [(organisation, {}) for organisation in organisations], by=by)


def _rewrite(organisation: Organisation, content: Content, changes: dict[str, Any], *, by: Any) -> None:
    _set(organisation, content)
    organisation.save()
    organisation.texts.all().delete()
    _insert_texts([(organisation, content)])
    moderation.keep_revision(organisation, asdict(content), by=by)
    journal.record("organisation.edited", organisation, by=by, details={"changed": changes})


def _set(organisation: Organisation, content: Content) -> None:
    organisation.parent_id = content.parent
    for name in SCALARS:
        setattr(organisation, name, getattr(content, name))


def _insert_texts(pairs: Iterable[tuple[Organisation, Content]]) -> None:
    OrganisationText.objects.bulk_create(
        [
            OrganisationText(organisation=organisation, language=language, description=description)
            for organisation, content in pairs
            for language, description in content.descriptions.items()
        ],
        batch_size=500,
    )
