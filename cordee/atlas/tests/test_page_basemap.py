"""The map's ground: light, whole, named in both languages, without a band across the antimeridian."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from cordee.territory import world

FILE = Path(__file__).parents[1] / "static/atlas/basemap/world.json"


@cache
def features(kind: str) -> list[dict[str, Any]]:
    everything = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return [feature for feature in everything if feature["properties"]["kind"] == kind]


def lines(coordinates: Any) -> Iterator[list[list[float]]]:
    """The rings or lines in coordinates of any depth."""
    if isinstance(coordinates[0][0], list):
        for part in coordinates:
            yield from lines(part)
    else:
        yield coordinates


def test_it_is_light() -> None:
    assert FILE.stat().st_size <= 300_000


def test_every_country_has_its_name_in_both_languages() -> None:
    named = {(feature["properties"]["fr"], feature["properties"]["en"]) for feature in features("name")}
    assert named == {(one.name("fr"), one.name("en")) for one in world.countries().values()}


def test_no_line_jumps_over_the_antimeridian() -> None:
    seen = 0
    for kind in ("land", "border", "dashed"):
        for feature in features(kind):
            for line in lines(feature["geometry"]["coordinates"]):
                seen += len(line)
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in line)
                if kind != "land":  # a land that touches it on both sides is two polygons
                    assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(line))
    assert seen > 5000


def test_no_polygon_is_as_wide_as_the_world_but_antarctica() -> None:
    wide = [
        line
        for feature in features("land")
        for line in lines(feature["geometry"]["coordinates"])
        if max(x for x, _ in line) - min(x for x, _ in line) > 300
    ]
    assert all(max(y for _, y in line) < -60 for line in wide)
