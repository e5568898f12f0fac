"""The world's reference lists, read-only: countries (ISO 3166-1 and Kosovo), UN M49 regions, the 17 goals."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cordee.core.text import key_of

WORLD = "001"
GROUPINGS: Mapping[str, tuple[str, ...]] = MappingProxyType({"003": ("021", "013", "029")})
"""Regions of M49 that its tree cannot hold: the continent of North America stands across two branches."""
DATA = Path(__file__).parent / "data"


class UnknownCodeError(KeyError):
    """A code that is in none of the reference lists."""

    def __str__(self) -> str:
        return str(self.args[0])


class _Named:
    """What has names by language."""

    __slots__ = ()

    names: Mapping[str, str]

    def name(self, language: str = "fr") -> str:
        """Return the name in that language ("fr", "en-gb"…), else in French, else in English."""
        return self.names.get(language[:2].lower()) or self.names.get("fr") or self.names["en"]


@dataclass(frozen=True, slots=True)
class Country(_Named):
    """A land with a code; `region` is its smallest M49 region; lon and lat (degrees) its label's point."""

    code: str
    alpha3: str
    names: Mapping[str, str]
    usual_names: tuple[str, ...]
    local_names: tuple[str, ...]
    region: str
    lon: float
    lat: float

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name under which the country may be searched."""
        return tuple(dict.fromkeys([*self.names.values(), *self.usual_names, *self.local_names]))


@dataclass(frozen=True, slots=True)
class Region(_Named):
    """A region of UN M49; only the world has no parent."""

    code: str
    names: Mapping[str, str]
    parent: str | None


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the 17 Sustainable Development Goals, with its official titles and our short names."""

    number: int
    titles: Mapping[str, str]
    short: Mapping[str, str]

    def title(self, language: str = "fr") -> str:
        """Return the official title in that language, else in French."""
        return self.titles.get(language[:2].lower()) or self.titles["fr"]

    def short_title(self, language: str = "fr") -> str:
        """Return the short name in that language, else in French."""
        return self.short.get(language[:2].lower()) or self.short["fr"]


@cache
def countries() -> Mapping[str, Country]:
    """Return all countries by alpha-2 code, in the order of the codes."""
    return MappingProxyType({line["code"]: _country(line) for line in _lines("countries")})


def country(code: str) -> Country:
    """Return the country of an ISO 3166-1 alpha-2 code in any case; UnknownCodeError if there is none."""
    try:
        return countries()[code.upper()]
    except KeyError:
        message = f"“{code}” is no country code: use the two letters of ISO 3166-1, as FR, or XK for Kosovo."
        raise UnknownCodeError(message) from None


@cache
def regions() -> Mapping[str, Region]:
    """Return all M49 regions by code, each after its parent."""
    return MappingProxyType(
        {
            line["code"]: Region(line["code"], _names(line), line["parent"] or None)
            for line in _lines("regions")
        }
    )


def region(code: str) -> Region:
    """Return the region of an M49 code; UnknownCodeError if there is none."""
    try:
        return regions()[code]
    except KeyError:
        message = f"“{code}” is no region code: use the three digits of UN M49, as 150 for Europe."
        raise UnknownCodeError(message) from None


def branches(code: str) -> tuple[str, ...]:
    """Return the regions of the tree that an M49 code stands for: itself, a grouping's several, or none."""
    return GROUPINGS.get(code) or ((code,) if code in regions() else ())


@cache
def goals() -> Mapping[int, Goal]:
    """Return the 17 goals by number."""
    return MappingProxyType({int(line["number"]): _goal(line) for line in _lines("goals")})


@cache
def zones_of(country_code: str) -> tuple[str, ...]:
    """Return the M49 codes in which a country counts, from the smallest region to the world (001)."""
    return tuple(_upwards(country(country_code).region))


@cache
def zones_of_region(code: str) -> tuple[str, ...]:
    """Return the M49 codes in which a place known by its region alone counts, itself first."""
    return tuple(_upwards(region(code).code))


def regions_in(zone: str) -> frozenset[str]:
    """Return the codes of the regions in a region at any level, itself among them."""
    return frozenset(code for code in regions() if zone in zones_of_region(code))


def countries_in(zone: str) -> frozenset[str]:
    """Return the codes of the countries in a region at any level; UnknownCodeError for an unknown region."""
    return _members()[region(zone).code]


def find_country(text: str) -> str | None:
    """Return the code of the country that `text` names: a code (two or three letters) or any of its names."""
    typed = text.strip().upper()
    if typed in countries():
        return typed
    return _codes_by_name().get(key_of(text))


@cache
def _members() -> Mapping[str, frozenset[str]]:
    members: dict[str, set[str]] = {code: set() for code in regions()}
    for code in countries():
        for zone in zones_of(code):
            members[zone].add(code)
    return {zone: frozenset(codes) for zone, codes in members.items()}


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {key_of(name): one.code for one in countries().values() for name in (one.alpha3, *one.all_names)}


def _upwards(code: str) -> Iterator[str]:
    zone: str | None = code
    while zone:
        yield zone
        zone = region(zone).parent


def _lines(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _names(line: dict[str, str], prefix: str = "") -> Mapping[str, str]:
    return MappingProxyType({language: line[prefix + language] for language in ("fr", "en")})


def _country(line: dict[str, str]) -> Country:
    return Country(
        code=line["code"],
        alpha3=line["alpha3"],
        names=_names(line),
        usual_names=_split(line["usual"]),
        local_names=_split(line["local"]),
        region=line["region"],
        lon=float(line["lon"]),
        lat=float(line["lat"]),
    )


def _goal(line: dict[str, str]) -> Goal:
    return Goal(int(line["number"]), _names(line), _names(line, "short_"))


def _split(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split(";") if name)
