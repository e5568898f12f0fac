"""Writing structures: one way in for forms and imports; each write is journalled in its transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.core.fitting import key_misfits
from cordee.core.slugs import free_slugs
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import checks, queries
from cordee.organisations.content import SCALARS, Content, as_json, changed_parts, tidy
from cordee.organisations.models import Offer, Organisation, OrganisationSite, OrganisationText


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
    known = queries.by_key((entry.key for entry in entries if entry.key), locked=True)
    entries = [replace(entry, content=tidy(entry.content)) for entry in entries]
    for entry in entries:
        problems = problems_of(entry.content, known.get(entry.key or "")) + problems_of_key(entry.key)
        if problems:
            raise InvalidContent(problems)
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
    """Say that a structure is now another: its address leads there, as do those of what it took in before.

    Its actions, those it carries with others and its departments follow.
    """
    locked = Organisation.objects.select_for_update().filter(pk__in=[organisation.pk, into.pk])
    if len(locked) < 2 or any(one.merged_into_id for one in locked):
        raise InvalidContent([_("Merge a structure into another one, neither of them merged already.")])
    moved = sorted(
        {
            *organisation.actions.values_list("pk", flat=True),
            *organisation.co_led.values_list("action_id", flat=True),
        }
    )
    _move_actions(organisation, into)
    if _leads_back_to(organisation.pk, into.parent_id):
        into.parent_id = organisation.parent_id
        into.save(update_fields=["parent"])
    organisation.departments.exclude(pk=into.pk).update(parent=into)
    organisation.absorbed.update(merged_into=into)
    organisation.merged_into = into
    organisation.save(update_fields=["merged_into"])
    journal.record("organisation.merged", organisation, by=by, details={"into": into.pk, "actions": moved})
    journal.record("organisation.edited", into, by=by, details={"absorbed": organisation.pk})


def problems_of(content: Content, known: Organisation | None) -> list[str]:
    """What keeps this from being a sheet, new or known, in sentences that say how to mend it."""
    found = content.problems() + checks.problems(content)
    if known and _leads_back_to(known.pk, content.parent):
        found.append(_("A structure cannot be part of itself, nor of one of its departments."))
    return found


def problems_of_key(key: str | None) -> list[str]:
    """What keeps this from being the key of a structure."""
    return list(key_misfits(Organisation, key))


def _leads_back_to(number: int, parent: int | None) -> bool:
    """The structure is this parent, or is above it."""
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == number:
            return True
        seen.add(parent)
        parent = Organisation.objects.values_list("parent", flat=True).get(pk=parent)
    return False


def _move_actions(organisation: Organisation, into: Organisation) -> None:
    """No action is led twice by the same structure: who leads it is not among those who help."""
    organisation.actions.update(lead=into)
    shared = into.co_led.values("action")
    organisation.co_led.filter(Q(action__in=shared) | Q(action__lead=into)).delete()
    organisation.co_led.update(organisation=into)
    into.co_led.filter(action__lead=into).delete()


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
    _insert_rows(zip(organisations, (entry.content for entry in entries), strict=True))
    journal.record_all("organisation.created", [(organisation, {}) for organisation in organisations], by=by)


def _rewrite(organisation: Organisation, content: Content, changes: dict[str, Any], *, by: Any) -> None:
    _set(organisation, content)
    # Its state stays out of this: somebody may be archiving or merging it at the same time.
    organisation.save(update_fields=["parent", "logo", *SCALARS])
    for rows in (organisation.texts, organisation.sites, organisation.offers):
        rows.all().delete()
    _insert_rows([(organisation, content)])
    moderation.keep_revision(organisation, as_json(content), by=by)
    journal.record("organisation.edited", organisation, by=by, details={"changed": changes})


def _set(organisation: Organisation, content: Content) -> None:
    organisation.parent_id = content.parent
    organisation.logo_id = content.logo
    for name in SCALARS:
        setattr(organisation, name, getattr(content, name))


def _insert_rows(pairs: Iterable[tuple[Organisation, Content]]) -> None:
    texts, sites, offers = [], [], []
    for organisation, content in pairs:
        texts += [
            OrganisationText(organisation=organisation, language=language, description=description)
            for language, description in content.descriptions.items()
        ]
        sites += [OrganisationSite(organisation=organisation, **asdict(site)) for site in content.sites]
        offers += [Offer(organisation=organisation, **asdict(offer)) for offer in content.offers]
    OrganisationText.objects.bulk_create(texts, batch_size=500)
    OrganisationSite.objects.bulk_create(sites, batch_size=500)
    Offer.objects.bulk_create(offers, batch_size=500)
