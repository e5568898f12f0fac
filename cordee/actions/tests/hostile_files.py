"""Files that somebody hands in to do harm: each with a name, made for the test and nowhere kept."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cordee.actions.tests.handed_in import OFFICE, PDF, archive, image, office, open_document, photo, written

SCRIPT = b"<script>alert('zzscript')</script>"
PAGES = (
    SCRIPT,
    b"<html><body onload=alert(1)>zzscript",
    b"<!DOCTYPE html><title>zzscript</title>",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>zzscript</svg>",
    b"<?xml version='1.0'?><svg><script>zzscript</script></svg>",
    b"\xef\xbb\xbf <img src=x onerror=alert(1)> zzscript",
    b"<?php system('id'); // zzscript ?>",
    b"  \n\t<iframe src='javascript:alert(1)'></iframe>zzscript",
)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
FOREIGN = {
    "elf": b"\x7fELF\x02\x01\x01zzscript",
    "exe": b"MZ\x90\x00zzscript",
    "shell": b"#!/bin/sh\necho zzscript\n",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\nzzscript",
    "sqlite": b"SQLite format 3\x00zzscript",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1zzscript",
    "rtf": b"{\\rtf1 zzscript}",
    "gzip": b"\x1f\x8b\x08\x00zzscript",
    "7z": b"7z\xbc\xaf\x27\x1czzscript",
    "rar": b"Rar!\x1a\x07\x00zzscript",
    "class": b"\xca\xfe\xba\xbe\x00\x00zzscript",
    "wasm": b"\x00asm\x01\x00\x00\x00zzscript",
    "nothing": b"",
    "zeros": bytes(4096),
    "half a character": b"\xff\xfe\x00\xd8zzscript",
}


@cache
def plain(kind: str) -> bytes:
    """A small good picture."""
    return written(image(96, 64), kind)


def pictures() -> Iterator[tuple[str, bytes]]:
    """What somebody may offer as a picture."""
    yield from _with_code()
    yield from _broken()
    yield from _too_large()
    yield from _noted()
    yield from ((f"{name} as a picture", content) for name, content in FOREIGN.items())
    yield from ((f"page {n} as a picture", content) for n, content in enumerate(PAGES))
    yield from ((f"TIFF and friends: {kind}", plain(kind)) for kind in ("TIFF", "BMP", "ICO", "TGA", "PPM"))


def _with_code() -> Iterator[tuple[str, bytes]]:
    """Polyglots: a picture that is a page too, in front, behind or inside."""
    for kind in FORMATS:
        good = plain(kind)
        for n, page in enumerate(PAGES):
            yield f"{kind} then page {n}", good + page
            yield f"page {n} then {kind}", page + good
        yield f"{kind} then an archive", good + office("docx")
        yield f"{kind} then a PDF", good + PDF
    yield "GIF that is a script", b"GIF89a/*" + plain("GIF")[8:] + b"*/=1;alert('zzscript')"
    yield "GIF that assigns", b"GIF89a=1;alert('zzscript')"
    yield "BMP that is a script", b"BM/*" + bytes(60) + b"*/=1;alert('zzscript')"
    yield "JPEG with a page as its comment", written(image(96, 64), comment=SCRIPT * 20)
    for n, page in enumerate(PAGES):
        chunk = PngInfo()
        chunk.add_text("Comment", page.decode("utf-8-sig"))
        chunk.add_itxt("XML:com.adobe.xmp", page.decode("utf-8-sig"), zip=True)
        yield f"PNG with page {n} in its texts", written(image(96, 64), "PNG", pnginfo=chunk)


def _noted() -> Iterator[tuple[str, bytes]]:
    """What a camera or a program notes beside the pixels."""
    notes = photo(96, 64)
    yield "photo with its place", notes
    for turn in range(11):
        yield f"photo turned {turn}", photo(96, 64, notes={0x0112: turn})
    for n, page in enumerate(PAGES):
        yield f"photo described by page {n}", photo(96, 64, notes={0x010E: page.decode("utf-8-sig")})
    exif = Image.open(io.BytesIO(notes)).info["exif"]
    for kind in ("PNG", "WEBP", "AVIF"):
        yield f"{kind} with its place", written(image(96, 64), kind, exif=exif)
        yield f"{kind} with a profile of nonsense", written(image(96, 64), kind, icc_profile=b"zzprofil" * 50)
        yield f"{kind} with XMP", written(image(96, 64), kind, xmp=b"<x:xmpmeta>zzscript</x:xmpmeta>")
    yield "JPEG with a profile of nonsense", written(image(96, 64), icc_profile=b"zzprofil" * 9000)
    yield "JPEG with damaged notes", written(image(96, 64), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" * 9)


def _broken() -> Iterator[tuple[str, bytes]]:
    for kind in FORMATS:
        good = plain(kind)
        for part in (4, 12, 30, 60, len(good) // 3, len(good) // 2, len(good) - 2):
            yield f"{kind} cut at {part}", good[:part]
        for place in (8, 16, 24, 40, len(good) // 2):
            yield f"{kind} damaged at {place}", good[:place] + b"\xff\x00\xff" * 4 + good[place + 12 :]


def _too_large() -> Iterator[tuple[str, bytes]]:
    """Small files that announce, or hold, an enormous picture."""
    most = 2_147_483_647
    for width, height in ((65_535, 65_535), (most, most), (1, most), (80_000, 1_000)):
        yield f"PNG of {width}×{height}", png(width, height)
    for width, height in ((65_535, 65_535), (30_000, 30_000)):
        yield f"GIF of {width}×{height}", b"GIF89a" + struct.pack("<HH", width, height) + plain("GIF")[10:]
        yield f"JPEG of {width}×{height}", jpeg(width, height)
    for width, height in ((16_384, 16_384), (16_777_216, 16_777_216)):
        yield f"WebP of {width}×{height}", webp(width, height)
    for width, height in ((1, 1), (3, 3_000), (9_000, 20), (0, 0), (39, 39)):
        yield f"too small: {width}×{height}", png(width, height)


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever it holds."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows or bytes(10_000)))
        + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    """A JPEG whose frame says that it is so large."""
    good = plain("JPEG")
    frame = good.index(b"\xff\xc0")
    return good[: frame + 5] + struct.pack(">HH", height, width) + good[frame + 9 :]


def webp(width: int, height: int) -> bytes:
    """A WebP with a canvas that is so large."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    body = b"WEBP" + extended + plain("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def documents() -> Iterator[tuple[str, str, bytes]]:
    """What somebody may offer as a document: what it is, its name, its content. All are refused."""
    for name, content in FOREIGN.items():
        yield name, f"{name}.pdf", content
    for n, page in enumerate(PAGES):
        for ending in ("pdf", "docx", "txt", "csv", "html", "svg"):
            yield f"page {n} as {ending}", f"page.{ending}", page
    for kind in FORMATS:
        yield f"{kind} as PDF", "image.pdf", plain(kind)
    yield from _archives()


