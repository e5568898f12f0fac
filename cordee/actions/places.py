"""Reading the places of a row: as many as its longest list, each judged against its country."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from cordee.actions import words
from cordee.actions.content import Place
from cordee.actions.enums import Precision
from cordee.core.tables import cells
from cordee.core.tables.cells import CellError
from cordee.organisations.sheets import ColumnError
from cordee.territory import whereabouts, world
from cordee.territory.whereabouts import Verdict

T = TypeVar("T")
COLUMNS = ("place", "country", "lon", "lat", "precision", "region")
_NEEDS_POINT = {Precision.POINT, Precision.CITY, Precision.APPROXIMATE}


def read(row: Mapping[str, str], *, accept_far: bool, warn: Callable[[str, str], None]) -> tuple[Place, ...]:
    """The places of a row, in order. Raises `ColumnError`; `warn(column, message)` tells what was made."""
    lists = {name: cells.listed(row.get(name, "")) for name in COLUMNS}
    count = max(map(len, lists.values()))
    if count == 0:
        message = _("No place: give a country, a region of the world, or the precision “world”.")
        raise ColumnError("country", message)
    spread = {name: _spread(name, values, count) for name, values in lists.items()}
    return tuple(
        _place({name: values[n] for name, values in spread.items()}, accept_far=accept_far, warn=warn)
        for n in range(count)
    )


def _spread(name: str, values: Sequence[str], count: int) -> Sequence[str]:
    """One value for each place: as given, or the single country, region or precision for all."""
    if len(values) == count:
        return values
    if not values or (len(values) == 1 and name in ("country", "precision", "region")):
        return (list(values) or [""]) * count
    raise ColumnError(
        name,
        _("“%(name)s” has %(given)d values for %(count)d places: give one for each, separated by ;.")
        % {"name": name, "given": len(values), "count": count},
    )


def _place(parts: Mapping[str, str], *, accept_far: bool, warn: Callable[[str, str], None]) -> Place:
    country = _cell("country", _country, parts["country"])
    region = _cell("region", _region, parts["region"])
    lon, lat = _point(parts)
    said = _cell("precision", _precision, parts["precision"]) if parts["precision"] else None
    precision = said or _likely(parts, country=country, region=region, has_point=lon is not None)
    if precision in _NEEDS_POINT and lon is None:
        warn("precision", _("No coordinates: the place is kept at the level of its country."))
        precision = Precision.COUNTRY
    if not country and precision not in (Precision.REGION, Precision.WORLD):
        raise ColumnError("country", _("A place needs its country: its code of two letters, or its name."))
    if precision == Precision.REGION and not (region or country):
        raise ColumnError(
            "region", _("The precision “region” needs the UN M49 code of the region, such as 202.")
        )
    if lon is not None and lat is not None:
        _judge(country, lon, lat, accept_far=accept_far, warn=warn)
    return Place(
        precision=precision,
        place=_cell("place", lambda text: cells.within(text, 200), parts["place"]),
        country=country,
        region=region,
        lon=lon,
        lat=lat,
    )


def _cell(name: str, take: Callable[[str], T], text: str) -> T:
    try:
        return take(text)
    except CellError as error:
        raise ColumnError(name, str(error)) from error


def _country(text: str) -> str:
    if not text:
        return ""
    code = world.find_country(text)
    if code is None:
        raise CellError(
            _("“%(text)s” is no known country: write its code of two letters, such as JP.")
            % {"text": text[:80]}
        )
    return code


def _region(text: str) -> str:
    if text and text not in world.regions():
        raise CellError(
            _("“%(text)s” is no UN M49 code of a region, such as 150 for Europe.") % {"text": text[:80]}
        )
    return text


def _point(parts: Mapping[str, str]) -> tuple[float | None, float | None]:
    if not parts["lon"] and not parts["lat"]:
        return None, None
    if not parts["lon"] or not parts["lat"]:
        empty = "lat" if parts["lon"] else "lon"
        raise ColumnError(empty, _("A longitude goes with a latitude: give both, or neither."))
    lon = _cell("lon", lambda text: cells.degrees(text, 180), parts["lon"])
    return lon, _cell("lat", lambda text: cells.degrees(text, 90), parts["lat"])


def _precision(text: str) -> Precision:
    return Precision(cells.choice(text, words.codes(Precision)))


def _likely(parts: Mapping[str, str], *, country: str, region: str, has_point: bool) -> Precision:
    if has_point:
        return Precision.CITY if parts["place"] else Precision.POINT
    if country:
        return Precision.COUNTRY
    return Precision.REGION if region else Precision.WORLD


def _judge(
    country: str, lon: float, lat: float, *, accept_far: bool, warn: Callable[[str, str], None]
) -> None:
    verdict = whereabouts.judge(country, lon, lat) if country else _judge_anywhere(lon, lat)
    if verdict == Verdict.NULL_ISLAND:
        raise ColumnError(
            "lon",
            _("The point 0, 0 is in the sea: leave the coordinates empty where they are not known."),
        )
    if verdict == Verdict.SWAPPED:
        raise ColumnError(
            "lon",
            _("Longitude %(lon)s and latitude %(lat)s look swapped: the other way they fit the country.")
            % {"lon": lon, "lat": lat},
        )
    if verdict == Verdict.FAR:
        message = _(
            "The point %(lon)s, %(lat)s is more than half a degree away from the country %(country)s."
        ) % {
            "lon": lon,
            "lat": lat,
            "country": country,
        }
        if not accept_far:
            raise ColumnError("lon", message + " " + _("Correct it, or confirm it with --accept-far."))
        warn("lon", message)


def _judge_anywhere(lon: float, lat: float) -> Verdict:
    near_zero = abs(lon) <= whereabouts.NULL_ISLAND and abs(lat) <= whereabouts.NULL_ISLAND
    return Verdict.NULL_ISLAND if near_zero else Verdict.OK
