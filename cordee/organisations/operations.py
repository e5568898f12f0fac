"""Writing structures: one way in for forms and imports; each write is journalled in its transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.fitting import key_misfits
from cordee.core.slugs import free_slugs
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import checks, departures, merging, permissions, queries, regimes
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


@transaction.atomic
def create(*, content: Content, by: Any = None) -> Organisation:
    """One new live structure."""
    content = tidy(content)
    if problems := problems_of(content, None):
        raise InvalidContent(problems)
    return _create([Entry(key=None, content=content)], by=by)[0]


@transaction.atomic
def edit(*, organisation: Organisation, content: Content, by: Any = None) -> None:
    """Have a structure, which the caller has locked, say something else."""
    content = tidy(content)
    if problems := problems_of(content, organisation):
        raise InvalidContent(problems)
    changes = changed_parts(queries.content_of(organisation), content)
    _rewrite(organisation, content, changes, by=by)


def archive(*, organisation: Organisation, by: Any = None, reason: str = "") -> None:
    """Take the structure's sheet out of the public lists; its actions stay, its people lose their rights."""
    _require_remit(organisation, by)
    moderation.move(organisation, to=State.ARCHIVED, by=by, reason=reason)


def publish(*, organisation: Organisation, by: Any = None) -> None:
    """Put an archived structure in the public lists again, as it was."""
    _require_remit(organisation, by)
    moderation.move(organisation, to=State.PUBLISHED, by=by)


@transaction.atomic
def draft(*, content: Content, by: Any, abroad: str = "") -> Organisation:
    """Write the sheet of a structure that is not public; what it does abroad is for whoever decides on it."""
    content = tidy(content)
    if problems := problems_of(content, None):
        raise InvalidContent(problems)
    (slug,) = free_slugs(Organisation, [content.name])
    organisation = Organisation(slug=slug, abroad=abroad)
    _set(organisation, content)
    organisation.save()
    _insert_rows([(organisation, content)])
    journal.record("organisation.created", organisation, by=by)
    return organisation


@transaction.atomic
def merge(*, organisation: Organisation, into: Organisation, by: Any = None) -> None:
    """Say that a structure is now another: its address leads there, as do those of what it took in before.

    All that points to it follows (see `merging`); what it said of itself stays in its revisions. Of the two
    regimes the stricter holds. Without `by` it is the command line that merges. Raises `InvalidContent`, and
    `merging.UnknownRelation` where something would be left behind.
    """
    rows = Organisation.objects.select_for_update().filter(pk__in=[organisation.pk, into.pk]).order_by("pk")
    found = {one.pk: one for one in rows if one.merged_into_id is None}
    if len(found) < 2:
        raise InvalidContent([_("Merge a structure into another one, neither of them merged already.")])
    if by is not None and not permissions.may_merge(by, organisation, into):
        raise PermissionDenied(_("The team merges structures, where it looks after both."))
    old, new = found[organisation.pk], found[into.pk]
    if not new.live:
        raise InvalidContent([_("Merge into a structure of the public list: accept or publish it first.")])
    moved = _actions_of(old)
    before = queries.content_of(new)
    moderation.keep_revision(old, as_json(queries.content_of(old)), by=by)
    merging.follow(old, new)
    details: dict[str, Any] = {"absorbed": old.pk} | _tighten(old, new)
    old.merged_into = organisation.merged_into = new
    old.without_referent_since = None
    old.save(update_fields=["merged_into", "without_referent_since"])
    departures.arrived(new)
    after = queries.content_of(new)
    if changes := changed_parts(before, after):
        moderation.keep_revision(new, as_json(after), by=by)
        details["changed"] = changes
    journal.record("organisation.merged", old, by=by, details={"into": new.pk, "actions": moved})
    journal.record("organisation.edited", new, by=by, details=details)


def _tighten(old: Organisation, new: Organisation) -> dict[str, Any]:
    """Who wrote under the stricter regime goes on doing so; what is said of it in the journal."""
    regime = regimes.stricter(old, new) if old.live else regimes.regime_of(new)
    if regime == regimes.regime_of(new):
        return {}
    new.regime = regime
    new.save(update_fields=["regime"])
    return {"regime": regime.value}


def problems_of(content: Content, known: Organisation | None) -> list[str]:
    """What keeps this from being a sheet, new or known, in sentences that say how to mend it."""
    found = content.problems() + checks.problems(content)
    if known and _leads_back_to(known.pk, content.parent):
        found.append(_("A structure cannot be part of itself, nor of one of its departments."))
    return found


def problems_of_key(key: str | None) -> list[str]:
    """What keeps this from being the key of a structure."""
    return list(key_misfits(Organisation, key))


def _require_remit(organisation: Organisation, by: Any) -> None:
    """Without `by` it is the command line that acts."""
    if by is not None and not permissions.in_remit(by, organisation):
        raise PermissionDenied(_("Somebody else of the team looks after this structure."))


def _leads_back_to(number: int, parent: int | None) -> bool:
    """The structure is this parent, or is above it."""
    return number in queries.chain_of(parent)


def _actions_of(organisation: Organisation) -> list[int]:
    """Those that it leads or helps, whose place in the index changes with it."""
    led = organisation.actions.values_list("pk", flat=True)
    return sorted({*led, *organisation.co_led.values_list("action_id", flat=True)})


def _create(entries: Sequence[Entry], *, by: Any) -> list[Organisation]:
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
    return organisations


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
