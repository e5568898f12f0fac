"""Files to import, and importing them as the command does."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import translation

from cordee.actions.importing import Import, Options
from cordee.core.tables.report import Report

Row = Mapping[str, str]
ACTION = {
    "key": "one",
    "title": "Jumelage",
    "organisation_key": "lead",
    "action_type": "partenariat",
    "country": "GB",
    "place": "Oxford",
    "lon": "-1.256",
    "lat": "51.752",
    "sdgs": "4;17",
}
STRUCTURE = {"key": "lead", "name": "Ville", "kind": "organisme_public"}


def write(folder: Path, rows: Sequence[Row], name: str = "file.csv") -> Path:
    """A CSV file with the columns of its first row."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(folder: Path, *rows: Row, **options: Any) -> Report:
    """The report, in English, of importing these rows."""
    run = Import(Options(**options), track=lambda batches: batches)
    with translation.override("en"):
        return run.run(write(folder, rows))


def told(report: Report) -> list[tuple[int, str, str]]:
    """Line, column and sentence of each error."""
    return [(problem.line, problem.column, problem.message) for problem in report.errors]
