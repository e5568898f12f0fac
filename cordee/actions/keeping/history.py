"""The versions of a sheet that were kept, and what was decided on it, with the names that one may read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.accounts.models import User
from cordee.actions import differences, permissions, versions
from cordee.actions.content import from_json
from cordee.actions.models import Action
from cordee.actions.three_way import changed
from cordee.journal.models import Change

ON_A_PAGE = 10
MOST_ACTS = 8


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when, by whom, which parts differ from the one before."""

    at: datetime
    by: str
    parts: tuple[str, ...]
    is_first: bool
    is_now: bool
    compare_url: str
    restore_url: str


@dataclass(frozen=True, slots=True)
class Versions:
    """One page of them, the latest first; where the others are."""

    shown: list[Version]
    newer: int | None
    older: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done or decided."""

    at: datetime
    what: str
    by: str
    reason: str


class Names:
    """Who did what, as far as this person may read it: one query for all."""

    def __init__(self, viewer: User, action: Action, people: Iterable[User | None]) -> None:
        numbers = {person.pk for person in people if person}
        seen = permissions.named_to(viewer, action).filter(pk__in=numbers)
        self._names = {person.pk: person.get_full_name() for person in seen}
        self._viewer = viewer.pk

    def of(self, person: User | None) -> str:
        """Her name, or in what quality she acted; nothing where nobody with an account did."""
        if person is None:
            return ""
        if person.pk == self._viewer:
            return _("you")
        return self._names.get(person.pk) or (_("the team") if person.is_staff else _("a contributor"))


def of(action: Action, viewer: User, page: str | None) -> Versions:
    """The versions for who may edit the sheet. Three queries."""
    kept = versions.read_by(viewer, action)
    shown = Paginator(range(len(kept)), ON_A_PAGE).get_page(page)
    names = Names(viewer, action, (kept[n].user for n in shown))
    return Versions(
        [_version(action, kept[n : n + 2], names, is_now=n == 0) for n in shown],
        shown.previous_page_number() if shown.has_previous() else None,
        shown.next_page_number() if shown.has_next() else None,
        len(kept),
    )


def around(action: Action, viewer: User, number: int) -> tuple[Any, Any]:
    """The version with this number and the one before it, each None where it is not there."""
    kept = versions.read_by(viewer, action)
    for version, before in pairwise([*kept, None]):
        if version.pk == number:
            return version, before
    return None, None


def acts(action: Action, viewer: User) -> list[Act]:
    """What was done and decided last, with the reasons. Two queries."""
    rows = Change.objects.filter(subject_type="actions.action", subject_id=action.pk, act__in=_ACTS)
    latest = list(rows.select_related("actor").order_by("-pk")[:MOST_ACTS])
    names = Names(viewer, action, (change.actor for change in latest))
    return [
        Act(change.at, str(_ACTS[change.act]), names.of(change.actor), _reason(change)) for change in latest
    ]


def _version(action: Action, kept: Sequence[Any], names: Names, *, is_now: bool) -> Version:
    """The first of these, with what differs from the second, if there is one."""
    now, *before = (from_json(one.content["content"]) for one in kept)
    parts = dict.fromkeys(differences.label_of(part) for one in before for part in changed(one, now))
    where = [action.slug, kept[0].pk]
    return Version(
        at=kept[0].created_at,
        by=names.of(kept[0].user),
        parts=tuple(parts),
        is_first=not before,
        is_now=is_now,
        compare_url=reverse("my_action_version", args=where) if parts else "",
        restore_url="" if is_now else reverse("restore_action", args=where),
    )


def _reason(change: Change) -> str:
    reason = change.details.get("reason", "") if isinstance(change.details, dict) else ""
    return reason if isinstance(reason, str) else ""


_ACTS: dict[str, str | Promise] = {
    "action.created": gettext_lazy("Written"),
    "action.submitted": gettext_lazy("Handed in"),
    "action.draft": gettext_lazy("Taken back"),
    "action.proposed": gettext_lazy("Edit handed in"),
    "action.published": gettext_lazy("Published"),
    "action.approved": gettext_lazy("Edit published"),
    "action.refused": gettext_lazy("Edit not published"),
    "action.changes-requested": gettext_lazy("Changes requested"),
    "action.changes-asked": gettext_lazy("Changes requested"),
    "action.withdrawn": gettext_lazy("Withdrawn"),
    "action.archived": gettext_lazy("Archived"),
    "action.looked-at": gettext_lazy("Looked at by the team"),
    "action.undone": gettext_lazy("The team takes back its last decision"),
    "action.confirmed": gettext_lazy("Confirmed by the structure"),
    "action.part-confirmed": gettext_lazy("A structure confirms that it carries it too"),
    "action.part-declined": gettext_lazy("A structure says that it takes no part"),
}
"""The acts that concern who keeps the sheet; what was edited stands among the versions."""
