"""Reading the places of a row: as many as its longest list, each judged against its country."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from cordee.actions import checks, words
from cordee.actions.content import Place
from cordee.actions.enums import Precision
from cordee.core.tables import cells
from cordee.core.tables.cells import CellError
from cordee.organisations.sheets import ColumnError
from cordee.territory import world
from cordee.territory.whereabouts import Verdict

T = TypeVar("T")
COLUMNS = ("place", "country", "lon", "lat", "precision", "region", "far")
Warn = Callable[[str, str], None]


def read(
    row: Mapping[str, str], *, accept_far: bool, known: Sequence[Place], warn: Warn
) -> tuple[Place, ...]:
    """The places of a row, in order. Raises `ColumnError`; `warn(column, message)` tells what was made.

    `known` are the places that the sheet now has: those confirmed far from their country stay so.
    """
    lists = {name: cells.listed(row.get(name, "")) for name in COLUMNS}
    count = max(map(len, lists.values()))
    if count == 0:
        message = _("No place: give a country, a region of the world, or the precision “world”.")
        raise ColumnError("country", message)
    spread = {name: _spread(name, values, count) for name, values in lists.items()}
    return tuple(
        _place(
            {name: values[n] for name, values in spread.items()},
            accept_far=accept_far,
            known=known,
            warn=warn,
        )
        for n in range(count)
    )


def _spread(name: str, values: Sequence[str], count: int) -> Sequence[str]:
    """One value for each place: as given, or the single country, region or precision for all."""
    if len(values) == count:
        return values
    if not values or (len(values) == 1 and name in ("country", "precision", "region", "far")):
        return (list(values) or [""]) * count
    raise ColumnError(
        name,
        _("“%(name)s” has %(given)d values for %(count)d places: give one for each, separated by ;.")
        % {"name": name, "given": len(values), "count": count},
    )


def _place(parts: Mapping[str, str], *, accept_far: bool, known: Iterable[Place], warn: Warn) -> Place:
    country = _cell("country", _country, parts["country"])
    lon, lat = _point(parts)
    said = _cell("precision", _precision, parts["precision"]) if parts["precision"] else None
    precision = said or _likely(parts, country=country, has_point=lon is not None)
    if precision in checks.NEEDS_POINT and lon is None and country:
        warn("precision", _("No coordinates: the place is kept at the level of its country."))
        precision = Precision.COUNTRY
    place = Place(
        precision=precision,
        place=_cell("place", lambda text: cells.within(text, 200), parts["place"]),
        country=country,
        region=parts["region"],
        lon=lon,
        lat=lat,
        is_far_confirmed=_cell("far", cells.yes_or_no, parts["far"]),
    )
    for column, problem in checks.of_shape(place):
        raise ColumnError(column, problem)
    return _confirmed(place, accept_far=accept_far, known=known, warn=warn)


def _confirmed(place: Place, *, accept_far: bool, known: Iterable[Place], warn: Warn) -> Place:
    """A point far from its country was confirmed before, or is confirmed now, or is refused."""
    is_far = checks.verdict_on(place) == Verdict.FAR
    if is_far and not place.is_far_confirmed:
        is_confirmed = any(one.is_far_confirmed and spot(one) == spot(place) for one in known)
        if accept_far and not is_confirmed:
            warn("lon", checks.far_away(place))
        place = replace(place, is_far_confirmed=accept_far or is_confirmed)
    for column, problem in checks.of_point(place, is_in_a_file=True):
        raise ColumnError(column, problem)
    return replace(place, is_far_confirmed=place.is_far_confirmed and is_far)


def spot(place: Place) -> tuple[str, str, float | None, float | None]:
    """What is the same for the same place at the same point."""
    return place.place, place.country, place.lon, place.lat


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


def _point(parts: Mapping[str, str]) -> tuple[float | None, float | None]:
    if not parts["lon"] and not parts["lat"]:
        return None, None
    if not parts["lon"] or not parts["lat"]:
        empty = "lat" if parts["lon"] else "lon"
        raise ColumnError(empty, _("A longitude goes with a latitude: give both, or neither."))
    # Latitudes are read as longitudes are: the judgement of the point tells two that are exchanged.
    lon, lat = (_cell(name, lambda text: cells.degrees(text, 180), parts[name]) for name in ("lon", "lat"))
    return lon, lat


def _precision(text: str) -> Precision:
    return Precision(cells.choice(text, words.codes(Precision)))


def _likely(parts: Mapping[str, str], *, country: str, has_point: bool) -> Precision:
    if has_point:
        return Precision.CITY if parts["place"] else Precision.POINT
    if country:
        return Precision.COUNTRY
    return Precision.REGION if parts["region"] else Precision.WORLD
