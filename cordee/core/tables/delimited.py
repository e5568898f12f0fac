"""CSV as people make it: UTF-8 or Windows-1252, comma, semicolon or tab. Streams in constant memory."""

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from cordee.core.tables.table import Record, TableError
from cordee.core.uploads import MEGABYTE

RECORD_CHARS = 4_000_000
_DELIMITERS = ",;\t"
_FIRST_RECORD = re.compile(r'\s*+((?:[^"\r\n]++|"[^"]*+")*+)')
_QUOTED = re.compile(r'"[^"]*+"')


def records(path: Path) -> Iterator[Record]:
    """The records of the file, numbered as a spreadsheet numbers them (empty lines count)."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            delimiter = delimiter_of(file.read(MEGABYTE))
            file.seek(0)
            yield from _parsed(file, delimiter)
        except UnicodeDecodeError as error:
            raise TableError(
                _("The file is neither UTF-8 nor Windows-1252. Save it again as “CSV UTF-8”.")
            ) from error


def encoding_of(path: Path) -> str:
    """`utf-8-sig`, or `cp1252` when the first accented letter is not UTF-8. A mixture is refused."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    lines = 1
    plain = True
    with path.open("rb") as file:
        marked = file.read(3) == codecs.BOM_UTF8
        file.seek(0)
        chunk = b"-"
        while chunk:
            chunk = file.read(MEGABYTE)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                if marked or not (plain and before.isascii()):
                    raise _mixture(lines + before.count(b"\n")) from error
                return "cp1252"
            plain = plain and text.isascii()
            lines += text.count("\n")
    return "utf-8-sig"


def _mixture(line: int) -> TableError:
    return TableError(
        _("Near line %(line)d the text is not UTF-8, though it is before. Save it again as “CSV UTF-8”.")
        % {"line": line}
    )


def delimiter_of(head: str) -> str:
    """The separator most used in the first record, outside quotes; a comma when there is none."""
    found = _FIRST_RECORD.match(head)
    header = _QUOTED.sub("", found.group(1)) if found else ""
    return max(_DELIMITERS, key=header.count)


class _Lines:
    """Physical lines for the parser, with a ceiling on what one record may hold."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.start_record(1)

    def start_record(self, number: int) -> None:
        self.record = number
        self.chars = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.file.readline(RECORD_CHARS + 1)
        self.chars += len(line)
        if self.chars > RECORD_CHARS:
            raise _unending(self.record)
        if "\0" in line:
            raise TableError(
                _("Line %(line)d holds a null character: this is not a text file. Save it again as CSV.")
                % {"line": self.record}
            )
        if not line:
            raise StopIteration
        return line


def _parsed(file: TextIO, delimiter: str) -> Iterator[Record]:
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            lines.start_record(number + 1)
            yield number, cells
    except csv.Error as error:
        raise _unending(lines.record) from error


def _unending(line: int) -> TableError:
    return TableError(
        _(
            "Line %(line)d cannot be read: a double quote is not closed, or a text is far too long. "
            "A double quote inside a text must be doubled."
        )
        % {"line": line}
    )
