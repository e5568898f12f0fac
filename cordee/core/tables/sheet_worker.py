"""Reads one workbook in a process of its own, with little memory and time. Stands alone: run by path.

Arguments: workbook, scratch folder, limits (JSON). Writes JSON lines: the sheet, its rows, then "end";
or why it is refused. Nothing of the original archive reaches the parser: checked parts are packed anew.
"""

import datetime
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine

CHUNK = 1024 * 1024
OVERLAP = 16 * 1024  # more than a cell with its formula, which has 8,192 characters at most
CELL_BYTES = 120  # what the reader needs for a filled cell while its list of them grows twofold
WORKBOOK = "xl/workbook.xml"
KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Za-z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
# A formula that nobody has calculated. One whose text is empty says so: it has t="str".
UNKNOWN_RESULT = re.compile(
    rb"""<(?:\w+:)?c\b(?![^>]*\st=["']str["'])(?:[^>]*?\sr=["']([A-Za-z]+[0-9]+))?[^>]*>\s*"""
    rb"""<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
ERROR_CELL = re.compile(rb"""<c\s(?=[^>]*\bt=["']e["'])(?:[^>]*?\br=["']([A-Za-z]+\d+))?""")


class RefusedError(Exception):
    """The workbook is refused, for the reason that the parent process puts into words."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.message = {"refused": reason, **details}


def confine(limits: dict[str, int]) -> None:
    """Nothing that a hostile file sets off can use more than this."""
    ceilings = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: limits["seconds"],
        resource.RLIMIT_FSIZE: limits["unpacked"] + CHUNK,
        resource.RLIMIT_CORE: 0,
    }
    for name, ceiling in ceilings.items():
        hard = resource.getrlimit(name)[1]
        allowed = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(name, (allowed, allowed))


def repack(source: Path, target: Path, limits: dict[str, int]) -> None:
    """Copies the checked parts, unpacked, into a plain archive made by us."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        check_contents(old.infolist(), source.stat().st_size, limits)
        for part in old.infolist():
            with old.open(part) as packed:
                if KEPT.fullmatch(part.filename):
                    copy_part(packed, new, part.filename, limits)
                elif packed.read(8).startswith(ARCHIVES):
                    raise RefusedError("nested", where=part.filename)


def check_contents(parts: list[zipfile.ZipInfo], size: int, limits: dict[str, int]) -> None:
    """Refuses by the archive's own table of contents: what it announces is all that is then unpacked."""
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    reasons = {
        "bomb": len(parts) > limits["entries"] or unpacked > min(limits["unpacked"], limits["ratio"] * size),
        "password": any(part.flag_bits & 1 for part in parts),
        "damaged": len(set(names)) < len(names),
        "foreign": WORKBOOK not in names or "[Content_Types].xml" not in names,
        "macros": "xl/vbaProject.bin" in names,
    }
    for reason, applies in reasons.items():
        if applies:
            raise RefusedError(reason)
    methods = {part.compress_type for part in parts}
    if methods - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedError("damaged")


def copy_part(packed: Any, new: zipfile.ZipFile, name: str, limits: dict[str, int]) -> None:
    """Copies one part of XML while looking for what has no place in a table."""
    tail = b""
    extent = Extent(limits, name) if SHEET.fullmatch(name) else None
    with new.open(name, "w") as copy:
        while chunk := packed.read(CHUNK):
            check_markup(tail + chunk, name)
            if extent:
                extent.fill(chunk)
                extent.grow(tail + chunk)
            copy.write(chunk)
            tail = chunk[-OVERLAP:]


