"""Files made to harm: bombs, polyglots, impossible sheets are refused fast and in little memory."""

import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cordee.core.tables.reading import TableError, read_table
from cordee.core.tables.sheet_worker import CELL_BYTES, Extent, RefusedError

MEASURE = """
import json, os, pathlib, resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from cordee.core.tables.limits import LARGE
from cordee.core.tables.reading import TableError, read_table
said, count = "", 0
try:
    for row in read_table(pathlib.Path(sys.argv[1]), limits=LARGE if "large" in sys.argv else None).rows:
        count += 1
except TableError as error:
    said = str(error)
seconds = sum(os.times()[:4])  # of processor: what else the machine does is left out
own = int(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
kb = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(json.dumps({"said": said, "rows": count, "kb": kb, "seconds": seconds}))
"""
ROOT = Path(__file__).parents[3]
CELLS = "<row><c><v>1</v></c></row>"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def measured(path: Path, *words: str) -> dict[str, object]:
    command = [sys.executable, "-c", MEASURE, str(path), *words]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, timeout=120)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def workbook(folder: Path, changes: dict[str, bytes], level: int = 9) -> Path:
    """An honest workbook with some parts replaced or added."""
    honest, hostile = folder / "honest.xlsx", folder / "hostile.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.save(honest)
    with (
        zipfile.ZipFile(honest) as old,
        zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | changes
        for name, content in parts.items():
            new.writestr(name, content)
    return hostile


def sheet(rows: str) -> dict[str, bytes]:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return {"xl/worksheets/sheet1.xml": f"{start}{rows}</sheetData></worksheet>".encode()}


def strings(text: str) -> dict[str, bytes]:
    body = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    )
    return {"xl/sharedStrings.xml": body.encode()}


def high_ratio(folder: Path) -> Path:
    return workbook(folder, sheet(CELLS * 3_000_000))


def too_much_unpacked(folder: Path) -> Path:
    return workbook(folder, {f"xl/media/{n}.bin": bytes(11_000_000) for n in range(10)})


def many_entries(folder: Path) -> Path:
    path = workbook(folder, {})
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(80_000):
            archive.writestr(f"xl/{number}.xml", b"")
    return path


def nested(folder: Path) -> Path:
    return workbook(folder, {"xl/embeddings/book.bin": b"PK\x03\x04" + bytes(50)})


def billion_laughs(folder: Path) -> Path:
    honest = strings("&b;")["xl/sharedStrings.xml"]
    return workbook(folder, {"xl/sharedStrings.xml": LAUGHS.encode() + honest})


def million_columns(folder: Path) -> Path:
    return workbook(folder, sheet("<row>" + "".join(f"<c><v>{n}</v></c>" for n in range(10**6)) + "</row>"))


