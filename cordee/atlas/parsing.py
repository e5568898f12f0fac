"""Reading an `AtlasQuery` from an address: each wrong parameter gives a sentence that says what it takes."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cordee.actions.enums import ActionType, Origin, Progress
from cordee.atlas.query import CONFIRMED, MULTIPLE, AtlasQuery, Box, Layout, Sort
from cordee.organisations.enums import Kind
from cordee.territory import instance, world

MAX_LENGTH = 200
SINGLE = ("q", "depuis", "jusqu", "bbox", "tri", "page", "vue")
_PAGE_ONLY = ("action",)
_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"[0-9]{1,30}")
_FARTHEST_PAGE = 10**9  # beyond the last page of anything: all such pages are empty alike
_DEGREES = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?[0-9]{1,3})?")
_INSEE = re.compile(r"[0-9][0-9AB][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that cannot be read, and the sentence for who wrote it."""

    parameter: str
    message: str


class _Refused(Exception):
    """What the parameter takes."""


def parse(parameters: QueryDict, *, page: bool = False) -> tuple[AtlasQuery, list[Problem]]:
    """The query that an address says, and what is wrong with it. Wrong parameters are left out of the query.

    A page ignores names it does not know; other outputs name them as problems (`utm_…` excepted).
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name in [*MULTIPLE, *SINGLE]:
        given = [value.strip() for value in parameters.getlist(name) if value.strip()]
        if not given:
            continue
        try:
            values[name] = _many(name, given) if name in MULTIPLE else _one(name, given)
        except _Refused as refusal:
            problems.append(Problem(name, str(refusal)))
    if not page:
        problems += _unknown(parameters)
    since, until = values.get("depuis"), values.get("jusqu")
    if since is not None and until is not None and since > until:
        problems.append(Problem("depuis", _("«depuis» takes a year that is not after «jusqu».")))
        since = None
    return _built(values, since, until), problems


def _built(values: dict[str, Any], since: int | None, until: int | None) -> AtlasQuery:
    words = values.get("q", "")
    sort = values.get("tri")
    if sort is None or (sort == Sort.RELEVANCE and not words):
        sort = Sort.RELEVANCE if words else Sort.RECENT
    return AtlasQuery(
        words=words,
        facets={name: values[name] for name in MULTIPLE if name in values},
        since=since,
        until=until,
        box=values.get("bbox"),
        sort=sort,
        page=values.get("page", 1),
        layout=values.get("vue", Layout.LIST),
    )


def _unknown(parameters: QueryDict) -> list[Problem]:
    known = {*MULTIPLE, *SINGLE, *_PAGE_ONLY}
    return [
        Problem(
            name[:60],
            _("«%(name)s» is not a parameter here. Those known are: %(known)s.")
            % {"name": name[:60], "known": ", ".join([*SINGLE[:1], *MULTIPLE, *SINGLE[1:]])},
        )
        for name in parameters
        if name not in known and not name.startswith("utm_")
    ]


def _many(name: str, given: Sequence[str]) -> tuple[str, ...]:
    if name == "zone":
        return tuple(dict.fromkeys(code for value in given for code in _zones(name, value)))
    reader = _READERS[name]
    return tuple(dict.fromkeys(reader(name, value) for value in given))


def _one(name: str, given: Sequence[str]) -> Any:
    if len(set(given)) > 1:
        raise _Refused(
            _("«%(name)s» takes one value; it is given %(count)d.") % {"name": name, "count": len(given)}
        )
    return _SINGLE_READERS[name](name, given[0])


def _among(choices: Callable[[], Iterable[str]]) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        known = list(choices())
        if value not in known:
            raise _Refused(
                _takes(name, value) + " " + _("It takes one of: %(known)s.") % {"known": ", ".join(known)}
            )
        return value

    return read


def _takes(name: str, value: str) -> str:
    return _("«%(name)s» cannot be «%(value)s».") % {"name": name, "value": value[:60]}


def _refuse(name: str, value: str, takes: str) -> "_Refused":
    return _Refused(f"{_takes(name, value)} {takes}")


def _goal(name: str, value: str) -> str:
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= 17:
        raise _refuse(name, value, _("It takes a goal's number, from 1 to 17."))
    return str(int(value))


def _country(name: str, value: str) -> str:
    # Only ASCII: «ß» in upper case would be South Sudan.
    if not value.isascii() or value.upper() not in world.countries():
        raise _refuse(
            name, value, _("It takes a country's code of two letters (ISO 3166-1), such as JP, or XK.")
        )
    return value.upper()


def _zones(name: str, value: str) -> tuple[str, ...]:
    """North America (003) is asked as the regions that it holds: a place in any of them is in it."""
    found = world.branches(value)
    if not found:
        raise _refuse(
            name, value, _("It takes the UN M49 code of a region, such as 150 (Europe) or 002 (Africa).")
        )
    return found


def _commune(name: str, value: str) -> str:
    if not _INSEE.fullmatch(value.upper()):
        raise _refuse(name, value, _("It takes the INSEE code of a commune: five characters, such as 75056."))
    return value.upper()


def _structure(name: str, value: str) -> str:
    if len(value) > MAX_LENGTH or "\0" in value:
        raise _refuse(name, value, _("It takes the address of a structure, as at the end of its page's."))
    return value


def _words(name: str, value: str) -> str:
    if len(value) > MAX_LENGTH or "\0" in value:
        raise _refuse(name, value, _("It takes words, %(most)d characters at most.") % {"most": MAX_LENGTH})
    return " ".join(value.split())


def _year(name: str, value: str) -> int:
    if not _YEAR.fullmatch(value) or int(value) < 1000:
        raise _refuse(name, value, _("It takes a year of four digits, such as 2020."))
    return int(value)


def _page(name: str, value: str) -> int:
    if not _NUMBER.fullmatch(value) or int(value) < 1:
        raise _refuse(name, value, _("It takes a page's number, from 1 on."))
    return min(int(value), _FARTHEST_PAGE)


def _box(name: str, value: str) -> Box:
    takes = _(
        "It takes four numbers, west,south,east,north in degrees: longitudes from -180 to 180, latitudes from"
        " -90 to 90, the south not above the north."
    )
    parts = [part.strip() for part in value.split(",")]
    if len(parts) != 4 or not all(_DEGREES.fullmatch(part) for part in parts):
        raise _refuse(name, value, takes)
    west, south, east, north = map(float, parts)
    if not (all(map(math.isfinite, (west, south, east, north))) and -90 <= south <= north <= 90):
        raise _refuse(name, value, takes)
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise _refuse(name, value, takes)
    return Box(west, south, east, north)


_READERS: dict[str, Callable[[str, str], str]] = {
    "type": _among(lambda: ActionType.values),
    "odd": _goal,
    "theme": _among(lambda: instance.current().themes),
    "forme": _among(lambda: instance.current().forms),
    "pays": _country,
    "nature": _among(lambda: Kind.values),
    "structure": _structure,
    "commune": _commune,
    "origine": _among(lambda: Origin.values),
    "etat": _among(lambda: Progress.values),
    "confirmee": _among(lambda: CONFIRMED),
}
_SINGLE_READERS: dict[str, Callable[[str, str], Any]] = {
    "q": _words,
    "depuis": _year,
    "jusqu": _year,
    "bbox": _box,
    "tri": lambda name, value: Sort(_among(lambda: Sort.values)(name, value)),
    "page": _page,
    "vue": lambda name, value: Layout(_among(lambda: Layout.values)(name, value)),
}
