"""Structures whose sheet was written by who answers for them, and that the team has not looked at since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from cordee.accounts.models import User
from cordee.core.text import number_in
from cordee.desk import undoing
from cordee.desk.looking_list import NO_FILTER, Filters
from cordee.desk.undoing import Step
from cordee.moderation.models import ToLookAt
from cordee.organisations import keeping, permissions, queries, words
from cordee.organisations.content import changed_parts, from_json
from cordee.organisations.models import Organisation

MOST = 50
"""Structures on one page, and in one act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One structure: `parts` are (name, before, now); of a new department there are none."""

    structure: Organisation
    since: datetime
    by: User | None
    is_new: bool
    revision: int
    parts: tuple[tuple[str, str, str], ...]


def rows(user: User, filters: Filters = NO_FILTER) -> QuerySet[ToLookAt]:
    """The list in one's remit, with the filters of the sheets."""
    remit = permissions.remit_of(user)
    if remit is None:
        return ToLookAt.objects.none()
    kind = ContentType.objects.get_for_model(Organisation)
    mine = Organisation.objects.filter(remit)
    mine = mine.filter(kind=filters.kind) if filters.kind else mine
    mine = mine.filter(commune=filters.commune) if filters.commune else mine
    found = filters.of_lines(ToLookAt.objects.filter(content_type=kind, object_id__in=mine.values("pk")))
    return found.select_related("by", "before")


def lines(found: Iterable[ToLookAt]) -> list[Line]:
    """What is shown of each: the same queries for any number."""
    found = list(found)
    numbers = [row.object_id for row in found]
    sheets = Organisation.objects.filter(pk__in=numbers).prefetch_related("texts", "sites", "offers")
    known = {sheet.pk: sheet for sheet in sheets}
    return [_line(row, known[row.object_id]) for row in found if row.object_id in known]


def seen(*, by: User, picked: Iterable[str]) -> tuple[list[Step], int]:
    """Say of these, each as `number:revision`, that they are seen: what undoes it, and how many were left."""
    wanted = [pair for pair in map(_read, picked) if pair][:MOST]
    listed = rows(by).filter(object_id__in=[number for number, _revision in wanted])
    mine = Organisation.objects.in_bulk(list(listed.order_by().values_list("object_id", flat=True)))
    steps = []
    for number, revision in wanted:
        if number not in mine:
            continue
        with undoing.noted("repertoire", mine[number], mine[number].name) as step:
            is_seen = keeping.looked_at(organisation=mine[number], revision=revision, by=by)
        steps += [step] if is_seen else []
    return steps, len(wanted) - len(steps)


def _line(row: ToLookAt, sheet: Organisation) -> Line:
    parts: tuple[tuple[str, str, str], ...] = ()
    if row.before:
        then, now = from_json(row.before.content["content"]), queries.content_of(sheet)
        parts = tuple(
            (words.name_of(part), words.said(then, part), words.said(now, part))
            for part in changed_parts(then, now)
        )
    return Line(
        structure=sheet,
        since=row.since,
        by=row.by,
        is_new=row.before is None,
        revision=sheet.latest_revision_id or 0,
        parts=parts,
    )


def _read(said: str) -> tuple[int, int] | None:
    left, _colon, right = said.partition(":")
    number, revision = number_in(left), number_in(right)
    return None if number is None or revision is None else (number, revision)
