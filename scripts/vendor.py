"""Copies the browser libraries that the site serves itself. `--check` compares them with their checksums."""

import argparse
import hashlib
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script starts with its own folder alone

from scripts.npm_source import HTMX, MAPLIBRE, PMTILES, Package, unpacked  # noqa: E402

VENDOR = ROOT / "cordee" / "ui" / "static" / "ui" / "vendor"
CHECKSUMS = "CHECKSUMS"

# Source in the package → name here. MapLibre's worker is its own file: give its address to setWorkerUrl().
FILES: dict[Package, dict[str, str]] = {
    MAPLIBRE: {
        "dist/maplibre-gl.mjs": "maplibre-gl/maplibre-gl.mjs",
        "dist/maplibre-gl-worker.mjs": "maplibre-gl/maplibre-gl-worker.mjs",
        "dist/maplibre-gl.css": "maplibre-gl/maplibre-gl.css",
        "LICENSE.txt": "maplibre-gl/LICENSE.txt",
    },
    # It holds no licence file. What it imports for browsers without DecompressionStream: ui/js/no-inflate.js.
    PMTILES: {
        "dist/esm/index.js": "pmtiles/pmtiles.js",
    },
    HTMX: {
        "dist/htmx.esm.min.js": "htmx/htmx.esm.min.js",
        "LICENSE": "htmx/LICENSE.txt",
    },
}

# A map that is not shipped would stop collectstatic, which looks every reference up.
_SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ ?\*/)\s*$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare the files with CHECKSUMS, change nothing"
    )
    if parser.parse_args().check:
        problems = list(differences(VENDOR))
        raise SystemExit("\n".join(problems) if problems else 0)
    fetch(VENDOR)


def fetch(folder: Path) -> None:
    """Replaces the folder's content by the pinned releases and writes their checksums."""
    shutil.rmtree(folder, ignore_errors=True)
    for package, names in FILES.items():
        with unpacked(package) as source:
            for name, target in names.items():
                _copy(source / name, folder / target)
    lines = [f"{digest}  {name}\n" for name, digest in sorted(checksums(folder).items())]
    versions = "".join(f"# {package.name} {package.version}\n" for package in FILES)
    (folder / CHECKSUMS).write_text(versions + "".join(lines), encoding="utf-8")


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the folder but CHECKSUMS itself, by its path inside."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def differences(folder: Path) -> Iterator[str]:
    """One sentence per file that is missing, changed or not in CHECKSUMS."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    expected = {
        name: digest for digest, name in (line.split("  ", 1) for line in lines if not line.startswith("#"))
    }
    found = checksums(folder)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"{name}: differs from its checksum; run scripts/vendor.py and read what changed."


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_SOURCE_MAP.sub(b"\n", source.read_bytes()))


if __name__ == "__main__":
    main()
