"""What an animator needs to judge a sheet: what changed, what looks like it, what was decided before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import differences, duplicates, queries, versions
from cordee.actions.content import Content, from_json
from cordee.actions.differences import Difference
from cordee.actions.duplicates import Candidate
from cordee.actions.labels import label
from cordee.actions.models import Action, Confirmation, Report
from cordee.actions.three_way import changed
from cordee.desk.sentences import Told, told
from cordee.desk.sources import title_of
from cordee.journal.models import Change
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.moderation.models import ToLookAt
from cordee.organisations.regimes import regime_of

_PAST, _REPORTS, _CONFIRMATIONS, _VERSIONS = 20, 20, 10, 10


class Why(StrEnum):
    """For what the sheet is before the animator."""

    NEW = "new"
    EDIT = "edit"
    LOOK = "look"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the sheet: what it is called, what it said, what it says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One that was kept, to be brought back."""

    number: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDossier:
    """All of it, for one page."""

    action: Action
    title: str
    why: Why
    since: datetime | None
    by: User | None
    is_compared: bool
    parts: list[Part]
    lead_kind: str
    lead_place: str
    regime: str
    alike: list[tuple[Candidate, str]]
    """Each with why, in words."""
    past: list[Told]
    reports: list[Report]
    confirmations: list[Confirmation]
    versions: list[Version]


def of(action: Action, *, viewer: User) -> SheetDossier:
    """The dossier of a sheet that comes `with_everything`. The number of queries is fixed."""
    live = queries.content_of(action)
    look = moderation.waiting_for_a_look(action).select_related("before", "by").first()
    why = why_of(action, look)
    before, after = _compared(action, live, look, why)
    found = differences.differences(before, after) if before else differences.whole(after)
    lead = action.lead
    return SheetDossier(
        action=action,
        title=title_of(action),
        why=why,
        since=look.since if look else None,
        by=look.by if look and why == Why.LOOK else versions.author_of(action),
        is_compared=before is not None,
        parts=[_part(one, is_compared=before is not None) for one in found],
        lead_kind=lead.get_kind_display(),
        lead_place=label("commune", lead.commune, "") if lead.commune else lead.locality,
        regime=str(regime_of(lead).label),
        alike=_alike(action, after, viewer),
        past=_past(action),
        reports=list(action.reports.order_by("settled_at", "-at")[:_REPORTS]),
        confirmations=list(action.confirmations.order_by("-asked_at")[:_CONFIRMATIONS]),
        versions=list(earlier(action)),
    )


def why_of(action: Action, look: ToLookAt | None) -> Why:
    """What comes first: a decision that somebody awaits, then a look."""
    if action.state == State.SUBMITTED:
        return Why.NEW
    if action.live and action.has_unpublished_changes:
        return Why.EDIT
    return Why.LOOK if look else Why.NOTHING


def content_before(look: ToLookAt) -> Content | None:
    """What the sheet said when it was looked at last; None where the whole of it is new."""
    return from_json(look.before.content["content"]) if look.before else None


def _compared(
    action: Action, live: Content, look: ToLookAt | None, why: Why
) -> tuple[Content | None, Content]:
    """What one knows, and what is to be judged."""
    waiting = moderation.pending(action) if why == Why.EDIT else None
    if waiting:
        return live, queries.with_mergers(from_json(waiting))
    return (content_before(look) if look and why == Why.LOOK else None), live


def _part(one: Difference, *, is_compared: bool) -> Part:
    return Part(label=one.label, before=one.before if is_compared else one.after, after=one.after)


def _alike(action: Action, content: Content, viewer: User) -> list[tuple[Candidate, str]]:
    first, partner = next(iter(content.places), None), next(iter(content.partners), None)
    text = content.texts.get(content.language) or next(iter(content.texts.values()))
    found = duplicates.similar(
        title=text.title,
        viewer=viewer,
        country=first.country if first else "",
        partner=partner.name if partner else "",
        organisation=content.lead,
        but=action.pk,
        at_the_desk=True,
    )
    return [(one, ", ".join(_said_of(one))) for one in found]


def _said_of(one: Candidate) -> list[str]:
    """Where it stands, unless it is public; then what the two have in common."""
    state = [] if one.action.live else [one.action.get_state_display()]
    return state + [str(reason.label) for reason in one.reasons]


def _past(action: Action) -> list[Told]:
    """What was done with the sheet, the latest first."""
    rows = Change.objects.filter(subject_type=action._meta.label_lower, subject_id=action.pk)
    return [told(change) for change in rows.select_related("actor").order_by("-pk")[:_PAST]]


def earlier(action: Action) -> Iterator[Version]:
    """The earlier versions, each with who wrote it, when, and what it changed."""
    kept = list(islice(versions.kept(action), _VERSIONS + 1))
    said = [from_json(revision.content["content"]) for revision in kept]
    for place, revision in enumerate(kept[1:], start=1):
        differing = changed(said[place], said[0])
        if not differing:
            continue
        facts = {
            "moment": date_format(localtime(revision.created_at), "DATETIME_FORMAT"),
            "person": revision.user.get_full_name() if revision.user else _("import"),
            "parts": ", ".join(differences.label_of(part) for part in differing),
        }
        yield Version(
            number=revision.pk, said=_("%(moment)s, %(person)s – differs from today in: %(parts)s") % facts
        )
