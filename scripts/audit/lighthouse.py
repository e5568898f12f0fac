"""Lighthouse on a page, as a telephone sees it: the median of several runs, and what it missed."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low
from typing import Any, Final

from scripts.audit.tools import command, installed

RUNS: Final = 3
ATTEMPTS: Final = 4
"""On a busy machine Chromium at times gives no trace; Lighthouse itself says to run it again."""
PATIENCE: Final = 300.0  # seconds
PERFORMANCE, MAP_PERFORMANCE = 0.98, 0.90
GOALS: Final = {"performance": PERFORMANCE, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
METRICS: Final = ("largest-contentful-paint", "total-blocking-time", "total-byte-weight")
FLAGS: Final = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --enable-unsafe-swiftshader"
)
Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What the runs say of one page together."""

    name: str
    address: str
    scores: dict[str, float]
    metrics: dict[str, float]
    failed: dict[str, list[str]]
    speed: int
    """How fast Lighthouse found the machine; under 1000 it is slow or busy, and its figures are too low."""

    def missed(self) -> dict[str, list[str]]:
        """The categories under their goal, each with the audits that failed."""
        return {
            name: self.failed[name] for name, score in self.scores.items() if score < goal(self.name, name)
        }


def goal(page: str, category: str) -> float:
    """The least that is asked; the map draws in software where audits run."""
    return MAP_PERFORMANCE if (page, category) == ("map", "performance") else GOALS[category]


def measured(name: str, url: str, address: str, runs: int) -> Result:
    """The page, looked at that many times."""
    return summed_up(name, address, [_run(url + address) for _ in range(runs)])


def summed_up(name: str, address: str, reports: Sequence[Report]) -> Result:
    """The middle of the scores and of the metrics; the audits that failed in any run."""
    return Result(
        name,
        address,
        {category: median_low(_scores(reports, category)) for category in GOALS},
        {
            metric: median_low([one["audits"][metric]["numericValue"] for one in reports])
            for metric in METRICS
        },
        {category: sorted({*_failed(reports, category)}) for category in GOALS},
        int(median_low([one["environment"]["benchmarkIndex"] for one in reports])),
    )


def _scores(reports: Sequence[Report], category: str) -> list[float]:
    return [one["categories"][category]["score"] for one in reports]


def _failed(reports: Sequence[Report], category: str) -> Iterable[str]:
    for report in reports:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield part["id"]


def _run(address: str) -> Report:
    for _attempt in range(ATTEMPTS):
        report = _once(address)
        if report and not report.get("runtimeError"):
            return report
    raise SystemExit(f"Lighthouse gave no whole report of {address} in {ATTEMPTS} attempts.")


def _once(address: str) -> Report:
    with tempfile.TemporaryDirectory(prefix="cordee-audit-") as folder:
        file = Path(folder) / "report.json"
        subprocess.run(
            [
                command("node"),
                str(installed() / "lighthouse" / "cli" / "index.js"),
                address,
                "--quiet",
                "--output=json",
                f"--output-path={file}",
                f"--only-categories={','.join(GOALS)}",
                f"--chrome-flags={FLAGS}",
            ],
            env=os.environ | {"CHROME_PATH": command("chromium")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        report: Report = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        return report
