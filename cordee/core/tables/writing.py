"""Writes tables that a spreadsheet opens without running anything, and that `reading` gives back."""

import csv
import datetime
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cordee.core.tables.formulas import neutralise
from cordee.core.tables.table import TableError
from cordee.core.text import NO_TEXT

Value = str | bool | int | float | Decimal | datetime.date | datetime.time | None

BOM = "\ufeff"
CSV_BATCH = 200
EXCEL_CELL_CHARS = 32_767
EXCEL_DIGITS = 10**15  # beyond, a spreadsheet rounds
EXCEL_FIRST_YEAR = 1901
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_NAME_BANNED = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class SheetData:
    """One sheet to write; `widths` are in characters, by column."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[int] = ()


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The CSV in pieces, for a streamed answer: UTF-8 with its mark, commas, CRLF, no formula."""
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    header = [_csv_cell(name) for name in columns]
    # Quoted when a name holds another separator: the reader guesses the separator from this line.
    ambiguous = any(mark in name for name in header for mark in ";\t")
    csv.writer(buffer, quoting=csv.QUOTE_ALL if ambiguous else csv.QUOTE_MINIMAL).writerow(header)
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, 1):
        writer.writerow([_csv_cell(value) for value in _checked(row, columns)])
        if number % CSV_BATCH == 0:
            yield _drained(buffer)
    yield _drained(buffer)


def _drained(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _checked(row: Sequence[Value], columns: Sequence[str]) -> Sequence[Value]:
    if len(row) != len(columns):
        raise ValueError(f"A row has {len(row)} cells for {len(columns)} columns.")
    return row


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise(NO_TEXT.sub("", value), inside=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return _number(value)


def _number(value: float | Decimal) -> str:
    if not math.isfinite(value):
        raise ValueError("A table holds only finite numbers.")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def xlsx_bytes(sheets: Iterable[SheetData]) -> bytes:
    """The workbook as bytes; see `write_xlsx`."""
    buffer = io.BytesIO()
    write_xlsx(buffer, sheets)
    return buffer.getvalue()


def write_xlsx(file: IO[bytes], sheets: Iterable[SheetData]) -> None:
    """Writes the sheets row by row. Text is typed as text, never a formula; numbers and dates are real ones.

    Raises `TableError` when a text is longer than a spreadsheet's cell can hold: nothing is cut in silence.
    """
    book = Workbook(write_only=True)
    try:
        for sheet in sheets:
            _write_sheet(book, sheet)
    except BaseException:
        _abandon(book)
        raise
    book.save(file)


def _abandon(book: Any) -> None:
    """Ends the half-written sheets and removes their files, which openpyxl does only on saving."""
    for worksheet in book.worksheets:
        worksheet.close()
        worksheet._writer.cleanup()  # noqa: SLF001 - openpyxl offers no other way


def _write_sheet(book: Any, sheet: SheetData) -> None:
    worksheet = book.create_sheet(_SHEET_NAME_BANNED.sub(" ", sheet.name)[:31])
    worksheet.freeze_panes = "A2"
    for position, width in enumerate(_widths(sheet), 1):
        worksheet.column_dimensions[get_column_letter(position)].width = width
    worksheet.append([_header_cell(worksheet, name) for name in sheet.columns])
    lines = 1
    for row in sheet.rows:
        worksheet.append([_xlsx_cell(worksheet, value) for value in _checked(row, sheet.columns)])
        lines += 1
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{lines}"


def _widths(sheet: SheetData) -> list[int]:
    return list(sheet.widths) or [min(max(len(name) + 4, 12), 40) for name in sheet.columns]


def _header_cell(worksheet: Any, name: str) -> Any:
    cell = _text_cell(worksheet, name)
    cell.font = Font(bold=True)
    return cell


def _xlsx_cell(worksheet: Any, value: Value) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return _text_cell(worksheet, value) if value else None
    if isinstance(value, datetime.date | datetime.time):
        return value if _fits_excel(value) else _text_cell(worksheet, value.isoformat())
    text = _number(value)
    return value if -EXCEL_DIGITS < value < EXCEL_DIGITS else _text_cell(worksheet, text)


def _fits_excel(value: datetime.date | datetime.time) -> bool:
    if isinstance(value, datetime.date) and value.year < EXCEL_FIRST_YEAR:
        return False
    return getattr(value, "tzinfo", None) is None


def _text_cell(worksheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(worksheet)
    text = neutralise(NO_TEXT.sub("", text), inside=False)
    if len(text) > EXCEL_CELL_CHARS:
        raise TableError(
            _("A text of more than %(limit)d characters does not fit in an Excel cell. Use the CSV instead.")
            % {"limit": EXCEL_CELL_CHARS}
        )
    cell.value = _spelled(text)
    cell.data_type = "s"  # after the value, whose setter would guess a formula
    return cell


def _spelled(text: str) -> str:
    """With the escapes of the format for what XML readers change: carriage returns, texts of spaces."""
    text = _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    return f"_x{ord(text[0]):04X}_{text[1:]}" if text.isspace() else text
