"""Writes the tables of columns of docs/import.md from the code; `--check` says if they are up to date."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script starts with its own folder alone

from cordee.actions import columns as actions  # noqa: E402
from cordee.core.tables.columns import Column  # noqa: E402
from cordee.organisations import sheets as organisations  # noqa: E402

DOCUMENT = ROOT / "docs" / "import.md"
TABLES: dict[str, tuple[tuple[Column, ...], tuple[str, ...]]] = {
    "actions": (actions.COLUMNS, actions.REQUIRED),
    "structures": (organisations.COLUMNS, organisations.REQUIRED),
}
PASSED_OVER = " (passed over by imports)"


class MarkersError(Exception):
    """The document has no place for a table."""


def main(arguments: list[str]) -> int:
    """Exit status 1 when `--check` finds the document behind the code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DOCUMENT)
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args(arguments)
    text = options.file.read_text(encoding="utf-8")
    completed = filled(text)
    if options.check:
        if text != completed:
            print(f"{options.file.name} is behind the code: run python scripts/import_columns.py")
        return int(text != completed)
    options.file.write_text(completed, encoding="utf-8")
    return 0


def filled(text: str) -> str:
    """The document with each table between its two markers, whatever stood there."""
    for name, (columns, required) in TABLES.items():
        start, end = markers(name)
        pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        if len(pattern.findall(text)) != 1:
            raise MarkersError(f"Put {start} and {end} once each, where the table of {name} goes.")
        body = "\n".join([start, *table(columns, required), end])
        text = pattern.sub(lambda _found, body=body: body, text)  # type: ignore[misc]
    return text


def markers(name: str) -> tuple[str, str]:
    """The lines around a table."""
    return f"<!-- columns of {name}: scripts/import_columns.py -->", f"<!-- end of {name} -->"


def table(columns: Iterable[Column], required: Iterable[str]) -> Iterator[str]:
    """The lines of a Markdown table, one per column; a name in bold must be there."""
    needed = set(required)
    yield "| column | also read as | holds |"
    yield "| --- | --- | --- |"
    for column in columns:
        name = f"**{column.name}**" if column.name in needed else column.name
        holds = column.holds + ("" if column.is_read else PASSED_OVER)
        yield f"| {name} | {', '.join(column.aliases)} | {holds} |"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