def last_cell(folder: Path) -> Path:
    return workbook(folder, sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def two_corners(folder: Path) -> Path:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(folder, sheet(rows))


def far_corner(folder: Path) -> Path:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="BH1048576"><v>1</v></c></row>'
    return workbook(folder, sheet(rows))


def honest_ratio(folder: Path) -> Path:
    """Under every ceiling of the archive, yet more cells than the memory holds."""
    rows = "".join(f"<row><c><v>{n * n % 9973}</v></c><c><v>1</v></c></row>" for n in range(1_500_000))
    return workbook(folder, sheet(rows), level=6)


def impossible_column(folder: Path) -> Path:
    return workbook(folder, sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZZ1"><v>1</v></c></row>'))


def one_string_everywhere(folder: Path) -> Path:
    cells = '<row><c t="s"><v>0</v></c></row>' * 50_000
    return workbook(folder, sheet(cells) | strings(random.Random(1).randbytes(45_000).hex()))


def lying_size(folder: Path) -> Path:
    """The table of contents announces ten bytes of a part that unpacks to sixty million."""
    path = workbook(folder, {"xl/worksheets/sheet1.xml": bytes(60_000_000)})
    size = (60_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (10).to_bytes(4, "little")))
    return path


BOMBS: list[tuple[Callable[[Path], Path], str]] = [
    (high_ratio, "far more than its size"),
    (too_much_unpacked, "far more than its size"),
    (many_entries, "far more than its size"),
    (nested, "holds another archive (xl/embeddings/book.bin)"),
    (billion_laughs, "XML that Excel never writes (xl/sharedStrings.xml)"),
    (million_columns, "more than 200 columns"),
    (last_cell, "more than 200 columns"),
    (two_corners, "more than 200 columns"),
    (far_corner, "reaches as far as line 1048576"),
    (impossible_column, "The workbook is"),
    (honest_ratio, "too heavy"),
    (one_string_everywhere, "too heavy"),
    (lying_size, "damaged"),
]


@pytest.mark.parametrize(("make", "words"), BOMBS, ids=lambda value: getattr(value, "__name__", ""))
def test_refuses_a_bomb_in_two_seconds_and_little_memory(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    result = measured(make(tmp_path))
    assert words in str(result["said"])
    assert float(str(result["seconds"])) < 2
    assert int(str(result["kb"])) < 256 * 1024


@pytest.mark.parametrize(
    "cell",
    [
        b"<c><v>1</v></c>",
        b"<c><v >1</v\n></c>",
        b"<x:c><x:v>1</x:v></x:c>",
        b'<c t="inlineStr"><is><t>a</t></is></c>',
        b'<x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>',
        b"<c><f>1+1</f><v>2</v></c><c/><c><v/></c>",
    ],
)
def test_counts_each_filled_cell_however_it_is_written(cell: bytes) -> None:
    """The memory holds ten of them: ten are read, the eleventh is refused before any reading."""
    extent = Extent({"memory": 10 * CELL_BYTES}, "sheet1.xml")
    for _ in range(10):
        extent.fill(cell)
    with pytest.raises(RefusedError, match="heavy"):
        extent.fill(cell)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b"%PDF-1.7\n%\xe2\xe3"),
        ("t.csv", b"\xef\xbb\xbf %PDF-1.7\n"),
        ("t.csv", b"\x89PNG\r\n\x1a\n"),
        ("t.csv", b"  <!DOCTYPE html><script>alert(1)</script>"),
        ("t.csv", b"<?xml version='1.0'?><a/>"),
        ("t.csv", b"PK\x03\x04abc"),
        ("t.tsv", b"\x1f\x8b\x08\x00"),
        ("t.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("t.xlsx", b"<html><table><tr><td>a</td></tr></table></html>"),
        ("t.xlsx", b"key,title\na,b\n"),
        ("t.xlsx", b"\x89PNG\r\n\x1a\n"),
        ("t.xlsx", b"#!/bin/sh\nPK\x03\x04"),
    ],
)
def test_refuses_content_that_its_name_denies(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match="content is not"):
        read_table(tmp_path / name)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"xl/vbaProject.bin": b"macro"}, "holds macros"),
        ({"xl/workbook.xml": b"<workbook"}, "is damaged"),
        ({"xl/workbook.xml": b"\xff\xfe\x00"}, "no visible sheet|is damaged"),
    ],
)
def test_refuses_workbooks_that_are_not_tables(tmp_path: Path, changes: dict[str, bytes], words: str) -> None:
    with pytest.raises(TableError, match=words):
        list(read_table(workbook(tmp_path, changes)).rows)


FORMULA = '<row r="1"><c r="A1" t="str"><f>T(1)</f><v>a</v></c></row><row r="2">{}</row>'


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2"><f>1+1</f></c>',
        '<c r="A2" s="3"><f>1+1</f><v></v></c>',
        '<c r="A2"><f t="shared" si="0"/><v/></c>',
        '<x:c r="A2"><x:f>1+1</x:f><x:v /></x:c>',
    ],
)
def test_a_formula_that_nobody_calculated_is_no_empty_cell(tmp_path: Path, cell: str) -> None:
    with pytest.raises(TableError, match=r"Cell A2 \(xl/worksheets/sheet1.xml\) holds a formula without"):
        read_table(workbook(tmp_path, sheet(FORMULA.format(cell))))


def test_a_calculated_formula_is_its_result(tmp_path: Path) -> None:
    cells = '<c r="A2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="A3" t="str"><f>T("")</f><v></v></c>'
    assert [row.cells for row in read_table(workbook(tmp_path, sheet(FORMULA.format(cells)))).rows] == [
        {"a": "2"}
    ]


@pytest.mark.parametrize("code", ["0000", "001B", "0007"])
def test_characters_that_no_text_holds_are_refused_with_their_line(tmp_path: Path, code: str) -> None:
    cell = f'<c r="A2" t="inlineStr"><is><t>b_x{code}_c</t></is></c>'
    table = read_table(workbook(tmp_path, sheet(FORMULA.format(cell))))
    with pytest.raises(TableError, match=rf"Line 2: a cell holds the character U\+{code}"):
        list(table.rows)


def test_refuses_other_archives_and_old_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(TableError, match="not an Excel workbook"):
        read_table(path)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(TableError, match="is damaged"):
        read_table(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(TableError, match="protected by a password"):
        read_table(path)


def test_a_million_columns_of_csv_are_refused_fast(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(str(number) for number in range(500_000)) + "\n")
    result = measured(path)
    assert "more than 200 columns" in str(result["said"])
    assert float(str(result["seconds"])) < 2
    assert int(str(result["kb"])) < 256 * 1024


def test_a_hundred_megabytes_of_csv_stream_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    block = ("clé,valeur de la ligne;" + "x" * 977 + "\n") * 1_000
    with path.open("w", encoding="utf-8") as file:
        file.write("a,b\n")
        for _ in range(105):
            file.write(block)
    result = measured(path, "large")
    assert (result["said"], result["rows"]) == ("", 105_000)
    assert int(str(result["kb"])) < 64 * 1024
