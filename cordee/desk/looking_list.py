"""What contributors published and nobody of the team has looked at since, in one's remit, with filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import differences, permissions, queries
from cordee.actions.models import Action
from cordee.actions.three_way import changed
from cordee.core.text import number_in
from cordee.desk.sheet_dossier import content_before
from cordee.desk.sources import title_of
from cordee.moderation import operations as moderation
from cordee.moderation.models import ToLookAt
from cordee.organisations.enums import Kind
from cordee.territory import instance

WHAT = {"nouvelles": gettext_lazy("New sheets"), "modifiees": gettext_lazy("Edited sheets")}
"""Whether the whole sheet is new, or something of it was changed."""
_FROM = "a-regarder"


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the list one looks at; whatever an address does not know is no filter."""

    kind: str = ""
    commune: str = ""
    what: str = ""
    by: int = 0
    is_newest_first: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Filters":
        """As an address says them."""
        kind, commune, what = said.get("nature", ""), said.get("commune", ""), said.get("quoi", "")
        return cls(
            kind=kind if kind in Kind.values else "",
            commune=commune if commune in instance.current().communes else "",
            what=what if what in WHAT else "",
            by=number_in(said.get("qui", ""), digits=9) or 0,
            is_newest_first=said.get("tri") == "recentes",
        )

    def of_lines(self, found: QuerySet[ToLookAt]) -> QuerySet[ToLookAt]:
        """Those that it leaves, in its order, whatever they are lines of."""
        found = found.filter(by=self.by) if self.by else found
        found = found.filter(before__isnull=self.what == "nouvelles") if self.what else found
        order = ("-since", "-pk") if self.is_newest_first else ("since", "pk")
        return found.order_by(*order)

    def said(self) -> dict[str, str | int]:
        """The same for an address."""
        pairs: dict[str, str | int] = {
            "nature": self.kind,
            "commune": self.commune,
            "quoi": self.what,
            "qui": self.by,
            "tri": "recentes" if self.is_newest_first else "",
        }
        return {name: value for name, value in pairs.items() if value}


NO_FILTER = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sheet of the list, with what changed in a line."""

    action: Action
    title: str
    is_new: bool
    changed: str
    since: datetime
    by: User | None
    url: str


def rows(user: User, filters: Filters) -> QuerySet[ToLookAt]:
    """The list in one's remit."""
    sheets = permissions.moderated_by(user)
    sheets = sheets.filter(lead__kind=filters.kind) if filters.kind else sheets
    sheets = sheets.filter(lead__commune=filters.commune) if filters.commune else sheets
    return filters.of_lines(queries.to_look_at().filter(object_id__in=sheets.values("pk")))


def number(user: User) -> int:
    """How many sheets there are."""
    return rows(user, NO_FILTER).count()


def writers(*found: QuerySet[ToLookAt]) -> list[tuple[int, str]]:
    """Who has written what is in these lists."""
    rule = Q()
    for lines_of_one in found:
        rule |= Q(pk__in=lines_of_one.order_by().values("by"))
    people = User.objects.filter(rule).order_by("last_name", "first_name", "pk")
    return [(person.pk, person.get_full_name()) for person in people]


def lines(found: Iterable[ToLookAt], filters: Filters) -> list[Line]:
    """What is shown of each: the same queries for any number."""
    found = list(found)
    sheets = Action.objects.filter(pk__in=[row.object_id for row in found])
    known = {action.pk: action for action in queries.with_everything(sheets)}
    return [_line(row, known[row.object_id], filters) for row in found if row.object_id in known]


def is_from(said: Mapping[str, Any]) -> bool:
    """Whether one came to a sheet from this list."""
    return said.get("de") == _FROM


def way() -> tuple[str, str]:
    """Back to the list."""
    return reverse("desk-look:index"), _("To look at")


def moment_of(action: Action) -> datetime | None:
    """Since when the sheet is in the list."""
    return moderation.waiting_for_a_look(action).values_list("since", flat=True).first()


def next_url(user: User, said: Mapping[str, Any], *, since: datetime | None) -> str:
    """The sheet that comes after that moment, else the first one; the list where nothing is left."""
    filters = Filters.of(said)
    whole = rows(user, filters)
    beyond = {"since__lte" if filters.is_newest_first else "since__gte": since}
    row = (whole.filter(**beyond).first() if since else None) or whole.first()
    return _address(row.object_id, filters) if row else f"{way()[0]}?{urlencode(filters.said())}"


def _line(row: ToLookAt, action: Action, filters: Filters) -> Line:
    before = content_before(row)
    parts = changed(before, queries.content_of(action)) if before else []
    labels = dict.fromkeys(differences.label_of(part) for part in parts)
    summary = queries.text_in(action, get_language() or "").summary
    return Line(
        action=action,
        title=title_of(action),
        is_new=before is None,
        changed=", ".join(labels) if before else summary,
        since=row.since,
        by=row.by,
        url=_address(action.pk, filters),
    )


def _address(number: int, filters: Filters) -> str:
    asked = urlencode({"de": _FROM, **filters.said()})
    return f"{reverse('desk-queue:sheet', args=[number])}?{asked}"
