"""What a set of actions looks like together: who, where, what for, since when. Three queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from cordee.actions.enums import Precision, Progress
from cordee.actions.labels import label
from cordee.actions.models import Action, ActionGoal, Location

MOST_BARS = 15
_EXACT = (Precision.POINT, Precision.CITY, Precision.APPROXIMATE)

Ranking = tuple[tuple[str, int], ...]
"""Values with their counts, the highest first; values are names, codes or numbers as text."""
Bar = Mapping[str, Any]
"""What `ui/_figure_bars.html` draws: label, count, and goal (its number) where it is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """Counts of the set. Each action counts once per value."""

    count: int
    structures: Ranking
    goals: Ranking
    countries: Ranking
    cities: Ranking
    points: tuple[tuple[float, float, str], ...]
    ongoing: int
    undated: int
    oldest: int | None


def portrait(actions: QuerySet[Action], *, country: str = "") -> Portrait:
    """Count the set; with a country, only its own places are looked at."""
    facts = list(actions.order_by().values_list("lead", "lead__name", "start_year", "end_year", "progress"))
    inside = actions.order_by().values("pk")
    places = Location.objects.filter(action__in=inside, **({"country": country} if country else {}))
    countries, cities, points = _places(places)
    goals = ActionGoal.objects.filter(action__in=inside).values_list("goal").annotate(n=Count("action"))
    names = {lead: name for lead, name, *_rest in facts}
    leads = _ranked(Counter((names[lead], lead) for lead, *_rest in facts))
    starts = [start for _lead, _name, start, *_rest in facts if start]
    return Portrait(
        count=len(facts),
        structures=tuple((name, count) for (name, _lead), count in leads),
        goals=tuple((str(goal), n) for goal, n in sorted(goals, key=lambda pair: (-pair[1], pair[0]))),
        countries=countries,
        cities=cities,
        points=points,
        ongoing=sum(progress == Progress.UNDER_WAY for *_rest, progress in facts),
        undated=sum(not start and not end for _lead, _name, start, end, _progress in facts),
        oldest=min(starts, default=None),
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


def _places(places: QuerySet[Location]) -> tuple[Ranking, Ranking, tuple[Any, ...]]:
    of_country: set[tuple[int, str]] = set()
    of_city: set[tuple[int, str]] = set()
    points: dict[tuple[float, float], str] = {}
    columns = ("action", "country", "place", "precision", "lon", "lat", "is_hidden")
    for action, country, place, precision, lon, lat, is_hidden in places.values_list(*columns):
        if country:
            of_country.add((action, country))
        if place and precision in _EXACT and not is_hidden:
            of_city.add((action, place))
            points[(lon, lat)] = place
    countries = _ranked(Counter(country for _action, country in of_country))
    cities = _ranked(Counter(city for _action, city in of_city))
    return countries, cities, tuple((lon, lat, place) for (lon, lat), place in points.items())


def _ranked(counts: Counter[Any]) -> tuple[tuple[Any, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _short(bars: list[dict[str, Any]], others: str) -> list[Bar]:
    """The longest bars, and one for the rest: nothing is left out of the sum."""
    if len(bars) <= MOST_BARS:
        return list(bars)
    rest = bars[MOST_BARS:]
    last = {"label": others % {"count": len(rest)}, "count": sum(bar["count"] for bar in rest)}
    return [*bars[:MOST_BARS], last]
