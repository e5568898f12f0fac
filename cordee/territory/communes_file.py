"""The communes of a territory, from its CSV: INSEE code, name, population, postcodes and a point inside."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cordee.territory.reader import Problems
from cordee.territory.shape import Commune

COLUMNS = ("insee", "nom", "population_municipale", "codes_postaux", "lon", "lat")
"""Columns that the file must have; others are left to their reader."""

_INSEE = re.compile(r"(\d\d|2[AB])\d{3}")
_POSTCODE = re.compile(r"\d{5}")


def read_communes(file: Path, problems: Problems) -> Mapping[str, Commune]:
    """Communes by INSEE code, in the file's order; every faulty line goes to `problems` and is left out."""
    communes: dict[str, Commune] = {}
    for number, row in _rows(file, problems):
        key = f"line {number}"
        faults = list(_faults(row))
        if row["insee"] in communes:
            faults.append(f"repeats the commune {row['insee']}; keep one of the two lines")
        for fault in faults:
            problems.add(file.name, key, fault)
        if not faults:
            communes[row["insee"]] = _commune(row)
    return communes


def _rows(file: Path, problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            problems.add(
                file.name, "line 1", f"lacks the columns {', '.join(missing)}; add them to the header"
            )
            return
        for row in reader:
            yield reader.line_num, {column: (row[column] or "").strip() for column in COLUMNS}


def _faults(row: Mapping[str, str]) -> Iterator[str]:
    if not _INSEE.fullmatch(row["insee"]):
        yield f"has the INSEE code {row['insee']!r}; write five characters such as 38185 or 2A004"
    if not row["nom"]:
        yield "has no name in the column nom; write it"
    if not row["population_municipale"].isdecimal():
        yield f"has the population {row['population_municipale']!r}; write a whole number of inhabitants"
    if not all(_POSTCODE.fullmatch(code) for code in _split(row["codes_postaux"])):
        yield f"has the postcodes {row['codes_postaux']!r}; write five digits each, with ; between two"
    if bool(row["lon"]) != bool(row["lat"]):
        yield "has one of lon and lat only; write both, or none when the point is unknown"
    for column, limit in (("lon", 180), ("lat", 90)):
        if row[column] and not _is_degrees(row[column], limit):
            yield f"has {column} {row[column]!r}; write degrees between -{limit} and {limit}, such as 5.72439"


def _is_degrees(written: str, limit: int) -> bool:
    try:
        return abs(float(written)) <= limit
    except ValueError:
        return False


def _split(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(";") if part.strip())


def _commune(row: Mapping[str, str]) -> Commune:
    return Commune(
        insee=row["insee"],
        name=row["nom"],
        population=int(row["population_municipale"]),
        lon=float(row["lon"]) if row["lon"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        postcodes=_split(row["codes_postaux"]),
    )
