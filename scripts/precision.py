"""Adds to a territory's actions the precision of each place, editorial themes and forms, and the origin.

Usage: python scripts/precision.py territories/<name>/actions.csv [--check]

Rules come first (below, and `editorial_rules.csv`: on, match, themes, forms), then a hand, which wins:
`precision_by_hand.csv` (key, precision, reason) and `editorial_by_hand.csv` (key, themes, forms). All lie
beside the actions. Every other column keeps its values; running it twice changes nothing. --check writes
nothing and fails when the file is not up to date.
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = dict[str, str]

ADDED = ("precision", "themes", "forms", "themes_basis", "origin")
PRECISIONS = ("point", "city", "approximate", "region", "country", "world")
MOST_THEMES = 3

# Read on the basis of the coordinates and on the note; the first that matches decides.
PRECISION_RULES = (
    ("country", r"capitale par défaut|lieu précis non indiqué|ville non précisée"),
    ("country", r"capitale du pays (associé|membre|partenaire|acheteur)"),
    ("approximate", r"coordonnées d(e |')"),
    ("city", r"^lieu cité ou siège du partenaire"),
)


class RuleError(Exception):
    """The rules or the hand tables leave an action undecided, or speak of what does not exist."""


def read(file: Path) -> list[Row]:
    """Rows of a CSV, every cell as written."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_key(rows: Iterable[Row], keys: set[str], file: str) -> dict[str, Row]:
    """Rows of a hand table by action. Raises RuleError for an action that is not there or comes twice."""
    table: dict[str, Row] = {}
    for row in rows:
        if row["key"] not in keys or row["key"] in table:
            raise RuleError(
                f"{file}: «{row['key']}» is no action of the file, or comes twice; correct that line"
            )
        table[row["key"]] = row
    return table


def precision_of(row: Row, by_hand: Mapping[str, Row]) -> str:
    """How precise an action's point is. Raises RuleError when neither a rule nor the hand table says it."""
    if row["key"] in by_hand:
        decided = by_hand[row["key"]]["precision"]
        if decided not in PRECISIONS:
            raise RuleError(f"precision_by_hand.csv: «{decided}» is none of {', '.join(PRECISIONS)}")
        return decided
    said = (row["note"], row["coord_basis"])
    for precision, pattern in PRECISION_RULES:
        if any(re.search(pattern, words) for words in said):
            return precision
    raise RuleError(f"«{row['key']}»: no rule reads its note; add a line to precision_by_hand.csv")


def editorial_of(row: Row, rules: Iterable[Row], by_hand: Mapping[str, Row]) -> tuple[str, str]:
    """Themes (1 to 3) and forms of an action, each joined by «;». Raises RuleError when it gets no theme."""
    if row["key"] in by_hand:
        matching = [by_hand[row["key"]]]
    else:
        matching = [rule for rule in rules if _speaks_of(rule, row)]
    themes, forms = _gathered(matching, "themes"), _gathered(matching, "forms")
    if not themes:
        raise RuleError(f"«{row['key']}» gets no theme; add it to editorial_by_hand.csv")
    return ";".join(themes[:MOST_THEMES]), ";".join(forms)


def _speaks_of(rule: Row, row: Row) -> bool:
    if rule["on"] == "organisation":
        return re.fullmatch(rule["match"], row["organisation_key"]) is not None
    if rule["on"] == "title":
        return re.search(rule["match"], row["title"]) is not None
    if rule["on"] == "text":
        return re.search(rule["match"], f"{row['title']}\n{row['description']}") is not None
    raise RuleError(f"editorial_rules.csv: «{rule['on']}» is none of organisation, title, text")


def _gathered(rows: Iterable[Row], column: str) -> list[str]:
    return list(dict.fromkeys(part for row in rows for part in row[column].split(";") if part))


def completed(actions: Path) -> str:
    """The text that the actions' file should have. Raises RuleError."""
    folder, rows = actions.parent, read(actions)
    keys = {row["key"] for row in rows}
    places = by_key(read(folder / "precision_by_hand.csv"), keys, "precision_by_hand.csv")
    editorial = by_key(read(folder / "editorial_by_hand.csv"), keys, "editorial_by_hand.csv")
    rules = read(folder / "editorial_rules.csv")
    for row in rows:
        themes, forms = editorial_of(row, rules, editorial)
        row |= {"precision": precision_of(row, places), "themes": themes, "forms": forms}
        row["themes_basis"], row["origin"] = "editorial", "compilee"
    return _as_csv(rows)


def _as_csv(rows: list[Row]) -> str:
    columns = [column for column in rows[0] if column not in ADDED] + list(ADDED)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write or check the file: 0 when it is what the rules give, 1 when not, 2 when they cannot say."""
    parser = argparse.ArgumentParser(description="Precision, themes and forms of a territory's actions.")
    parser.add_argument("actions", type=Path, help="the territory's actions.csv")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when not up to date")
    options = parser.parse_args(arguments)
    try:
        wanted = completed(options.actions)
    except RuleError as error:
        print(error, file=sys.stderr)
        return 2
    if options.actions.read_text(encoding="utf-8") == wanted:
        print(f"{options.actions}: up to date")
        return 0
    if options.check:
        print(f"{options.actions}: not what the rules give; run this script without --check", file=sys.stderr)
        return 1
    options.actions.write_text(wanted, encoding="utf-8")
    print(f"{options.actions}: written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
