"""Sheets as the lines of their keepers: state, freshness, completeness with what the next addition brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cordee.actions import queries
from cordee.actions.completeness import Addition, completeness
from cordee.actions.keeping.kept import Kept
from cordee.actions.keeping.standing import Stands, said
from cordee.actions.models import Action
from cordee.journal.models import Change

HANDED_IN = ("action.created", "action.submitted", "action.proposed")


@dataclass(frozen=True, slots=True)
class Line:
    """One sheet in the list."""

    kept: Kept
    url: str
    stands: Stands
    score: int
    next: Addition | None


def lines(sheets: Sequence[Kept]) -> list[Line]:
    """The lines of these sheets, in their order: the same number of queries for one and for all."""
    numbers = [kept.number for kept in sheets]
    since = handed_in(numbers)
    found = queries.with_everything(Action.objects.filter(pk__in=numbers))
    complete = {action.pk: completeness(queries.content_of(action)) for action in found}
    return [
        Line(
            kept=kept,
            url=reverse("my_action", args=[kept.slug]),
            stands=said(
                kept.standing, is_live=kept.is_live, since=since.get(kept.number), reason=kept.reason
            ),
            score=complete[kept.number].score,
            next=next(iter(complete[kept.number].missing), None),
        )
        for kept in sheets
        if kept.number in complete
    ]


def handed_in(numbers: Sequence[int]) -> Mapping[int, date]:
    """The days on which what waits of these sheets was handed in last."""
    acts = Change.objects.filter(
        subject_type="actions.action", subject_id__in=numbers, act__in=HANDED_IN
    ).order_by()
    latest = acts.values("subject_id").annotate(last=Max("at")).values_list("subject_id", "last")
    return {number: timezone.localdate(last) for number, last in latest if number is not None}
