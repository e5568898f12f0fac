"""What the atlas must answer, worked out naively from the rows of a file, without a line of the atlas."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Pairs = Sequence[tuple[str, str]]
Row = Mapping[str, str]
REGIONS = Path(__file__).parents[2] / "territory" / "data" / "regions.csv"
FACETS = ("type", "odd", "pays", "zone", "nature", "etat", "theme", "forme", "commune", "origine")
ALONE = {"depuis", "jusqu", "bbox", "tri", "page", "vue"}
TYPES = {
    "Partenariat/Jumelage": "partenariat",
    "Événement régulier": "evenement",
    "Projet": "projet",
    "Réseau d'acteurs": "reseau",
    "Antenne/Filiale/Bureau": "antenne",
}
UNSURE = {"compilee", "importee"}
STATES = {"en cours": "en-cours", "à vérifier": "a-verifier", "terminé": "termine"}


@dataclass(frozen=True)
class Spot:
    """One place as the file gives it."""

    country: str
    zones: frozenset[str]
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Deed:
    """One row of the file: its values by facet, its places, the years in which it is known alive."""

    key: str
    values: Mapping[str, frozenset[str]]
    spots: tuple[Spot, ...]
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Expected:
    """What `/carte/resultats.json` must say, with the keys that match and how many places have a point."""

    total: int
    count: int
    facets: Mapping[str, Mapping[str, int]]
    undated: int
    keys: frozenset[str]
    placed: int


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a UTF-8 CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def parents() -> dict[str, str]:
    """The region above each region."""
    return {line["code"]: line["parent"] for line in read_csv(REGIONS)}


def regions_of_countries() -> dict[str, str]:
    """The smallest region of each country, from the list of countries of each region."""
    return {code: line["code"] for line in read_csv(REGIONS) for code in line["countries"].split()}


_PARENTS, _REGION_OF = parents(), regions_of_countries()


def zones(country: str, region: str) -> frozenset[str]:
    """All regions in which a place counts, the world among them."""
    found, zone = {"001"}, _REGION_OF[country] if country else region
    while zone:
        found.add(zone)
        zone = _PARENTS[zone]
    return frozenset(found)


def deeds(rows: Iterable[Row], structures: Mapping[str, Row], communes: Mapping[str, str]) -> list[Deed]:
    """The rows of actions with the rows of structures by key, and INSEE codes by name of commune."""
    return [_deed(row, structures, communes) for row in rows]


def _deed(row: Row, structures: Mapping[str, Row], communes: Mapping[str, str]) -> Deed:
    lead = structures[row["organisation_key"]]
    commune = communes.get(lead["commune"], "")
    spots = _spots(row)
    first, last = _years(row)
    values = {
        "type": {TYPES.get(row["action_type"], row["action_type"])},
        "odd": _list(row["sdgs"]),
        "theme": _list(row["themes"]),
        "forme": _list(row["forms"]),
        "nature": {lead["kind"]},
        "commune": {commune} if commune else set(),
        "structure": {row["organisation_key"]} | _list(row.get("co_organisation_keys", "")),
        "origine": {row["origin"]},
        "confirmee": {"non" if row["origin"] in UNSURE and not row.get("confirmed_on") else "oui"},
        "etat": {STATES.get(row["status"], row["status"])},
    }
    frozen = {name: frozenset(found) for name, found in values.items()}
    return Deed(row["key"], frozen, spots, first, last)


def _list(text: str) -> set[str]:
    return {part.strip() for part in text.split(";") if part.strip()}


def _spots(row: Row) -> tuple[Spot, ...]:
    parts = {name: row.get(name, "").split(";") for name in ("country", "region", "lon", "lat", "precision")}
    count = max(map(len, parts.values()))
    whole = {name: values * count if len(values) == 1 else values for name, values in parts.items()}
    return tuple(_spot({name: values[n].strip() for name, values in whole.items()}) for n in range(count))


def _spot(place: Row) -> Spot:
    point = (float(place["lon"]), float(place["lat"])) if place["lon"] else None
    return Spot(place["country"], zones(place["country"], place["region"]), point)


def _years(row: Row) -> tuple[int | None, int | None]:
    start, end = row["start_year"], row["end_year"]
    if start and end:
        return int(start), int(end)
    if start:
        is_under_way = STATES.get(row["status"], row["status"]) == "en-cours"
        today = date.today().year  # noqa: DTZ011
        return int(start), max(today, int(start)) if is_under_way else int(start)
    return (int(end), int(end)) if end else (None, None)


def ask(everything: Sequence[Deed], query: Pairs) -> Expected:
    """The answer to a query, given as the pairs of its address. Words are not looked for."""
    wanted: dict[str, set[str]] = {}
    for name, value in query:
        wanted.setdefault(name, set()).add(value.upper() if name == "pays" else value)
    alone = {name: value for name, value in query if name in ALONE}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    keys, undated, placed = set(), 0, 0
    for deed in everything:
        failed = {
            name for name, values in wanted.items() if name in deed.values and not deed.values[name] & values
        }
        is_dated = _is_alive(deed, alone)
        spots = [spot for spot in deed.spots if _is_there(spot, wanted, alone, "")]
        if spots and is_dated and not failed:
            keys.add(deed.key)
            placed += sum(spot.point is not None for spot in spots)
        asks_years = "depuis" in alone or "jusqu" in alone
        undated += asks_years and bool(spots) and not failed and deed.first is None
        if is_dated:
            _count(counts, deed, failed, has_spots=bool(spots))
            if not failed:
                _count_places(counts, deed, wanted, alone)
    facets = {name: dict(found) for name, found in counts.items()}
    return Expected(len(everything), len(keys), facets, undated, frozenset(keys), placed)


def _count(counts: dict[str, Counter[str]], deed: Deed, failed: set[str], *, has_spots: bool) -> None:
    if not has_spots:
        return
    for name in FACETS:
        if name in deed.values and failed <= {name}:
            counts[name].update(deed.values[name])


def _count_places(
    counts: dict[str, Counter[str]], deed: Deed, wanted: Mapping[str, set[str]], alone: Row
) -> None:
    there = [spot for spot in deed.spots if _is_there(spot, wanted, alone, "pays")]
    counts["pays"].update({spot.country for spot in there if spot.country})
    there = [spot for spot in deed.spots if _is_there(spot, wanted, alone, "zone")]
    counts["zone"].update({zone for spot in there for zone in spot.zones if zone != "001"})


def _is_alive(deed: Deed, alone: Row) -> bool:
    since, until = alone.get("depuis"), alone.get("jusqu")
    if since is None and until is None:
        return True
    if deed.first is None or deed.last is None:
        return False
    return (until is None or deed.first <= int(until)) and (since is None or deed.last >= int(since))


def _is_there(spot: Spot, wanted: Mapping[str, set[str]], alone: Row, without: str) -> bool:
    if without != "pays" and "pays" in wanted and spot.country not in wanted["pays"]:
        return False
    if without != "zone" and "zone" in wanted and not spot.zones & wanted["zone"]:
        return False
    return "bbox" not in alone or (spot.point is not None and is_inside(spot.point, alone["bbox"]))


def is_inside(point: tuple[float, float], bbox: str) -> bool:
    """The point lies in west,south,east,north, sides included; a west beyond the east crosses 180°."""
    west, south, east, north = (float(part) for part in bbox.split(","))
    lon, lat = point
    across = lon >= west or lon <= east if west > east else west <= lon <= east
    return across and south <= lat <= north
