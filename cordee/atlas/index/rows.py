"""From what a sheet says to the rows that answer the query: a pure function, for one action or a million."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cordee.actions.content import Content, Place, Text
from cordee.actions.disclosure import disclosed_partners, disclosed_places
from cordee.actions.enums import Progress
from cordee.actions.queries import is_unconfirmed
from cordee.atlas.index import morton
from cordee.atlas.index.tokens import name_tokens, tokens
from cordee.core.text import fold
from cordee.territory import gazetteer, instance, world

IN_TITLE, IN_NAME, IN_TEXT = 8, 4, 1
"""How much a word weighs where it stands."""


SpotRow = tuple[str, str, str, str, float | None, float | None, int | None]
"""Type, precision, country, region, longitude, latitude, Morton code."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the query needs of an organisation."""

    number: int
    name: str
    acronym: str
    kind: str
    commune: str


@dataclass(frozen=True, slots=True)
class Source:
    """One live action with its structures."""

    number: int
    content: Content
    lead: Structure
    co_leads: tuple[Structure, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one document, in plain tuples (columns as in `models`)."""

    document: tuple[int, str, int | None, int | None, bool, int, str]
    headings: list[tuple[str, str, str]]
    spots: list[SpotRow]
    facets: set[tuple[str, str]]
    words: dict[str, tuple[int, str]]


def rows_of(source: Source, languages: Iterable[str]) -> Rows:
    """All rows of one action. Years are those in which it is known alive; open ends stay open."""
    content = source.content
    places = disclosed_places(content.places)
    first, last, is_ongoing = _years(content)
    return Rows(
        document=(
            source.number,
            content.audience,
            first,
            last,
            is_ongoing,
            content.start_year or content.end_year or 0,
            fold(source.lead.name)[:200],
        ),
        headings=[_heading(content, places, language) for language in languages],
        spots=[_spot(content, place) for place in places],
        facets=set(_facets(source, places)),
        words=_words(source, places),
    )


def text_for(content: Content, language: str) -> Text:
    """The words in that language, else the original's."""
    return content.texts.get(language) or content.texts[content.language]


def _years(content: Content) -> tuple[int | None, int | None, bool]:
    """First and last year in which the action is known alive, and whether it lasts until today."""
    start, end = content.start_year, content.end_year
    if start is None:
        return end, end, False
    if end is not None:
        return start, end, False
    return start, start, content.progress == Progress.UNDER_WAY


def _heading(content: Content, places: list[Place], language: str) -> tuple[str, str, str]:
    country = next((place.country for place in places if place.country), "")
    name = fold(_country_name(country, language)) if country else "\uffff"
    return language, fold(text_for(content, language).title)[:200], name


def _spot(content: Content, place: Place) -> SpotRow:
    code = None if place.lon is None or place.lat is None else morton.code(place.lon, place.lat)
    return content.type, place.precision, place.country, place.region, place.lon, place.lat, code


def _facets(source: Source, places: list[Place]) -> Iterator[tuple[str, str]]:
    content = source.content
    yield "type", content.type
    yield "etat", content.progress
    yield "origine", content.origin
    yield "confirmee", "non" if is_unconfirmed(content.origin, content.confirmed_on) else "oui"
    yield "nature", source.lead.kind
    if source.lead.commune:
        yield "commune", source.lead.commune
    for structure in (source.lead, *source.co_leads):
        yield "structure", str(structure.number)
    for goal in content.goals:
        yield "odd", str(goal)
    for theme in content.themes:
        yield "theme", theme
    for form in content.forms:
        yield "forme", form
    for place in places:
        if place.country:
            yield "pays", place.country
        for zone in zones(place.country, place.region):
            yield "zone", zone


@lru_cache(maxsize=1000)
def zones(country: str, region: str) -> tuple[str, ...]:
    """The regions of the world that a place counts in, the world itself left out."""
    found = world.zones_of(country) if country else world.zones_of_region(region) if region else ()
    return tuple(zone for zone in found if zone != world.WORLD)


def _words(source: Source, places: list[Place]) -> dict[str, tuple[int, str]]:
    """Each token with the greatest weight at which it stands, and a form to show."""
    found: dict[str, tuple[int, str]] = {}

    def add(pairs: Iterable[tuple[str, str]], weight: int) -> None:
        for token, form in pairs:
            if token not in found or found[token][0] < weight:
                found[token] = (weight, form)

    content = source.content
    for language, text in content.texts.items():
        add(tokens(text.title, language), IN_TITLE)
        parts = (text.summary, text.unfolding, text.objectives, text.content, text.effects, text.note)
        add(tokens("\n".join(parts), language), IN_TEXT)
    for structure in (source.lead, *source.co_leads):
        add(name_tokens(f"{structure.name} {structure.acronym}"), IN_NAME)
    for partner in disclosed_partners(content.partners):
        add(name_tokens(partner.name), IN_NAME)
    for place in places:
        add(_place_tokens(place.place, place.country), IN_NAME)
    for theme in content.themes:
        add(_theme_tokens(theme), IN_NAME)
    return found


@lru_cache(maxsize=50_000)
def _place_tokens(place: str, country: str) -> tuple[tuple[str, str], ...]:
    """A place is found by its own name and its country's: French, English, local, and those people use."""
    names = [place]
    if country:
        land = world.country(country)
        names += land.all_names
        if place:
            names += gazetteer.names_of(place, country)
    return tuple(dict.fromkeys(pair for name in names for pair in name_tokens(name)))


@lru_cache(maxsize=1000)
def _theme_tokens(slug: str) -> tuple[tuple[str, str], ...]:
    theme = instance.current().themes.get(slug)
    labels = theme.label if theme else {}
    return tuple(pair for language, label in labels.items() for pair in tokens(label, language))


@lru_cache(maxsize=2000)
def _country_name(country: str, language: str) -> str:
    return world.country(country).name(language)
