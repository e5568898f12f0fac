"""What waits for a decision of the team, as one queue: the eldest first, each with how long it has waited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from cordee.accounts.models import User
from cordee.core.text import number_in
from cordee.desk.sources import LATE, SOURCES, Waiting
from cordee.moderation.models import Handling

WHOSE = {"moi": gettext_lazy("Mine"), "personne": gettext_lazy("Nobody’s")}
"""Whom the things that one looks for are with."""
_FREE = "libre"
"""Nobody's, or mine."""
_Key = tuple[str, int, datetime]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue one looks at; whatever an address does not know is no filter."""

    kind: str = ""
    whose: str = ""
    """One of `WHOSE`, or the number of a colleague."""
    is_late: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Filters":
        """As an address says them."""
        kind, whose = said.get("genre", ""), said.get("suivi", "")
        return cls(
            kind=kind if kind in SOURCES else "",
            whose=whose if whose in WHOSE or number_in(whose) else "",
            is_late=said.get("retard") == "oui",
        )

    def said(self) -> dict[str, str]:
        """The same for an address."""
        pairs = {"genre": self.kind, "suivi": self.whose, "retard": "oui" if self.is_late else ""}
        return {name: value for name, value in pairs.items() if value}


class Queue(Sequence[Waiting]):
    """What waits, in its order; a page of it costs the same queries, however long it is."""

    def __init__(self, rows: Mapping[str, QuerySet[Any]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return sum(rows.count() for rows in self._rows.values())

    def __getitem__(self, place: Any) -> Any:
        """The lines of a slice, or one line."""
        if isinstance(place, slice):
            return list(self._lines(list(_united(self._rows)[place])))
        return next(self._lines([_united(self._rows)[place]]))

    def since(self, moment: datetime) -> "Queue":
        """What waits since that moment, or for less long."""
        return Queue({kind: rows.filter(waits_since__gte=moment) for kind, rows in self._rows.items()})

    def _lines(self, keys: Sequence[_Key]) -> Iterator[Waiting]:
        known = {
            kind: SOURCES[kind].lines(rows, numbers)
            for kind, rows in self._rows.items()
            if (numbers := [number for code, number, _since in keys if code == kind])
        }
        return (known[kind][number] for kind, number, _since in keys if number in known[kind])


def queue(user: User, filters: Filters = Filters()) -> Queue:
    """All that this member of the team may decide on, in her remit."""
    return Queue(
        {
            kind: _filtered(kind, source.rows(user), user, filters)
            for kind, source in SOURCES.items()
            if filters.kind in ("", kind)
        }
    )


def next_url(user: User, filters: Filters, *, since: datetime | None = None) -> str:
    """The screen of what waits next after that moment, else of the eldest; none where nothing waits.

    What a colleague takes care of is passed over.
    """
    whole = queue(user, replace(filters, whose=_FREE))
    found = (whole.since(since)[:1] if since else []) or whole[:1]
    if not found:
        return ""
    asked = urlencode(filters.said())
    return f"{found[0].url}?{asked}" if asked else str(found[0].url)


def counts(user: User) -> dict[str, int]:
    """How many wait of each kind: one query for each."""
    return {kind: source.rows(user).count() for kind, source in SOURCES.items()}


def number(user: User) -> int:
    """How many wait."""
    return sum(counts(user).values())


def whose(user: User) -> list[tuple[str, Any]]:
    """With whom the things may be that one looks for: the choices and their names."""
    team = User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk)
    named = team.order_by("last_name", "first_name", "pk")
    return [*WHOSE.items(), *((str(colleague.pk), colleague.get_full_name()) for colleague in named)]


def _filtered(kind: str, rows: QuerySet[Any], user: User, filters: Filters) -> QuerySet[Any]:
    model = SOURCES[kind].model
    care = Handling.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=OuterRef("pk")
    )
    if filters.is_late:
        rows = rows.filter(waits_since__lt=timezone.now() - LATE)
    if filters.whose == "moi":
        rows = rows.filter(Exists(care.filter(by=user)))
    if filters.whose == "personne":
        rows = rows.filter(~Exists(care))
    if colleague := number_in(filters.whose):
        rows = rows.filter(Exists(care.filter(by=colleague)))
    if filters.whose == _FREE:
        rows = rows.filter(~Exists(care.exclude(by=user)))
    return rows


def _united(parts: Mapping[str, QuerySet[Any]]) -> Any:
    """Kind, number and moment of all that waits, in its order: one query."""
    keys = [
        rows.order_by()
        .annotate(kind_of_thing=Value(kind, output_field=CharField()))
        .values_list("kind_of_thing", "pk", "waits_since")
        for kind, rows in parts.items()
    ]
    first, *others = keys
    united = first.union(*others, all=True) if others else first
    return united.order_by("waits_since", "kind_of_thing", "pk")
