"""What a file that somebody hands in may be, what is made of it, and the sentence where it is refused."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cordee.actions.attachments import scanning
from cordee.actions.enums import DocumentType
from cordee.core import confined
from cordee.core.uploads import MEGABYTE

LARGEST_IMAGE = 10 * MEGABYTE
LARGEST_DOCUMENT = 20 * MEGABYTE
MOST_PIXELS = 40_000_000
LONGEST_NAME = 120
_PICTURES = Path(__file__).with_name("picture_worker.py")
_DOCUMENTS = Path(__file__).with_name("document_worker.py")
_NO_NAME = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")
"""What a name does not hold: control characters, and those that turn the direction of what follows."""


class RefusedFile(Exception):
    """The file is not taken; the sentence says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The pictures made of one, by the names of their files; the size of the largest."""

    width: int
    height: int
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is what it says it is."""

    type: DocumentType
    files: Mapping[str, bytes]


def cleaned_name(name: str) -> str:
    """The name that the person gave her file, as a text to be shown: no path, nothing invisible."""
    bare = _NO_NAME.sub("", unicodedata.normalize("NFC", name.replace("\\", "/")))
    bare = " ".join(bare.rpartition("/")[2].split()).strip(". ")
    if len(bare) <= LONGEST_NAME:
        return bare
    stem, dot, suffix = bare.rpartition(".")
    room = LONGEST_NAME - len(dot + suffix)
    return f"{stem[:room]}{dot}{suffix}" if stem and room > 0 else bare[:LONGEST_NAME]


def picture(content: bytes) -> Picture:
    """The picture, made anew in each width: nothing of the file but its pixels. Raises `RefusedFile`."""
    _check_size(content, LARGEST_IMAGE)
    scanning.scan(content, refused=RefusedFile)
    answer = confined.run(_PICTURES, content, str(MOST_PIXELS))
    head, _line, rest = (answer or b"{}").partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    if not told.get("pictures"):
        raise RefusedFile(_picture_refusal(told))
    files = {}
    for width, _height, size in told["pictures"]:
        files[f"{width}.webp"], rest = rest[:size], rest[size:]
    width, height, _size = told["pictures"][-1]
    return Picture(width, height, files)


def document(content: bytes, name: str) -> Paper:
    """The document, once it is certain what it is. Raises `RefusedFile`."""
    _check_size(content, LARGEST_DOCUMENT)
    scanning.scan(content, refused=RefusedFile)
    told: dict[str, str] = json.loads(confined.run(_DOCUMENTS, content) or b'{"refused": "damaged"}')
    if "kind" not in told:
        raise RefusedFile(_document_refusal(told["refused"], told.get("where", "")))
    if told["kind"] == "text":
        is_table = name.lower().endswith((".csv", ".tsv"))
        return _kept(DocumentType.CSV if is_table else DocumentType.TEXT, _in_utf8(content))
    return _kept(DocumentType(told["kind"]), content)


def _kept(kind: DocumentType, content: bytes) -> Paper:
    return Paper(kind, {f"document.{kind.value}": content})


def _in_utf8(content: bytes) -> bytes:
    """What its type says it is, whatever program wrote it."""
    try:
        return content.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        return content.decode("cp1252").encode()


def _check_size(content: bytes, most: int) -> None:
    if not content:
        raise RefusedFile(_("This file is empty: choose another one."))
    if len(content) > most:
        raise RefusedFile(too_heavy(most))


def too_heavy(most: int) -> str:
    """The sentence for a file of which the server has read enough."""
    return _("This file is heavier than %(most)d MB: make it lighter, then choose it again.") % {
        "most": most // MEGABYTE
    }


def _picture_refusal(told: dict[str, Any]) -> str:
    reason = told.get("refused")
    if reason == "pixels":
        return _too_many_pixels(int(told["pixels"]), int(told["most"]))
    if reason == "small":
        return _(
            "This picture is %(width)d by %(height)d pixels: it needs %(least)d on each side to be seen."
            " Choose a larger one."
        ) % {name: int(told[name]) for name in ("width", "height", "least")}
    if reason == "foreign":
        return _("This is no picture that can be shown: choose a JPEG, PNG, WebP, AVIF or GIF file.")
    return _(
        "This picture cannot be opened: it is damaged, or needs too much memory. Open it, save it again as"
        " JPEG, then choose it."
    )


def _too_many_pixels(pixels: int, most: int) -> str:
    return _(
        "This picture has %(pixels)d million pixels; %(most)d million fit. Make it smaller, or save it as"
        " JPEG, then choose it again."
    ) % {"pixels": -(-pixels // 1_000_000), "most": most // 1_000_000}


def _document_refusal(reason: str, where: str) -> str:
    sentences = {
        "foreign": _(
            "This is none of the documents that can be offered: choose a PDF, a text, a table or slides"
            " (ODT, DOCX, ODS, XLSX, ODP, PPTX), a CSV or a TXT file."
        ),
        "markup": _("This file holds the code of a web page. Save it as PDF, then choose it again."),
        "empty": _("This file is empty: choose another one."),
        "bomb": _("This document unpacks to far more than its size: it is refused. Save it as PDF."),
        "password": _("This document is protected by a password. Save it without one."),
        "macros": _("This document holds macros. Save it without macros, or as PDF."),
        "nested": _("This document holds an archive (%(where)s). Take it out, or save the document as PDF."),
        "active": _("This document holds a program (%(where)s). Take it out, or save the document as PDF."),
        "entities": _("This document holds code that no office program writes. Save it as PDF."),
    }
    damaged = _("This document is damaged. Open it, save it again, then choose it.")
    return sentences.get(reason, damaged) % {"where": cleaned_name(where)}
