"""All the sheets of a person's structures, as light rows: two queries, however many there are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from cordee.accounts.models import User
from cordee.actions import queries
from cordee.actions.keeping.freshness import Freshness, freshness
from cordee.actions.keeping.standing import Standing, standing
from cordee.actions.models import Action, ActionText


@dataclass(frozen=True, slots=True)
class Kept:
    """One sheet: what lists sieve and sort by."""

    number: int
    slug: str
    title: str
    language: str
    structure: str
    structure_slug: str
    is_live: bool
    standing: Standing
    reason: str
    freshness: Freshness
    edited_at: datetime


def by(user: User, language: str) -> list[Kept]:
    """The sheets of the structures in whose name she publishes, the last edited first."""
    return rows(queries.editable_by(user).order_by("-edited_at", "-pk"), language)


def rows(actions: QuerySet[Action], language: str) -> list[Kept]:
    """These sheets, in their order."""
    found = [_Row(*row) for row in actions.values_list(*_COLUMNS)]
    titles = _titles(actions.order_by())
    return [_kept(row, titles[row.number], language) for row in found]


class _Row(NamedTuple):
    """The columns of a sheet, in the order of `_COLUMNS`."""

    number: int
    slug: str
    original: str
    structure: str
    structure_slug: str
    is_live: bool
    state: str
    waits: bool
    reason: str
    origin: str
    confirmed_on: date | None
    verified_on: date | None
    edited_at: datetime


_COLUMNS = (
    "pk", "slug", "language", "lead__name", "lead__slug", "live", "state", "has_unpublished_changes",
    "state_reason", "origin", "confirmed_on", "verified_on", "edited_at",
)  # fmt: skip


def _kept(row: _Row, titles: Mapping[str, str], language: str) -> Kept:
    written = next((code for code in (language, row.original, *titles) if code in titles), row.original)
    return Kept(
        number=row.number,
        slug=row.slug,
        title=titles.get(written, row.slug),
        language=written,
        structure=row.structure,
        structure_slug=row.structure_slug,
        is_live=row.is_live,
        standing=standing(row.state, waits=row.waits, reason=row.reason),
        reason=row.reason,
        freshness=freshness(
            origin=row.origin,
            confirmed_on=row.confirmed_on,
            verified_on=row.verified_on,
            edited_at=row.edited_at,
        ),
        edited_at=row.edited_at,
    )


def _titles(actions: QuerySet[Action]) -> Mapping[int, Mapping[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    texts = ActionText.objects.filter(action__in=actions.values("pk")).order_by("pk")
    for number, language, title in texts.values_list("action", "language", "title"):
        found[number][language] = title
    return found
