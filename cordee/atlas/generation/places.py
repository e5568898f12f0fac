"""Generated places: real cities, and every precision down to the whole world without a point."""

from random import Random

from cordee.actions.content import Place
from cordee.actions.enums import Precision
from cordee.atlas.generation.cities import cities_of
from cordee.atlas.generation.draw import Draw
from cordee.territory import world

_COUNTS = Draw({1: 78.0, 2: 12.0, 3: 6.0, 4: 4.0})
_PRECISIONS = Draw(
    {
        Precision.CITY: 62.0,
        Precision.POINT: 8.0,
        Precision.APPROXIMATE: 11.0,
        Precision.COUNTRY: 14.0,
        Precision.REGION: 3.0,
        Precision.WORLD: 2.0,
    }
)
_SPREAD = {Precision.CITY: 0.0, Precision.POINT: 0.02, Precision.APPROXIMATE: 0.1}
"""Degrees around the city's point."""
_HIDDEN = 0.01


def some_places(chance: Random, countries: Draw[str]) -> tuple[Place, ...]:
    """One to four places, mostly one."""
    found = [_place(chance, countries) for _ in range(_COUNTS.one(chance))]
    return tuple(dict.fromkeys(found))


def where(place: Place) -> str:
    """The place in French words."""
    if place.place:
        return place.place
    if place.country:
        return world.country(place.country).name("fr")
    return world.region(place.region or world.WORLD).name("fr")


def _place(chance: Random, countries: Draw[str]) -> Place:
    precision = _PRECISIONS.one(chance)
    country = countries.one(chance)
    if precision == Precision.WORLD:
        return Place(precision=precision)
    if precision == Precision.REGION:
        return Place(precision=precision, region=world.country(country).region)
    cities = cities_of(country)
    if precision == Precision.COUNTRY or cities is None:
        land = world.country(country)
        has_point = chance.random() < 2 / 3
        return Place(
            precision=Precision.COUNTRY,
            country=country,
            lon=land.lon if has_point else None,
            lat=land.lat if has_point else None,
        )
    name, lon, lat = cities.one(chance)
    spread = _SPREAD[precision]
    return Place(
        precision=precision,
        place=name,
        country=country,
        lon=_near(chance, lon, spread, 180),
        lat=_near(chance, lat, spread, 90),
        is_hidden=chance.random() < _HIDDEN,
    )


def _near(chance: Random, degrees: float, spread: float, most: int) -> float:
    return round(max(-most, min(most, degrees + spread * (2 * chance.random() - 1))), 5)
