"""What `/espace/actions/<slug>/` shows: the sheet from the inside, or to a structure that it names."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import permissions, queries
from cordee.actions.completeness import Completeness, completeness
from cordee.actions.content import from_json
from cordee.actions.differences import Difference, differences
from cordee.actions.keeping import history, kept, lines
from cordee.actions.keeping.finding import Found
from cordee.actions.keeping.history import Act, Names, Versions
from cordee.actions.keeping.kept import Kept
from cordee.actions.keeping.standing import Standing, Stands, said
from cordee.actions.models import Action, CoLead, Draft
from cordee.moderation import operations as moderation

_HANDED_IN_FROM = {Standing.TAKEN_BACK, Standing.WITHDRAWN, Standing.ARCHIVED}


@dataclass(frozen=True, slots=True)
class Part:
    """A structure that carries the action too, and what it says of it."""

    number: int
    name: str
    is_asked: bool
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Pending:
    """The edit that waits: who handed it in, and how it differs from what everybody reads."""

    by: str
    differences: list[Difference]


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """The acts that this person may do now."""

    submit: bool
    take_back: bool
    archive: bool
    confirm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What only those who may edit the sheet find."""

    stands: Stands
    may: May
    complete: Completeness
    pending: Pending | None
    draft: Draft | None
    acts: list[Act]
    versions: Versions
    co_leads: list[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The page."""

    kept: Kept
    version: int
    public_url: str
    parts: list[Part]
    keeping: Keeping | None = field(default=None)


def build(viewer: User, found: Found, language: str, page: str | None) -> Inside:
    """The page of a sheet that was found for this person; `page` of its versions."""
    action = found.action
    (row,) = kept.rows(Action.objects.filter(pk=action.pk), language)
    is_public = queries.visible_to(viewer).filter(pk=action.pk).exists()
    return Inside(
        kept=row,
        version=action.version,
        public_url=reverse("action", args=[action.slug]) if is_public else "",
        parts=[_part(co_lead) for co_lead in _questions(viewer, found)],
        keeping=_keeping(viewer, action, row, page) if found.is_keeper else None,
    )


def _keeping(viewer: User, action: Action, row: Kept, page: str | None) -> Keeping:
    since = lines.handed_in([action.pk]).get(action.pk)
    return Keeping(
        stands=said(row.standing, is_live=row.is_live, since=since, reason=row.reason),
        may=_may(viewer, action, row),
        complete=completeness(queries.content_of(action)),
        pending=_pending(viewer, action),
        draft=Draft.objects.filter(owner=viewer, action=action).first(),
        acts=history.acts(action, viewer),
        versions=history.of(action, viewer, page),
        co_leads=[_part(co_lead) for co_lead in action.co_leads.all()],
    )


def _may(viewer: User, action: Action, row: Kept) -> May:
    asked_and_hidden = row.standing == Standing.TO_CHANGE and not row.is_live
    declares = permissions.contributes_to(viewer).filter(pk=action.lead_id).exists()
    return May(
        submit=row.standing in _HANDED_IN_FROM or asked_and_hidden,
        take_back=row.standing == Standing.WAITS,
        archive=row.standing != Standing.ARCHIVED,
        confirm=row.is_live and declares and action.confirmed_on != timezone.localdate(),
    )


def _pending(viewer: User, action: Action) -> Pending | None:
    waiting = moderation.pending(action)
    if waiting is None:
        return None
    author = action.latest_revision.user
    compared = differences(queries.content_of(action), queries.with_mergers(from_json(waiting)))
    return Pending(Names(viewer, action, [author]).of(author), compared)


def _questions(viewer: User, found: Found) -> list[CoLead]:
    """For her own structures each; the team, which may answer for all, sees those that have not answered."""
    own = set(permissions.contributes_to(viewer).values_list("pk", flat=True))
    return [
        part
        for part in found.parts
        if part.organisation_id in own or (part.asked_at is not None and part.confirmed_at is None)
    ]


def _part(co_lead: CoLead) -> Part:
    day = timezone.localdate(co_lead.confirmed_at) if co_lead.confirmed_at else None
    return Part(co_lead.organisation_id, co_lead.organisation.name, co_lead.asked_at is not None, day)
