"""What is written on the ground: countries, oceans and seas, cities, each in French and English."""

import csv
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from cordee.territory import gazetteer, whereabouts, world
from cordee.territory.world import DATA

SEAS, FORMER = Path(__file__).parent / "seas.csv", Path(__file__).parent / "former_names.csv"
# Inhabitants from which a city stands in the tiles of a zoom; the map shows less, by what there is room for.
FROM = {3: 5_000_000, 4: 1_500_000, 5: 400_000, 6: 100_000, 7: 30_000, 8: 8_000}
LARGEST_OF_COUNTRY = 5  # the zoom at which every country shows its largest city at the latest
Named = tuple[tuple[float, float], dict[str, Any], int]


def countries() -> Iterator[Named]:
    """Every country at its label's point, the largest first: `rank` is its place in that order."""
    areas = _areas()
    ranked = sorted(world.countries().values(), key=lambda one: (-areas.get(one.code, 0.0), one.code))
    for rank, one in enumerate(ranked, start=1):
        names = {"code": one.code, "rank": rank, "fr": one.name("fr"), "en": one.name("en")}
        yield (one.lon, one.lat), names, 0


def _areas() -> dict[str, float]:
    """Square degrees as if at the equator, by code."""
    features = json.loads(whereabouts.FILE.read_text(encoding="utf-8"))["features"]
    lands = {one["properties"]["code"]: shape(one["geometry"]) for one in features}
    return {
        code: sum(part.area * math.cos(math.radians(part.centroid.y)) for part in shapely.get_parts(land))
        for code, land in lands.items()
    }


def seas() -> Iterator[Named]:
    """Oceans and seas whose name nobody disputes; kept by hand."""
    for line in _lines(SEAS):
        names = {"kind": line["kind"], "fr": line["fr"], "en": line["en"]}
        yield (float(line["lon"]), float(line["lat"])), names, int(line["zoom"])


def cities() -> Iterator[Named]:
    """Places of the gazetteer, the most populated first; `fr` only where it differs from `en`."""
    french = _french_names()
    seen: set[str] = set()
    with sqlite3.connect(f"{gazetteer.FILE.as_uri()}?mode=ro&immutable=1", uri=True) as source:
        rows = source.execute(
            "SELECT name, country, lon / 1e5, lat / 1e5, population FROM place ORDER BY rank"
        )
        for name, country, lon, lat, population in rows:
            zoom = _zoom(population)
            if country not in seen:
                zoom = min(zoom or LARGEST_OF_COUNTRY, LARGEST_OF_COUNTRY)
            seen.add(country)
            if zoom is None:
                continue
            names = {"en": name, "pop": _thousands(population)}
            if (other := french[country].pop(name, name)) != name:
                names["fr"] = other
            yield (lon, lat), names, zoom


def _zoom(population: int) -> int | None:
    return next((zoom for zoom, least in FROM.items() if population >= least), None)


def _thousands(population: int) -> int:
    """Thousands of inhabitants on two digits: enough to choose by, and many cities share it in the tiles."""
    thousands = max(1, round(population / 1000))
    return round(thousands, 2 - len(str(thousands))) if thousands > 100 else thousands


def _french_names() -> defaultdict[str, dict[str, str]]:
    """The first usual French name of each place, by country and name; it is that of the largest one.

    Names that searches know and no map shows any more, or that mean something beside the city, are left out.
    """
    former = {(line["country"], line["french"]) for line in _lines(FORMER)}
    known = _lines(DATA / "exonyms.csv")
    unknown = former - {(line["country"], line["french"]) for line in known}
    if unknown:
        raise SystemExit(f"{FORMER.name}: no such names in exonyms.csv: {sorted(unknown)}.")
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in known:
        if (line["country"], line["french"]) not in former:
            found[line["country"]].setdefault(line["geonames"], line["french"])
    return found


def _lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
