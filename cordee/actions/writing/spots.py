"""Finding the point of a typed place: asked back wherever it is not sure, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cordee.actions import checks
from cordee.actions.content import Place
from cordee.actions.enums import Precision
from cordee.actions.writing.typed import spot_of
from cordee.territory import gazetteer, world

OFFERED = 6
"""At most so many places of one name."""
_WITHOUT_POINT = (Precision.REGION, Precision.WORLD)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a row says: a place, or the places among which to choose; faults are (field, sentence)."""

    place: Place | None = None
    choices: tuple[gazetteer.Place, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Row:
    """The words of a row, sorted: a country at the end of a name is taken out of it."""

    said: Mapping[str, Any]
    place: str = ""
    country: str = ""
    precision: Precision = Precision.CITY
    lon: float | None = None
    lat: float | None = None


def is_blank(said: Mapping[str, Any]) -> bool:
    """Nothing is said of a place: only the choices that every row has."""
    words = ("place", "country", "region", "lon", "lat")
    return said.get("precision") != Precision.WORLD and all(said.get(name) in (None, "") for name in words)


def settle(said: Mapping[str, Any], typed: Mapping[str, str]) -> Spot:
    """The place of a row: `said` is what its fields hold, `typed` the same word for word."""
    row = _sorted(said)
    if spot_of(typed) == typed.get("located", ""):
        return _place(row, row.lon, row.lat)
    if row.precision in _WITHOUT_POINT:
        return _place(row, None, None)
    if (row.lon, row.lat) != (None, None) and not _is_of_old(typed, row.precision):
        return _place(row, row.lon, row.lat)
    if row.precision == Precision.COUNTRY:
        land = world.countries().get(row.country)
        return _place(row, land.lon, land.lat) if land else _place(row, None, None)
    return _found(row, str(said.get("spot", "")))


def suggestions(words: str, country: str, limit: int) -> list[gazetteer.Place]:
    """The places that these words may name, in a country if one is given."""
    return gazetteer.search(words[:200], country=country or None, limit=limit)


def _sorted(said: Mapping[str, Any]) -> _Row:
    precision = Precision(said.get("precision") or Precision.CITY)
    place, country = said.get("place", ""), said.get("country", "")
    if not country:
        name, comma, land = place.rpartition(",")
        code = world.find_country(land) if comma else None
        place, country = (name.strip(), code) if code else (place, "")
    if not country and precision == Precision.COUNTRY and (code := world.find_country(place)):
        place, country = "", code
    return _Row(said, place, country, precision, said.get("lon"), said.get("lat"))


def _is_of_old(typed: Mapping[str, str], precision: Precision) -> bool:
    """The point is that of other words: nobody has moved it since the name or the country was changed.

    A pin that was put before anything was said is that of the words which come then.
    """
    before = typed.get("located", "").rsplit("|", 4)
    if len(before) < 5 or before[3:] != [typed.get("lon", ""), typed.get("lat", "")]:
        return False
    now = (typed.get("place", ""), typed.get("country", ""))
    is_same_name = all(was in ("", is_now) for was, is_now in zip(before, now, strict=False))
    was_exact = before[2] in set(checks.NEEDS_POINT)
    return not (is_same_name and precision in checks.NEEDS_POINT and was_exact)


def _found(row: _Row, chosen: str) -> Spot:
    """Where the gazetteer knows the name; whoever typed it says whether that is meant."""
    if not row.place:
        sentence = _("Write the name of the city or place, or say that only the country is known.")
        return Spot(faults=(("place", sentence),))
    known = tuple(suggestions(row.place, row.country, OFFERED))
    for place in known:
        if str(place.id) == chosen:
            row.country = place.country
            if gazetteer.locate(row.place, place.country) is None:
                row.place = place.name
            return _place(row, place.lon, place.lat)
    if known:
        sentence = _("Is it here? Choose the place that you mean, and send again.")
        return Spot(choices=known, faults=(("spot", sentence),))
    sentence = _("No place of this name is known here: pin it, give its coordinates, or only its country.")
    return Spot(faults=(("place", sentence),))


def _place(row: _Row, lon: float | None, lat: float | None) -> Spot:
    return Spot(
        Place(
            precision=row.precision,
            place=row.place,
            country=row.country,
            region=row.said.get("region", ""),
            lon=lon,
            lat=lat,
            is_hidden=bool(row.said.get("is_hidden")),
            is_far_confirmed=bool(row.said.get("far")),
        )
    )