class Extent:
    """How far a sheet reaches: the reader makes room for every cell up to the last one that is filled."""

    def __init__(self, limits: dict[str, int], name: str) -> None:
        self.limits, self.name = limits, name
        self.columns = self.rows = 1
        self.filled = 0

    def fill(self, chunk: bytes) -> None:
        """Counts filled cells, to refuse at once what the memory would refuse after a long reading.

        By the ends of `v` and `is`, the elements that fill a cell; a prefix stands at both ends.
        """
        self.filled += (
            chunk.count(b"</v") + chunk.count(b"</is") + (chunk.count(b":v") + chunk.count(b":is")) // 2
        )
        if self.filled * CELL_BYTES > self.limits["memory"]:
            raise RefusedError("heavy")

    def grow(self, text: bytes) -> None:
        """Takes in more of the sheet. Refuses more cells than may be read, and formulas without a result."""
        # The plain searches are forty times faster than the patterns, and most parts hold neither.
        cells = FILLED_CELL.findall(text) if b"r=" in text else []
        self.columns = max(self.columns, *map(column_number, {letters for letters, _ in cells}), 1)
        self.rows = max(self.rows, *map(int, {number for _, number in cells}), 1)
        if self.columns > self.limits["columns"]:
            raise RefusedError("columns")
        if self.columns * self.rows > self.limits["cells"]:
            raise RefusedError("extent", line=self.rows)
        if (b"<f" in text or b":f" in text) and (found := UNKNOWN_RESULT.search(text)):
            raise RefusedError(
                "uncalculated", where=f"{(found.group(1) or b'?').decode('ascii')} ({self.name})"
            )


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def check_markup(text: bytes, name: str) -> None:
    """Refuses document types (entities come with them) and cells in error, which would read as empty."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise RefusedError("doctype", where=name)
    if (b't="e"' in text or b"t='e'" in text) and (found := ERROR_CELL.search(text)):
        raise RefusedError("error", where=(found.group(1) or b"?").decode("ascii"))


def visible_sheets(book: python_calamine.CalamineWorkbook) -> list[str]:
    """Names of the worksheets that a person sees, in order."""
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == python_calamine.SheetVisibleEnum.Visible
    ]


def messages(book: python_calamine.CalamineWorkbook, limits: dict[str, int]) -> Iterator[Any]:
    """The sheet's message, then its rows."""
    names = visible_sheets(book)
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            yield {"sheet": name, "others": [other for other in names if other != name]}
            yield from rows(sheet, sheet.end, limits)
            return
    raise RefusedError("empty")


def rows(sheet: python_calamine.CalamineSheet, end: tuple[int, int], limits: dict[str, int]) -> Iterator[Any]:
    """Numbered rows of texts, from the first line of the sheet."""
    if end[1] >= limits["columns"]:
        raise RefusedError("columns")
    if end[0] > limits["rows"]:
        raise RefusedError("rows")
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [text_of(value) for value in values]
        if max(map(len, cells), default=0) > limits["cell_chars"]:
            raise RefusedError("cell", line=number)
        yield number, cells


def text_of(value: Any) -> str:
    """The cell as text: ISO dates, whole numbers without decimals, booleans as true and false."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value) if isinstance(value, int) else str(value.isoformat())


def say(message: Any) -> None:
    """One line to the parent process."""
    sys.stdout.buffer.write(json.dumps(message).encode("ascii") + b"\n")


def serve(source: Path, scratch: Path, limits: dict[str, int]) -> None:
    """Says everything about the workbook."""
    plain = scratch / "plain.xlsx"
    repack(source, plain, limits)
    with python_calamine.load_workbook(plain) as book:
        for message in messages(book, limits):
            say(message)
    say("end")


def main() -> None:
    """Confined, tells the workbook or why it is refused."""
    limits = json.loads(sys.argv[3])
    confine(limits)
    try:
        serve(Path(sys.argv[1]), Path(sys.argv[2]), limits)
    except RefusedError as error:
        say(error.message)
    except MemoryError:
        say({"refused": "heavy"})
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        say({"refused": "damaged"})
    except (python_calamine.CalamineError, RuntimeError, KeyError):
        say({"refused": "damaged"})


if __name__ == "__main__":
    main()
