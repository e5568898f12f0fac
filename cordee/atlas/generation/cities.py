"""Real cities to put actions in, from the gazetteer: the more people, the more often."""

import sqlite3
from functools import cache

from cordee.atlas.generation.draw import Draw
from cordee.territory import gazetteer

MOST = 150
"""Cities kept of each country."""
City = tuple[str, float, float]
"""Name, longitude and latitude in degrees."""


@cache
def cities_of(country: str) -> Draw[City] | None:
    """The cities of a country (alpha-2), weighted by population; none where the gazetteer knows none."""
    weights = _by_country().get(country)
    return Draw(weights) if weights else None


@cache
def populations() -> dict[str, float]:
    """How many people live in the known cities of each country that has some."""
    return {country: sum(weights.values()) for country, weights in _by_country().items()}


@cache
def _by_country() -> dict[str, dict[City, float]]:
    """The gazetteer is written from the most populated place downwards."""
    found: dict[str, dict[City, float]] = {}
    connection = sqlite3.connect(f"{gazetteer.FILE.as_uri()}?mode=ro&immutable=1", uri=True)
    query = "SELECT country, name, lon / 1e5, lat / 1e5, population FROM place ORDER BY rank"
    for country, name, lon, lat, population in connection.execute(query):
        cities = found.setdefault(country, {})
        if len(cities) < MOST and ";" not in name and (abs(lon) > 1 or abs(lat) > 1):
            cities.setdefault((name, lon, lat), max(population, 1000))
    connection.close()
    return found
