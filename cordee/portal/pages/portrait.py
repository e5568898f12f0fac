"""What a set of actions looks like together: who, where, what for, since when: counted by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import ngettext

from cordee.actions.enums import Precision, Progress
from cordee.actions.labels import label
from cordee.actions.models import Action, ActionGoal, Location

MOST_BARS = 12
_EXACT = (Precision.POINT, Precision.CITY, Precision.APPROXIMATE)

Ranking = tuple[tuple[str, int], ...]
"""Values with their counts, the highest first; values are names, codes or numbers as text."""
Bar = Mapping[str, Any]
"""What `ui/_figure_bars.html` draws: label, count, goal (its number) where it is one, is_rest for a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """Counts of the set. Each action counts once per value."""

    count: int
    ongoing: int
    undated: int
    oldest: int | None
    structures: Ranking = ()
    goals: Ranking = ()
    countries: Ranking = ()
    cities: Ranking = ()
    points: tuple[tuple[float, float, str], ...] = ()


def portrait(
    actions: QuerySet[Action], *, country: str = "", structures: bool = False, goals: bool = False
) -> Portrait:
    """Count the set, in the database; its structures and goals only where they are asked for.

    With a country, only its own places are looked at, and the exact ones among them are told.
    """
    chosen = actions.order_by()
    places = Location.objects.filter(action__in=chosen.values("pk"))
    if country:
        places = places.filter(country=country)
    known = places.filter(precision__in=_EXACT, is_hidden=False).exclude(place="")
    each = Count("action", distinct=True)
    life = _life(chosen)
    if not life["count"]:
        return Portrait(**life)
    return Portrait(
        **life,
        structures=_structures(chosen) if structures else (),
        goals=_goals(chosen) if goals else (),
        countries=_ranked(places.exclude(country="").values_list("country").annotate(n=each)),
        cities=_ranked(known.values_list("place").annotate(n=each)) if country else (),
        points=_points(known) if country else (),
    )


def _points(known: QuerySet[Location]) -> tuple[tuple[float, float, str], ...]:
    found = known.values_list("lon", "lat", "place").distinct()
    return tuple((lon, lat, place) for lon, lat, place in found if lon is not None and lat is not None)


def _structures(actions: QuerySet[Action]) -> Ranking:
    found = actions.values_list("lead__name", "lead").annotate(n=Count("pk"))
    return _ranked((name, n) for name, _lead, n in found)


def _goals(actions: QuerySet[Action]) -> Ranking:
    found = ActionGoal.objects.filter(action__in=actions.values("pk")).values_list("goal")
    return tuple((str(goal), n) for goal, n in _ranked(found.annotate(n=Count("action"))))


def _life(actions: QuerySet[Action]) -> dict[str, Any]:
    undated = Q(start_year=None, end_year=None)
    return actions.aggregate(
        count=Count("pk"),
        ongoing=Count("pk", filter=Q(progress=Progress.UNDER_WAY)),
        undated=Count("pk", filter=undated),
        oldest=Min("start_year"),
    )


def structure_bars(found: Portrait) -> list[Bar]:
    """One bar per structure that carries."""
    bars = [{"label": name, "count": count} for name, count in found.structures]
    return _short(
        bars, ngettext("%(count)s other structure", "%(count)s other structures", len(bars) - MOST_BARS)
    )


def goal_bars(found: Portrait, language: str) -> list[Bar]:
    """One bar per goal served."""
    return [
        {"label": label("odd", number, language), "count": count, "goal": int(number)}
        for number, count in found.goals
    ]


def country_bars(found: Portrait, language: str) -> list[Bar]:
    """One bar per country."""
    bars = [{"label": label("pays", code, language), "count": count} for code, count in found.countries]
    return _short(
        bars, ngettext("%(count)s other country", "%(count)s other countries", len(bars) - MOST_BARS)
    )


def _ranked(counts: Iterable[tuple[Any, int]]) -> tuple[tuple[Any, int], ...]:
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def _short(bars: list[dict[str, Any]], others: str) -> list[Bar]:
    """The longest bars, and one for the rest: nothing is left out of the sum."""
    if len(bars) <= MOST_BARS:
        return list(bars)
    rest = bars[MOST_BARS:]
    last = {
        "label": others % {"count": len(rest)},
        "count": sum(bar["count"] for bar in rest),
        "is_rest": True,
    }
    return [*bars[:MOST_BARS], last]
