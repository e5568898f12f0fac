"""The places of an action in words, with how exact each is, and the small map that ties them to home."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from cordee.actions.cards import Card, PlaceMark
from cordee.actions.enums import Precision
from cordee.portal.drawing import reach
from cordee.portal.pages.rows import name_of, place_of
from cordee.portal.words import kilometres
from cordee.territory import instance, world

WIDTH, HEIGHT = 420, 380
_NOWHERE = {Precision.REGION, Precision.WORLD}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as the page says it; the distance from home only where the place is exact."""

    name: str
    precision: str
    is_exact: bool
    url: str
    kilometres: int | None


def named(card: Card) -> tuple[NamedPlace, ...]:
    """The places in order."""
    return tuple(_named(place) for place in card.places)


def drawn(card: Card, language: str) -> reach.Reach | None:
    """The map from home to those places that have a point; None where none has."""
    targets = tuple(
        reach.Target(place.lon, place.lat, place_of(place) or place.country_name, place.is_exact)
        for place in card.places
        if place.lon is not None and place.lat is not None and place.precision not in _NOWHERE
    )
    if not targets:
        return None
    return reach.draw(home(language), targets, width=WIDTH, height=HEIGHT)


def home(language: str) -> reach.Target:
    """Where the ropes are tied."""
    here = instance.current().home
    return reach.Target(here.lon, here.lat, instance.text(here.label, language), is_exact=True)


def _named(place: PlaceMark) -> NamedPlace:
    here = home(get_language() or "")
    distance = None
    if place.is_exact and place.lon is not None and place.lat is not None:
        distance = kilometres((here.lon, here.lat), (place.lon, place.lat))
    return NamedPlace(
        name_of(place),
        str(Precision(place.precision).label),
        place.is_exact,
        reverse("country", args=[place.country]) if place.country in world.countries() else "",
        distance or None,
    )
