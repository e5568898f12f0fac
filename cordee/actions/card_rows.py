"""What cards are made of, read as plain tuples: a page of fifty costs four queries and not one model."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet

from cordee.actions.content import Place
from cordee.actions.disclosure import disclosed_places
from cordee.actions.enums import Precision
from cordee.actions.models import Action, ActionGoal, ActionText, Location


class Facts(NamedTuple):
    """The columns of an action and of its structure that a card shows, in the order of `_COLUMNS`."""

    number: int
    slug: str
    type: str
    language: str
    progress: str
    start_year: int | None
    end_year: int | None
    origin: str
    confirmed_on: date | None
    is_generated: bool
    lead_name: str
    lead_slug: str
    lead_is_live: bool


class Words(NamedTuple):
    """A title and a summary in one language."""

    language: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class CardRows:
    """All that one card needs; the places are disclosed already. Texts are by language."""

    facts: Facts
    texts: Mapping[str, Words]
    goals: Sequence[int]
    places: Sequence[Place]

    def text_in(self, language: str) -> Words:
        """The words in that language, else in the original's, else in any."""
        return (
            self.texts.get(language) or self.texts.get(self.facts.language) or next(iter(self.texts.values()))
        )


_COLUMNS = (
    "pk", "slug", "type", "language", "progress", "start_year", "end_year", "origin", "confirmed_on",
    "is_generated", "lead__name", "lead__slug", "lead__live",
)  # fmt: skip
_attributes = attrgetter(*(name.replace("__", ".") for name in _COLUMNS))


def read(actions: QuerySet[Action]) -> list[CardRows]:
    """The rows of these actions, in their order."""
    facts = [Facts(*row) for row in actions.values_list(*_COLUMNS)]
    numbers = [one.number for one in facts]
    texts, goals, places = _texts(numbers), _goals(numbers), _places(numbers)
    return [
        CardRows(one, texts[one.number], goals[one.number], disclosed_places(places[one.number]))
        for one in facts
    ]


def rows_of(action: Action) -> CardRows:
    """The same of an action fetched `with_rows`."""
    return CardRows(
        Facts(*_attributes(action)),
        {text.language: Words(text.language, text.title, text.summary) for text in action.texts.all()},
        [goal.goal for goal in action.goals.all()],
        disclosed_places(action.locations.all()),
    )


def _texts(numbers: Sequence[int]) -> Mapping[int, Mapping[str, Words]]:
    found: dict[int, dict[str, Words]] = defaultdict(dict)
    rows = ActionText.objects.filter(action__in=numbers).order_by("pk")
    for number, *words in rows.values_list("action", "language", "title", "summary"):
        found[number][words[0]] = Words(*words)
    return found


def _goals(numbers: Sequence[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, goal in ActionGoal.objects.filter(action__in=numbers).values_list("action", "goal"):
        found[number].append(goal)
    return found


def _places(numbers: Sequence[int]) -> Mapping[int, Sequence[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    rows = Location.objects.filter(action__in=numbers).order_by("position")
    columns = ("action", "precision", "place", "country", "region", "lon", "lat", "is_hidden")
    for number, precision, place, country, region, lon, lat, is_hidden in rows.values_list(*columns):
        found[number].append(
            Place(
                precision=Precision(precision),
                place=place,
                country=country,
                region=region,
                lon=lon,
                lat=lat,
                is_hidden=is_hidden,
            )
        )
    return found
