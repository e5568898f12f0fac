"""`python -m tests.bench`: generate, serve, measure, print the table; `--write` puts it in the documents.

`--map` measures the world view of the map in Chromium instead, at three sizes.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import sections

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "performance.md"
SEED = 20261124


def main() -> int:
    """Always 0: a bench tells, it does not judge."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="cordee-bench-") as home:
        if asked.map:
            command, text = _map(asked.homes or Path(home), asked.runs)
        else:
            command, text = _requests(home, asked.database, asked.actions)
    print(text)  # noqa: T201  # what the command is for
    if asked.write:
        sections.written(DOCUMENT, command, text)
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument(
        "--database", default="", help="URL of an empty database; SQLite of its own otherwise"
    )
    parser.add_argument("--map", action="store_true", help="the map in Chromium, at three sizes")
    parser.add_argument("--runs", type=int, default=5, help="visits of the map, for each size")
    parser.add_argument(
        "--homes", type=Path, help="folder that keeps the databases of --map for another time"
    )
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    return parser.parse_args()


def _map(homes: Path, runs: int) -> tuple[str, str]:
    # The other bench asks for no browser.
    from tests.bench import map_report
    from tests.bench.map import measured

    return map_report.COMMAND, map_report.section(measured(homes.absolute(), runs))


def _requests(home: str, database: str, actions: int) -> tuple[str, str]:
    os.environ |= {
        "CORDEE_HOME": home,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    import django

    django.setup()
    # What follows needs the settings.
    from tests.bench import prepare, report, workload
    from tests.bench.measure import measured
    from tests.bench.server import Server

    prepared = prepare.database(actions, SEED)
    kinds = workload.kinds(SEED)
    with Server() as server:
        lines = [measured(kind, server) for kind in kinds]
        started = server.seconds_to_first_page
    return report.COMMAND, report.section(actions, prepared, started, lines)


if __name__ == "__main__":
    sys.exit(main())
