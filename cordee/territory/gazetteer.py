"""Places of the world by name, in French, English or the local language, from a file that nobody writes."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from cordee.core.text import key_of
from cordee.territory.world import find_country

FILE = Path(__file__).parent / "data" / "gazetteer.sqlite"
_LAST = "\U0010ffff"  # sorts after every letter

_EXACT = """
SELECT id, name, country, lon / 1e5, lat / 1e5, population FROM alias JOIN place USING (rank)
WHERE key = ?1 AND ?2 IN ('', country) ORDER BY weak, rank LIMIT ?3
"""
_BEGINNING = """
SELECT id, name, country, lon / 1e5, lat / 1e5, population
FROM (SELECT rank, MIN(weak) AS weak FROM alias WHERE key > ?1 AND key < ?1 || ?4 GROUP BY rank)
JOIN place USING (rank) WHERE ?2 IN ('', country) ORDER BY weak, rank LIMIT ?3
"""
_FURTHER_NAMES = "SELECT name FROM name WHERE id = ? ORDER BY position"
_POINTS = "SELECT lon / 1e5, lat / 1e5 FROM place WHERE country = ?"

_reading = Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of GeoNames under its id there; lon and lat in degrees; population 0 when unknown."""

    id: int
    name: str
    country: str
    lon: float
    lat: float
    population: int


def search(text: str, *, country: str | None = None, limit: int = 8) -> list[Place]:
    """Return at most `limit` places named `text`, then those whose name begins so; the most populated first.

    `country` (alpha-2, any case) narrows the search, as does "Paris, US" or "Oxford, Royaume-Uni".
    """
    wanted, named_country = _parts(text)
    key, land = key_of(wanted), (country or named_country or "").upper()
    if not key or limit < 1:
        return []
    exact = _places(_EXACT, (key, land, limit))
    longer = _places(_BEGINNING, (key, land, limit + len(exact), _LAST))
    return list(dict.fromkeys([*exact, *longer]))[:limit]


def locate(text: str, country: str) -> Place | None:
    """Return the place of that country (alpha-2, any case) named `text`, the most populated if several.

    The whole name is wanted, with its precision in brackets if any. An empty country means any.
    """
    return next(iter(_places(_EXACT, (key_of(text), country.upper(), 1))), None)


@lru_cache(maxsize=4096)
def names_of(text: str, country: str) -> tuple[str, ...]:
    """Return the known names of a place (its own, French, English, local); none if it is unknown.

    A precision in brackets, as in "Canton (Guangzhou)", is left out where the whole is no known name.
    """
    place = locate(text, country) or locate(text.partition("(")[0], country)
    if place is None:
        return ()
    return (place.name, *(row[0] for row in _rows(_FURTHER_NAMES, (place.id,))))


@lru_cache(maxsize=4096)
def name_in(text: str, country: str, language: str) -> str:
    """Return what a place named in French is called in that language: its name in GeoNames, if known.

    In French, or where the whole text is no known name, it stays as it is.
    """
    if language == "fr" or not text or not country:
        return text
    place = locate(text, country)
    return place.name if place else text


@cache
def points_of(country: str) -> tuple[tuple[float, float], ...]:
    """Return the (lon, lat) of all known places of a country (alpha-2, any case)."""
    rows = _rows(_POINTS, (country.upper(),))
    return tuple((row[0], row[1]) for row in rows)


def _parts(text: str) -> tuple[str, str | None]:
    """Split "Paris, US" into name and country code; without a known country, the text stays whole."""
    name, comma, land = text.rpartition(",")
    code = find_country(land) if comma else None
    return (name, code) if code else (text, None)


def _places(query: str, values: Sequence[object]) -> list[Place]:
    return [Place(*row) for row in _rows(query, values)]


def _rows(query: str, values: Sequence[object]) -> list[Any]:
    with _reading:
        return _connection().execute(query, values).fetchall()


@cache
def _connection() -> sqlite3.Connection:
    """One connection for all threads: the file is never written, and the lock keeps their reads apart."""
    return sqlite3.connect(f"{FILE.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
