"""`make audit`: the Nu HTML checker on every kind of page, Lighthouse on five; 1 when a goal is missed."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from scripts.audit import lighthouse, markup, pages, report, site
from scripts.audit.tools import ROOT

DOCUMENT = ROOT / "docs" / "accessibility.md"


def main() -> int:
    """Look, tell, write when asked."""
    asked = _asked()
    with nullcontext(asked.url) if asked.url else site.served() as url:
        seen, faults = _markup(url)
        results = [] if asked.markup_only else _lighthouse(url, asked.runs)
    if results:
        print(report.table(results))
    found = report.verdict(results, faults)
    print("\n".join(found) or f"Nothing wrong on {seen} pages.")
    if asked.write and results:
        report.written(DOCUMENT, report.section(results, seen, faults))
    return 1 if found else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.audit", description=__doc__)
    parser.add_argument("--url", default="", help="a site that runs; one with the demonstration otherwise")
    parser.add_argument("--runs", type=int, default=lighthouse.RUNS, help="of Lighthouse, for each page")
    parser.add_argument("--markup-only", action="store_true", help="the HTML checker alone")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    return parser.parse_args()


def _markup(url: str) -> tuple[int, Sequence[str]]:
    with tempfile.TemporaryDirectory(prefix="cordee-audit-") as folder:
        kept = pages.fetched(url, Path(folder))
        return len(kept), markup.faults(kept)


def _lighthouse(url: str, runs: int) -> list[lighthouse.Result]:
    found = []
    for name, address in pages.measured(url).items():
        print(f"Lighthouse: {address}…", file=sys.stderr)
        found.append(lighthouse.measured(name, url, address, runs))
    return found


if __name__ == "__main__":
    sys.exit(main())
