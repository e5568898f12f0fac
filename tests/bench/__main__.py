"""`python -m tests.bench`: generate, serve, measure, print the table; `--write` puts it in the documents."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "performance.md"
SEED = 20261124


def main() -> int:
    """Always 0: a bench tells, it does not judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument(
        "--database", default="", help="URL of an empty database; SQLite of its own otherwise"
    )
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cordee-bench-") as home:
        os.environ |= {
            "CORDEE_HOME": home,
            "DATABASE_URL": options.database,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        table = _run(options.actions)
    print(table)  # noqa: T201  # what the command is for
    if options.write:
        DOCUMENT.write_text(table, encoding="utf-8")
    return 0


def _run(actions: int) -> str:
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
    return report.document(actions, prepared, started, lines)


if __name__ == "__main__":
    sys.exit(main())
