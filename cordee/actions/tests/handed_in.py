"""Files as people hand them in, good ones: pictures and documents made for the test."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image

_SHEET = "spreadsheetml.sheet.main+xml"
_WORD = "wordprocessingml.document.main+xml"
_SLIDES = "presentationml.presentation.main+xml"
OFFICE = {
    "docx": ("word/document.xml", _WORD),
    "xlsx": ("xl/workbook.xml", _SHEET),
    "pptx": ("ppt/presentation.xml", _SLIDES),
}
OPEN_DOCUMENT = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WORDS = {"alternative": "Quatre personnes autour d’une pompe", "caption": "", "credit": ""}
TITLED = {"title": "Convention de partenariat", "language": "fr"}


def image(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A picture with something on it."""
    ramp = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.ROTATE_180), ramp)).convert(mode)


def written(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    """The picture as a file."""
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def photo(width: int = 640, height: int = 480, **more: Any) -> bytes:
    """A JPEG with the place where it was taken, its camera, its author."""
    notes = Image.Exif()
    notes[0x010F], notes[0x013B], notes[0x9286] = "ZZCAMERA", "zzauteur", b"zzcommentaire"
    notes.get_ifd(0x8825).update({1: "N", 2: (45.0, 11.0, 17.0), 3: "E", 4: (5.0, 43.0, 27.0)})
    notes.update(more.pop("notes", {}))
    return written(image(width, height), exif=notes.tobytes(), comment=b"zzremarque", **more)


def archive(parts: Mapping[str, bytes], *, stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """A ZIP file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
    return file.getvalue()


def office(kind: str, parts: Mapping[str, bytes] | None = None, *, types: str = "") -> bytes:
    """A DOCX, XLSX or PPTX that its program would open, with more parts."""
    main, said = OFFICE[kind]
    types = types or f"application/vnd.openxmlformats-officedocument.{said}"
    listed = f'<Types><Override PartName="/{main}" ContentType="{types}"/></Types>'.encode()
    return archive({"[Content_Types].xml": listed, main: b"<document/>"} | dict(parts or {}))


def open_document(kind: str, parts: Mapping[str, bytes] | None = None) -> bytes:
    """An ODT, ODS or ODP, with more parts."""
    said = f"application/vnd.oasis.opendocument.{OPEN_DOCUMENT[kind]}".encode()
    return archive({"mimetype": said, "content.xml": b"<office/>"} | dict(parts or {}))


def documents() -> dict[str, bytes]:
    """One of each sort that is taken, by the ending of its name."""
    return {
        "pdf": PDF,
        "csv": "Ville;Année\nOxford;1988\n".encode(),
        "txt": "Compte rendu\n".encode("cp1252"),
        **{kind: office(kind) for kind in OFFICE},
        **{kind: open_document(kind) for kind in OPEN_DOCUMENT},
    }
