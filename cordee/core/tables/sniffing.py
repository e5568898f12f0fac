"""What a file really is, by its first bytes: the name alone is never believed."""

from enum import Enum
from pathlib import Path

from django.utils.translation import gettext as _

from cordee.core.tables.limits import Limits
from cordee.core.tables.table import TableError
from cordee.core.uploads import MEGABYTE

HEAD = 1024
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TEXT = (
    *(b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"BM\x00", b"II*\x00", b"MM\x00*", b"{\\rtf"),
    *(b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK"),
    *(b"\x7fELF", b"MZ\x90", b"#!/", b"SQLite format 3", b"%!PS", b"\xca\xfe\xba\xbe", b"wOFF", b"\x00asm"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<?php", b"<script", b"<svg", b"<table", b"<body", b"<!--")


class Kind(Enum):
    """The formats that are read."""

    CSV = "csv"
    XLSX = "xlsx"


def kind_of(path: Path, limits: Limits) -> Kind:
    """The format of the file, when its name and its content agree; else `TableError`."""
    head = _head(path, limits)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        _check_workbook(head)
        return Kind.XLSX
    if suffix in _TEXT_SUFFIXES:
        _check_text(head)
        return Kind.CSV
    raise TableError(
        _("Only CSV (.csv) and Excel (.xlsx) files are read. Save the table in one of these formats.")
    )


def _head(path: Path, limits: Limits) -> bytes:
    if not path.is_file():
        raise TableError(_("There is no such file: %(name)s.") % {"name": path.name})
    try:
        _check_size(path.stat().st_size, limits)
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise TableError(
            _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}
        ) from error


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise TableError(
            _("The file is larger than %(limit)d MB. Split it into several files.")
            % {"limit": limits.size // MEGABYTE}
        )


def _check_workbook(head: bytes) -> None:
    if head.startswith(_OLE):
        raise TableError(
            _("The workbook is protected by a password, or in the old .xls format. Save it as a plain .xlsx.")
        )
    if not head.startswith(b"PK\x03\x04"):
        raise TableError(
            _("The name says .xlsx but the content is not an Excel workbook. Save it again as .xlsx.")
        )


def _check_text(head: bytes) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(_("The file is in UTF-16. Save it again as “CSV UTF-8”."))
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((*_NOT_TEXT, _OLE)) or start.lower().startswith((b"%pdf", *_MARKUP)):
        raise TableError(_("The name says CSV but the content is not a table of text. Save it again as CSV."))
