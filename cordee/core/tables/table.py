"""A table being read: its columns, then its rows one at a time. Checks of shape common to every format."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cordee.core.tables.limits import Limits
from cordee.core.text import NO_TEXT

# A record: its number as a spreadsheet shows it, then its cells.
Record = tuple[int, list[str]]
NAME_CHARS = 1_000


class TableError(Exception):
    """The file is refused. The message is for the person: what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is what a spreadsheet shows beside it (the header is usually 1)."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as written in the header; rows are read as they are asked for, and may raise `TableError`."""

    columns: list[str]
    rows: Iterator[Row]
    other_sheets: list[str] = field(default_factory=list)


def shaped(records: Iterator[Record], limits: Limits) -> tuple[list[str], Iterator[Row]]:
    """The header, checked, and the rows that follow it; records without any text are passed over."""
    filled = (record for record in records if any(cell.strip() for cell in record[1]))
    header = next(filled, None)
    if header is None:
        raise TableError(_("The file is empty. Its first line must name the columns."))
    _refuse_no_text(*header)
    columns = _columns(header[1], limits)
    return columns, _rows(columns, filled, limits)


def _columns(cells: list[str], limits: Limits) -> list[str]:
    columns = _trimmed(cells)
    if len(columns) > limits.columns:
        raise too_many_columns(limits)
    if any(len(name) > NAME_CHARS for name in columns):
        raise TableError(
            _("The first line holds a text of more than %(limit)d characters: it must name the columns.")
            % {"limit": NAME_CHARS}
        )
    seen: dict[str, int] = {}
    for position, name in enumerate(columns, 1):
        _check_name(name, position, seen)
    return columns


def _check_name(name: str, position: int, seen: dict[str, int]) -> None:
    folded = name.strip().casefold()
    if not folded:
        raise TableError(
            _("Column %(position)d has no name. Name it in the first line, or remove the column.")
            % {"position": position}
        )
    if folded in seen:
        raise TableError(
            _("Columns %(first)d and %(second)d have the same name, “%(name)s”. Rename or remove one.")
            % {"first": seen[folded], "second": position, "name": name.strip()[:80]}
        )
    seen[folded] = position


def _rows(columns: list[str], records: Iterator[Record], limits: Limits) -> Iterator[Row]:
    for count, (number, cells) in enumerate(records, 1):
        if count > limits.rows:
            raise too_many_rows(limits)
        yield Row(number, _cells(columns, cells, number, limits))


def _cells(columns: list[str], cells: list[str], number: int, limits: Limits) -> dict[str, str]:
    if len(cells) > len(columns):
        cells = _trimmed(cells)
    if len(cells) > len(columns):
        raise TableError(
            _(
                "Line %(line)d has %(cells)d cells for %(columns)d columns. A text that holds a separator "
                "must be between double quotes."
            )
            % {"line": number, "cells": len(cells), "columns": len(columns)}
        )
    if max(map(len, cells), default=0) > limits.cell_chars:
        raise too_long_cell(number, limits)
    _refuse_no_text(number, cells)
    padded = cells + [""] * (len(columns) - len(cells))
    return dict(zip(columns, padded, strict=True))


def _refuse_no_text(line: int, cells: list[str]) -> None:
    if found := NO_TEXT.search("".join(cells)):
        raise TableError(
            _("Line %(line)d: a cell holds the character U+%(code)s, which no text holds. Type it again.")
            % {"line": line, "code": f"{ord(found[0]):04X}"}
        )


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end, which spreadsheets like to leave."""
    last = max((position for position, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def too_many_columns(limits: Limits) -> TableError:
    """The table is wider than allowed."""
    return TableError(
        _("The table has more than %(limit)d columns. Remove those that are not needed.")
        % {"limit": limits.columns}
    )


def too_many_rows(limits: Limits) -> TableError:
    """The table is longer than allowed."""
    return TableError(
        _("The table has more than %(limit)d rows. Split it into several files.") % {"limit": limits.rows}
    )


def too_long_cell(line: int, limits: Limits) -> TableError:
    """One cell holds more text than allowed."""
    return TableError(
        _("Line %(line)d: a cell has more than %(limit)d characters. Shorten it.")
        % {"line": line, "limit": limits.cell_chars}
    )