def _archives() -> Iterator[tuple[str, str, bytes]]:
    for kind in OFFICE:
        good = office(kind)
        for name in (
            "word/vbaProject.bin", "xl/VBAPROJECT.BIN", "word/vbaData.xml", "word/activeX/activeX1.xml",
            "xl/macrosheets/sheet1.xml",
            *(f"word/media/zz.{ending}" for ending in ("exe", "js", "html", "htm", "mht", "vbs", "lnk")),
            "../../etc/passwd", "/etc/passwd", "word\\..\\x", "c:/x", "word/..",
        ):  # fmt: skip
            yield f"{kind} with {name!r}", f"x.{kind}", office(kind, {name: b"zzscript"})
        macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
        yield f"{kind} that says macros", f"x.{kind}", office(kind, types=macros)
        yield f"{kind} with an archive", f"x.{kind}", office(kind, {"word/media/a.zip": good})
        inner = office("xlsx", {"xl/embeddings/a.xlsx": office("xlsx")})
        yield f"{kind} in {kind} in {kind}", f"x.{kind}", office(kind, {"word/embeddings/a.xlsx": inner})
        yield f"{kind} with entities", f"x.{kind}", office(kind, {"a.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>"})
        yield f"{kind} after a page", f"x.{kind}", SCRIPT + good
        yield f"{kind} before a page", f"x.{kind}", good + SCRIPT
        yield f"{kind} cut", f"x.{kind}", good[: len(good) // 2]
        yield f"{kind} that unpacks to much", f"x.{kind}", office(kind, {"a.xml": bytes(30_000_000)})
        yield f"{kind} of many parts", f"x.{kind}", office(kind, {f"a{n}.xml": b"" for n in range(1_001)})
        yield f"{kind} twice the same", f"x.{kind}", office(kind, {"A.xml": b"a", "a.xml": b"b"})
        named = office(kind, {"word/a_b": b"zzscript"}).replace(b"word/a_b", b"word/a\x00b")
        yield f"{kind} with a zero in a name", f"x.{kind}", named
        changed = good[:40] + bytes([good[40] ^ 1]) + good[41:]
        yield f"{kind} damaged at its first part", f"x.{kind}", changed
    yield from _other_archives()


def _other_archives() -> Iterator[tuple[str, str, bytes]]:
    for kind in ("odt", "ods", "odp"):
        for name in ("Basic/Standard/a.xml", "Scripts/python/a.py", "Object 1/a.exe", "../x"):
            yield f"{kind} with {name}", f"x.{kind}", open_document(kind, {name: b"zzscript"})
        yield f"{kind} with a packed archive", f"x.{kind}", open_document(kind, {"a": b"PK\x03\x04zz"})
    yield "a plain archive", "a.docx", archive({"a.txt": b"zzscript"})
    yield "a program for Java", "a.docx", archive({"META-INF/MANIFEST.MF": b"", "A.class": b"zz"})
    yield "a book", "a.odt", archive({"mimetype": b"application/epub+zip", "content.xml": b""})
    yield (
        "mimetype packed",
        "a.odt",
        archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}, stored=()),
    )
    yield "an archive of nothing", "a.docx", archive({})
    yield "many announced", "a.docx", b"PK\x03\x04" + bytes(40) + b"PK\x05\x06" + b"\xff" * 16 + b"\x00\x00"
    yield "squeezed otherwise", "a.docx", _squeezed()
    yield "PDF without an end", "a.pdf", b"%PDF-1.7\n" + bytes(2_000)
    yield "PDF after a page", "a.pdf", SCRIPT + PDF
    yield "PDF of no version", "a.pdf", b"%PDF-zz\n%%EOF"
    yield "text with control characters", "a.txt", b"zzscript\x00\x01\x02"
    yield "text with a bell", "a.csv", b"a;b\x07"


def _squeezed() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("word/document.xml", b"<document/>")
    return file.getvalue()


NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\windows\\system.ini": "system.ini",
    "C:\\fakepath\\rapport.pdf": "rapport.pdf",
    "a\x00b.pdf": "ab.pdf",
    "rapport\u202efdp.exe": "rapportfdp.exe",
    "\u200brap\u2066port\ufeff.pdf": "rapport.pdf",
    "  .. rap \t\n port .pdf. ": "rap port .pdf",
    "<script>alert(1)</script>.pdf": "script>.pdf",
    "x" * 500 + ".pdf": "x" * 116 + ".pdf",
    "x." + "y" * 500: ("x." + "y" * 500)[:120],
    "/": "",
    "...": "",
    "": "",
    "e\u0301te\u0301.pdf": "été.pdf",
    "\ud800zz.pdf": "zz.pdf",
}
"""Names as they come, and what is kept of them."""
