"""What everybody may read of a place or a partner that somebody chose to hide: one rule for every output."""

from collections.abc import Iterable
from typing import TypeVar

from cordee.actions.content import PartnerName, Place
from cordee.actions.enums import Precision
from cordee.actions.models import Action, Location, Partner
from cordee.territory import world

P = TypeVar("P", Partner, PartnerName)


def disclosed_place(location: Location | Place) -> Place:
    """The place as the public reads it: a hidden one is its country, at that country's label point."""
    if not location.is_hidden:
        return Place(
            precision=Precision(location.precision),
            place=location.place,
            country=location.country,
            region=location.region,
            lon=location.lon,
            lat=location.lat,
            is_far_confirmed=location.is_far_confirmed,
        )
    if not location.country:
        return Place(precision=Precision(location.precision), region=location.region)
    country = world.country(location.country)
    return Place(precision=Precision.COUNTRY, country=country.code, lon=country.lon, lat=country.lat)


def disclosed_places(locations: Iterable[Location | Place]) -> list[Place]:
    """All places of one action as the public reads them, in the order given."""
    return [disclosed_place(location) for location in locations]


def disclosed_basis(action: Action) -> str:
    """Where the places come from; nothing while one of them is hidden: the words may tell it."""
    return "" if any(place.is_hidden for place in action.locations.all()) else action.place_basis


def disclosed_partners(partners: Iterable[P]) -> list[P]:
    """The partners that the public may know."""
    return [partner for partner in partners if not partner.is_hidden]
