"""Asking the site, comparing with the oracle, and counting what tiles show."""

import csv
import io
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import mapbox_vector_tile
import openpyxl
from django.conf import settings
from django.test import Client

from cordee.atlas.tests import oracle
from cordee.atlas.tests.oracle import Deed, Expected, Pairs

TERRITORY = Path(settings.BASE_DIR) / "territories" / "grenoble"
RESULTS = "/carte/resultats.json"
BOXES = (
    "-10,35,30,60",
    "160,-50,-120,30",
    "170,-90,-170,90",
    "-180,-90,180,90",
    "5.7,45.1,5.8,45.3",
    "100,0,150,50",
    "20,-35,-30,37",
)
SAMPLED, HEAVIEST = 8, 600
"""One query in so many is compared in its exports too, where it matches no more than that."""


@dataclass
class World:
    """All that was imported, as the oracle sees it."""

    deeds: list[Deed]

    def expected(self, query: Pairs) -> Expected:
        """The oracle's answer."""
        return oracle.ask(self.deeds, query)

    def choices(self) -> list[tuple[str, str]]:
        """Every value of every facet, and every structure, that stands in the data."""
        facets = self.expected([]).facets
        named = {(name, value) for name, counts in facets.items() for value in counts}
        return sorted(
            named | {("structure", value) for deed in self.deeds for value in deed.values["structure"]}
        )

    def queries(self, count: int, seed: int) -> Iterable[list[tuple[str, str]]]:
        """Random queries of two or three parameters, the same for the same seed."""
        draw, choices = random.Random(seed), self.choices()
        for _ in range(count):
            query = draw.sample(choices, draw.choice((1, 2, 2, 3)))
            yield query + _alone(draw)


def _alone(draw: random.Random) -> list[tuple[str, str]]:
    found = [("bbox", draw.choice(BOXES))] if draw.random() < 0.3 else []
    if draw.random() < 0.3:
        found.append(("depuis", str(draw.randint(1960, 2027))))
    if draw.random() < 0.2:
        since = int(dict(found).get("depuis", "1960"))
        found.append(("jusqu", str(since + draw.randint(0, 40))))
    return found


def get(client: Client, query: Pairs) -> Any:
    """What the site answers."""
    response = client.get(f"{RESULTS}?{urlencode(query)}")
    assert response.status_code == 200, response.content
    return response.json()


def compare(client: Client, world: World, query: Pairs) -> None:
    """The site's numbers are the oracle's."""
    found, expected = get(client, query), world.expected(query)
    assert (found["total"], found["count"]) == (expected.total, expected.count), query
    assert found["facets"] == expected.facets, query
    assert found.get("undated", 0) == expected.undated, query
    assert {result["slug"] for result in found["results"]} <= expected.keys, query
    assert len(found["results"]) == min(50, expected.count), query
    if is_sampled(query) and expected.count <= HEAVIEST:
        compare_exports(client, query, expected)


def is_sampled(query: Pairs) -> bool:
    """The same queries on every machine, spread evenly: drawn from their own words."""
    return zlib.crc32(urlencode(query).encode()) % SAMPLED == 0


def compare_exports(client: Client, query: Pairs, expected: Expected) -> None:
    """Each file holds every matching action once, and no other."""
    for extension, keys in exported(client, query).items():
        assert len(keys) == expected.count, (extension, query)
        assert set(keys) == expected.keys, (extension, query)


def exported(client: Client, query: Pairs) -> dict[str, list[str]]:
    """The keys of the actions in each file, in its order."""
    rows = csv.DictReader(io.StringIO(_file(client, "csv", query).decode("utf-8-sig"), newline=""))
    sheet = openpyxl.load_workbook(io.BytesIO(_file(client, "xlsx", query)), read_only=True).worksheets[0]
    names, *lines = sheet.iter_rows(values_only=True)
    features = json.loads(_file(client, "geojson", query))["features"]
    return {
        "csv": [row["key"] for row in rows],
        "xlsx": [str(line[names.index("key")]) for line in lines],
        "geojson": [feature["properties"]["slug"] for feature in features],
    }


def _file(client: Client, extension: str, query: Pairs) -> bytes:
    response = client.get(f"/carte/export.{extension}?{urlencode(query)}")
    assert response.status_code == 200, (extension, query)
    content: bytes = response.getvalue()
    return content


def tile(client: Client, z: int, x: int, y: int, query: Pairs = ()) -> list[dict[str, Any]]:
    """The features of one tile, in pixels; none for an empty one."""
    response = client.get(f"/carte/tuiles/{z}/{x}/{y}.mvt?{urlencode(query)}")
    if response.status_code == 204:
        assert response.content == b""
        return []
    assert response.status_code == 200, response.content
    layers = mapbox_vector_tile.decode(response.content, default_options={"y_coord_down": True})
    assert list(layers) == ["actions"]
    features: list[dict[str, Any]] = layers["actions"]["features"]
    return features


def pyramid(client: Client, z: int, query: Pairs = ()) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """All the tiles of a zoom that show something.

    Near ones are asked for only below the regions that do, one zoom higher: a circle may stand for places of
    any tile of its region.
    """
    if z <= 3:
        below = list(product(range(1 << z), repeat=2))
    else:
        above = {(x >> 1, y >> 1) for x, y in pyramid(client, z - 1, query)}
        below = [(4 * x + dx, 4 * y + dy) for x, y in sorted(above) for dx in range(4) for dy in range(4)]
    return {(x, y): found for x, y in below if (found := tile(client, z, x, y, query))}


def shown(tiles: dict[tuple[int, int], list[dict[str, Any]]]) -> int:
    """The places that all these tiles show."""
    return sum(feature["properties"]["n"] for features in tiles.values() for feature in features)


def types_of(deeds: Sequence[Deed]) -> Counter[str]:
    """How many places with a point each type has."""
    found: Counter[str] = Counter()
    for deed in deeds:
        found[next(iter(deed.values["type"]))] += sum(spot.point is not None for spot in deed.spots)
    return found
