"""My space: what awaits me first, what is new for me, my sheets, my structures, my requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.accounts.models import User
from cordee.actions.keeping import beginnings, draft_lines, kept
from cordee.actions.keeping.beginnings import Beginning
from cordee.actions.keeping.draft_lines import DraftLine
from cordee.actions.keeping.kept import Kept
from cordee.organisations import permissions
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership
from cordee.portal.pages import space_items, space_news, space_requests, space_team
from cordee.portal.pages.space_items import Item
from cordee.portal.pages.space_news import New
from cordee.portal.pages.space_requests import Asked

SHEETS_SHOWN = 5
DRAFTS_SHOWN = 3
_REMEMBERED = timedelta(days=60)
"""For so long a refusal or an end is shown, with its reason."""
_SHOWN = (MembershipState.REQUESTED, MembershipState.ACTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """One structure of hers, as what, how it stands, and since when."""

    name: str
    url: str
    role: str
    state: str
    is_active: bool
    since: datetime
    reason: str
    people_url: str
    take_back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The page."""

    title: str
    lead: str
    items: list[Item]
    news: list[New]
    drafts: list[DraftLine]
    draft_count: int
    sheets: list[Kept]
    sheet_count: int
    beginning: Beginning | None
    write_url: str
    belongings: list[Belonging]
    requests: list[Asked]
    is_team: bool
    find_url: str


def build(user: User, language: str) -> Space:
    """What is there for this person, as the database now says."""
    memberships = list(user.memberships.select_related("organisation").order_by("-requested_at", "-pk"))
    in_force = set(permissions.effective().filter(user=user.pk).values_list("pk", flat=True))
    sheets, drafts = kept.by(user, language), draft_lines.of(user, language)
    beginning = beginnings.of(user)
    items = [
        *_first_steps(user, memberships),
        *_to_take_over(memberships),
        *_to_decide(user),
        *space_items.of_sheets(user, sheets, drafts),
    ]
    items.sort(key=lambda item: not item.is_first)
    return Space(
        title=_title(len(items)),
        lead=_lead(user, memberships),
        items=items,
        news=space_news.build(user, language),
        drafts=drafts[:DRAFTS_SHOWN],
        draft_count=len(drafts),
        sheets=sheets[:SHEETS_SHOWN],
        sheet_count=len(sheets),
        beginning=None if sheets or beginning.joins else beginning,
        write_url=reverse("write_action") if beginning.writes else "",
        belongings=[_belonging(one, in_force) for one in memberships if _is_shown(one)],
        requests=space_requests.build(user, language),
        is_team=user.is_staff,
        find_url=reverse("find_structure"),
    )


def _title(number: int) -> str:
    if not number:
        return _("Nothing awaits you")
    return ngettext("One thing awaits you", "%(number)d things await you", number) % {"number": number}


def _lead(user: User, memberships: list[Membership]) -> str:
    """How the account stands, in a sentence."""
    if user.is_staff:
        return _("Your account is one of the team.")
    if user.is_verified:
        return _("Your account is verified.")
    if user.refused_at:
        return _("Your account was not accepted: %(reason)s") % {"reason": user.decision_reason}
    if any(membership.state == MembershipState.REQUESTED for membership in memberships):
        return _("Your request is on its way: you will have the answer by e-mail.")
    return _("Your account is open; it is verified with your structure.")


def _first_steps(user: User, memberships: list[Membership]) -> Iterator[Item]:
    if user.is_staff or user.is_reader or any(membership.is_open for membership in memberships):
        return
    yield Item(
        icon="users",
        kind=_("To begin"),
        title=_("Find your structure"),
        text=_("It is in its name that you publish and meet others. Count two minutes."),
        url=reverse("find_structure"),
        label=_("Find it"),
        is_first=True,
    )


def _to_take_over(memberships: list[Membership]) -> Iterator[Item]:
    for membership in memberships:
        organisation = membership.organisation
        if (
            membership.state == MembershipState.ACTIVE
            and membership.asked_to_take_over_at
            and organisation.without_referent_since
        ):
            yield Item(
                icon="handshake",
                kind=_("Your structure"),
                title=_("“%(structure)s” has no referent any more") % {"structure": organisation.name},
                text=_("You are its eldest member: will you answer for its sheet and its members?"),
                url=reverse("structure_people", args=[organisation.slug]),
                label=_("See"),
                is_first=True,
            )


def _to_decide(user: User) -> Iterator[Item]:
    """Requests on which this person decides: the team at its desk, a referent in her structure."""
    if user.is_staff:
        if number := space_team.waiting(user):
            yield Item(
                icon="list",
                kind=_("The team’s desk"),
                title=ngettext(
                    "One thing waits for a decision", "%(number)d things wait for a decision", number
                )
                % {"number": number},
                text=_("The eldest first."),
                url=reverse("desk-queue:index"),
                label=_("Open the queue"),
            )
        return
    requests = permissions.decidable_by(user).select_related("user", "organisation").order_by("requested_at")
    for membership in requests:
        yield Item(
            icon="user",
            kind=_("Request"),
            title=_("%(person)s asks to join “%(structure)s”")
            % {"person": membership.user.get_full_name(), "structure": membership.organisation.name},
            text=membership.reason,
            url=reverse("structure_people", args=[membership.organisation.slug]),
            label=_("Decide"),
        )


def _is_shown(membership: Membership) -> bool:
    """What is open, and for a while what is not any more."""
    ended = membership.ended_at or membership.decided_at
    return membership.state in _SHOWN or (ended is not None and timezone.now() - ended < _REMEMBERED)


def _belonging(membership: Membership, in_force: set[int]) -> Belonging:
    organisation = membership.organisation
    is_active = membership.pk in in_force
    url = reverse("organisation", args=[organisation.slug]) if organisation.is_published else ""
    people = reverse("structure_people", args=[organisation.slug]) if is_active else ""
    return Belonging(
        name=organisation.name,
        url=url,
        role=membership.get_role_display(),
        state=membership.get_state_display(),
        is_active=is_active,
        since=membership.ended_at or membership.decided_at or membership.requested_at,
        reason=membership.decision_reason or membership.end_reason,
        people_url=people,
        take_back_url=(
            reverse("take_back_request", args=[membership.pk])
            if membership.state == MembershipState.REQUESTED
            else ""
        ),
    )
