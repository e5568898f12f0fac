"""An action as lists, tables and neighbours show it: plain values in the reader's language, no query left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cordee.actions import card_rows, queries
from cordee.actions.content import Place
from cordee.actions.enums import Precision, Progress
from cordee.actions.labels import label
from cordee.actions.models import Action
from cordee.territory import gazetteer, world


@dataclass(frozen=True, slots=True)
class GoalMark:
    """A goal with its number, its official title and its short name."""

    number: int
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place in words, with what a map needs."""

    place: str
    country: str
    country_name: str
    precision: str
    lon: float | None
    lat: float | None

    @property
    def name(self) -> str:
        """«Oxford, United Kingdom»; the country alone where no more is known."""
        return ", ".join(part for part in (self.place, self.country_name) if part)

    @property
    def is_exact(self) -> bool:
        """More than a country is known: drawn full, else hollow."""
        return self.precision in {Precision.POINT, Precision.CITY, Precision.APPROXIMATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One action in a list."""

    number: int
    slug: str
    url: str
    title: str
    language: str
    summary: str
    type: str
    type_label: str
    organisation: str
    organisation_slug: str
    organisation_url: str
    goals: tuple[GoalMark, ...]
    places: tuple[PlaceMark, ...]
    progress: str
    progress_label: str
    start_year: int | None
    end_year: int | None
    period: str
    origin: str
    confirmed_on: date | None
    is_unconfirmed: bool
    is_generated: bool

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of its countries, each once, in order."""
        return tuple(dict.fromkeys(place.country for place in self.places if place.country))


def cards(actions: QuerySet[Action], language: str) -> list[Card]:
    """The cards of these actions, in their order: four queries."""
    return [_card(rows, language) for rows in card_rows.read(actions)]


def card(action: Action, language: str) -> Card:
    """The card of one action fetched `with_rows`."""
    return _card(card_rows.rows_of(action), language)


def _card(rows: card_rows.CardRows, language: str) -> Card:
    facts, text = rows.facts, rows.text_in(language)
    return Card(
        number=facts.number,
        slug=facts.slug,
        url=reverse("action", args=[facts.slug]),
        title=text.title,
        language=text.language,
        summary=text.summary,
        type=facts.type,
        type_label=label("type", facts.type, language),
        organisation=facts.lead_name,
        organisation_slug=facts.lead_slug,
        organisation_url=reverse("organisation", args=[facts.lead_slug]) if facts.lead_is_live else "",
        goals=goal_marks(rows.goals, language),
        places=place_marks(rows.places, language),
        progress=facts.progress,
        progress_label=label("etat", facts.progress, language),
        start_year=facts.start_year,
        end_year=facts.end_year,
        period=period(facts.start_year, facts.end_year, facts.progress),
        origin=facts.origin,
        confirmed_on=facts.confirmed_on,
        is_unconfirmed=queries.is_unconfirmed(facts.origin, facts.confirmed_on),
        is_generated=facts.is_generated,
    )


def goal_marks(numbers: Iterable[int], language: str) -> tuple[GoalMark, ...]:
    """The goals in order."""
    goals = world.goals()
    return tuple(
        GoalMark(number, goals[number].title(language), goals[number].short_title(language))
        for number in sorted(numbers)
    )


def place_marks(places: Iterable[Place], language: str) -> tuple[PlaceMark, ...]:
    """The places in words."""
    return tuple(
        PlaceMark(
            gazetteer.name_in(place.place, place.country, language),
            place.country,
            _whole_name(place, language),
            place.precision,
            place.lon,
            place.lat,
        )
        for place in places
    )


def period(start: int | None, end: int | None, progress: str) -> str:
    """The years in words: «since 1999», «2013–2016», «2025», «until 2019», «dates to be completed»."""
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        if progress == Progress.UNDER_WAY:
            return pgettext("period", "since %(year)s") % {"year": start}
        return pgettext("period", "from %(year)s") % {"year": start}
    if end:
        return pgettext("period", "until %(year)s") % {"year": end}
    return _("dates to be completed")


def _whole_name(place: Place, language: str) -> str:
    if place.country:
        return label("pays", place.country, language)
    if place.region:
        return label("zone", place.region, language)
    return label("zone", world.WORLD, language)
