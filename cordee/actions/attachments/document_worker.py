"""Says what a document really is, in a process of its own (`cordee.core.confined`). Stands alone.

Reads the file from its input; answers one line of JSON: its kind, or why it is refused. Nothing is believed
but the content: every part of an archive is unpacked once, and counted.
"""

import io
import json
import re
import sys
import zipfile
from typing import Any

ENTRIES, UNPACKED, RATIO = 1_000, 100 * 1024 * 1024, 100
CHUNK = 256 * 1024
OFFICE = {
    "word/document.xml": ("docx", "wordprocessingml.document.main+xml"),
    "xl/workbook.xml": ("xlsx", "spreadsheetml.sheet.main+xml"),
    "ppt/presentation.xml": ("pptx", "presentationml.presentation.main+xml"),
}
"""By its main part, what it is, and how its table of contents must call that part: others hold macros."""
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MACROS = re.compile(r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml|activex/|basic/|scripts/|macrosheets/)", re.I)
ACTIVE = re.compile(
    r"\.(html?|xhtml|mht(ml)?|hta|js|jse|vbs|vbe|wsf|exe|dll|com|scr|bat|cmd|ps1|lnk|jar|msi|sh|php|swf)$",
    re.I,
)
STRAY = re.compile(r"^/|^[a-z]:|(^|/)\.\.(/|$)|[\\\x00-\x1f]", re.I)
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
EMBEDDED = re.compile(r"(^|/)embeddings/[^/]+\.(xlsx|docx|pptx)$", re.I)
"""The numbers behind a chart are a workbook inside the document."""
MARKUP = re.compile(
    rb"<\s*(!doctype|!--|html|head|body|script|svg|\?xml|\?php|iframe|img|table|style)\b", re.I
)
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
SIGNS = (
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"BM", b"II*\x00", b"MM\x00*", b"{\\rtf", b"%!PS"),
    *(b"\x7fELF", b"MZ", b"#!", b"SQLite format 3", b"\xca\xfe\xba\xbe", b"\xd0\xcf\x11\xe0", b"\x00asm"),
)


class RefusedError(Exception):
    """The document is refused, for the reason that the parent process puts into words."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.message = {"refused": reason, "where": where[:80]}


def kind_of(content: bytes) -> str:
    """pdf, one of the office formats, or text."""
    if content.startswith(b"%PDF-"):
        return pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return office(content, 0)
    if content.startswith((*SIGNS, *ARCHIVES)):
        raise RefusedError("foreign")
    return text(content)


def pdf(content: bytes) -> str:
    """It begins and ends as one; what else it says is for the reader's program, outside of the site."""
    if not re.match(rb"%PDF-[12]\.\d", content) or b"%%EOF" not in content[-1024:]:
        raise RefusedError("damaged")
    return "pdf"


def text(content: bytes) -> str:
    """Plain text in UTF-8, or as Windows writes it."""
    if MARKUP.search(content[:4096].lstrip(b"\xef\xbb\xbf")):
        raise RefusedError("markup")
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            said = content.decode("cp1252")
        except UnicodeDecodeError as error:
            raise RefusedError("foreign") from error
    if NO_TEXT.search(said):
        raise RefusedError("foreign")
    if not said.strip():
        raise RefusedError("empty")
    return "text"


def office(content: bytes, depth: int) -> str:
    """An archive that begins and ends with itself, holds what it says, and is one of the six formats."""
    if int.from_bytes(content[-12:-10], "little") > ENTRIES:
        raise RefusedError("bomb")  # before the table of contents takes its memory
    if content[-22:-18] != b"PK\x05\x06":
        raise RefusedError("damaged")  # something follows the archive
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        check_contents(parts, len(content))
        for part in parts:
            check_part(archive, part, depth)
        return format_of(archive)


def check_contents(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuses by the table of contents: what it announces is all that is then unpacked."""
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > ENTRIES or unpacked > min(UNPACKED, RATIO * size):
        raise RefusedError("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("password")
    strays = any(STRAY.search(part.orig_filename) for part in parts)
    folded = {name.casefold() for name in names}
    if strays or len(folded) < len(names) or min((part.header_offset for part in parts), default=1) != 0:
        raise RefusedError("damaged")
    if {part.compress_type for part in parts} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedError("damaged")
    for name in names:
        if MACROS.search(name):
            raise RefusedError("macros")
        if ACTIVE.search(name):
            raise RefusedError("active", name)


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, depth: int) -> None:
    """Unpacks it: its size and its sum must be those that were announced."""
    with archive.open(part) as packed:
        first = packed.read(CHUNK)
        if first.startswith(ARCHIVES):
            check_nested(archive, part, depth)
            return
        tail = b""
        chunk = first
        while chunk:
            if b"<!ENTITY" in tail + chunk:
                raise RefusedError("entities", part.filename)
            tail, chunk = chunk[-16:], packed.read(CHUNK)


def check_nested(archive: zipfile.ZipFile, part: zipfile.ZipInfo, depth: int) -> None:
    """A document inside the document is judged as the document is; nothing inside that one."""
    if depth or not EMBEDDED.search(part.filename):
        raise RefusedError("nested", part.filename)
    office(archive.read(part), depth + 1)


def format_of(archive: zipfile.ZipFile) -> str:
    """Which of the six it is."""
    names = archive.namelist()
    if names[0] == "mimetype" and "content.xml" in names:
        said = OPEN_DOCUMENT.get(archive.read("mimetype"))
        if said and archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED:
            return said
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml").decode("utf-8", errors="replace")
        for main, (said, kind) in OFFICE.items():
            if main in names and kind in types and "macroEnabled" not in types:
                return said
        if "macroEnabled" in types:
            raise RefusedError("macros")
    raise RefusedError("foreign")


def answer(content: bytes) -> bytes:
    """What it is, or why it is refused."""
    try:
        said: dict[str, Any] = {"kind": kind_of(content)}
    except RefusedError as error:
        said = error.message
    except Exception:  # noqa: BLE001 - a damaged archive raises anything
        said = {"refused": "damaged", "where": ""}
    return json.dumps(said).encode("ascii")


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
