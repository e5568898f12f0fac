"""The world view of the live map in a browser, on databases of three sizes: each shall cost the same."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import mapbox_vector_tile
from playwright.sync_api import Browser

from tests.bench.map_report import Row
from tests.bench.server import Server
from tests.bench.visit import Visit, browsing, visited

SIZES = (300, 10_000, 100_000)
SEED = 1


@dataclass(slots=True)
class _Site:
    """A database of one size, and its server."""

    actions: int
    server: Server

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"


def measured(homes: Path, runs: int) -> list[Row]:
    """One row a size; what `homes` holds from an earlier run is used again."""
    for actions in SIZES:
        _prepare(homes / str(actions), actions)
    with _served(homes) as sites, browsing() as browser:
        visits = _visits(browser, sites, runs)
        return [_row(site, visits[site.actions]) for site in sites]


def _prepare(home: Path, actions: int) -> None:
    _tell(f"{actions:,} actions: generating those that are not there yet…")
    home.mkdir(parents=True, exist_ok=True)
    for arguments in (
        ("migrate", "--no-input", "--verbosity=0"),
        ("generate", f"--actions={actions}", f"--seed={SEED}"),
        ("start", "--prepare-only"),
    ):
        command = [sys.executable, "-m", "config.cli", *arguments]
        environment = os.environ | _surroundings(home)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


@contextmanager
def _served(homes: Path) -> Iterator[Sequence[_Site]]:
    """All sizes at once, each by its own server: they wait for each other's turn."""
    with ExitStack() as stack:
        yield [
            _Site(actions, stack.enter_context(Server(**_surroundings(homes / str(actions)))))
            for actions in SIZES
        ]


def _visits(browser: Browser, sites: Sequence[_Site], runs: int) -> dict[int, list[Visit]]:
    """In turn, so that a machine that slows down slows all sizes; the first round does not count."""
    found: dict[int, list[Visit]] = {site.actions: [] for site in sites}
    for run in range(runs + 1):
        for site in sites:
            visit = visited(browser, site.url)
            _tell(f"run {run} of {runs}, {site.actions:,} actions: {visit.idle:.0f} ms")
            if run:
                found[site.actions].append(visit)
    return found


def _row(site: _Site, visits: Sequence[Visit]) -> Row:
    site.server.call_again()
    addresses = sorted({address for visit in visits for address in visit.tiles})
    bodies = [site.server.body(address) for address in addresses]
    features = [
        feature
        for body in bodies
        if body
        for feature in mapbox_vector_tile.decode(body)["actions"]["features"]
    ]
    places = sum(feature["properties"]["n"] for feature in features)
    return Row(actions=site.actions, places=places, points=len(features), visits=visits)


def _surroundings(home: Path) -> dict[str, str]:
    return {
        "CORDEE_HOME": str(home),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201  # some minutes without a word would look like a fault
