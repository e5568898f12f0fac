"""Reads a table that anybody may have made: CSV or XLSX, told apart by content, refused with a sentence."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cordee.core.tables import delimited, sniffing, workbook
from cordee.core.tables.formulas import restore
from cordee.core.tables.limits import Limits
from cordee.core.tables.table import Record, Row, Table, TableError, shaped

__all__ = ["Limits", "Row", "Table", "TableError", "read_table"]


def read_table(path: Path, *, limits: Limits | None = None) -> Table:
    """The table in the file. Raises `TableError` with a sentence to show, here or while rows are read."""
    limits = limits or Limits()
    if sniffing.kind_of(path, limits) is sniffing.Kind.XLSX:
        sheet = workbook.sheet(path, limits)
        columns, rows = shaped(_restored(sheet.records, inside=False), limits)
        return Table(columns, rows, sheet.other_sheets)
    columns, rows = shaped(_restored(delimited.records(path), inside=True), limits)
    return Table(columns, rows)


def _restored(records: Iterator[Record], *, inside: bool) -> Iterator[Record]:
    undo = partial(restore, inside=inside)
    return ((number, [undo(cell) for cell in cells]) for number, cells in records)
