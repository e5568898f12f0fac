"""Tables as they are written: harmless in a spreadsheet, and read back unchanged."""

import csv
import datetime
import io
import tempfile
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.core.tables.formulas import neutralise, restore
from cordee.core.tables.reading import TableError, read_table
from cordee.core.tables.writing import SheetData, Value, csv_lines, write_xlsx, xlsx_bytes

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
SEPARATORS = ',;|"\t\r\n'
HARMLESS = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\x0b\x0c")
PLAIN = HARMLESS.filter(lambda char: char in "\t\r\n" or ord(char) >= 32)
TEXT = st.text(PLAIN, max_size=40) | st.text(st.sampled_from("=+-@\t\r\n'\",;|_x000D_ 1a."), max_size=12)
NUMBER = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def written(rows: list[list[Value]], columns: list[str]) -> str:
    return b"".join(csv_lines(columns, rows)).decode("utf-8-sig")


def read_back(content: bytes, name: str) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        table = read_table(path)
        return [table.columns, *(list(row.cells.values()) for row in table.rows)]


@given(TEXT, st.booleans())
def test_restore_undoes_neutralise(text: str, inside: bool) -> None:
    safe = neutralise(text, inside=inside)
    assert restore(safe, inside=inside) == text
    assert not safe.startswith(DANGEROUS)


@given(TEXT)
def test_no_text_holds_a_formula_for_another_separator(text: str) -> None:
    safe = neutralise(text, inside=True)
    for separator in SEPARATORS:
        for piece in safe.split(separator)[1:]:
            number = piece[1:2].isdigit()
            assert number or piece.startswith(("\t", "\r")) or not piece.startswith(DANGEROUS)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("-5", "'-5"),
        ("a;=cmd|'/c'!A1", "a;'=cmd|'/c'!A1"),
        ("5.7;-1.2;+3", "5.7;-1.2;+3"),
        ("a;-1+1", "a;'-1+1"),
        ("Grenoble – Oxford, -5 °C", "Grenoble – Oxford, -5 °C"),
        ("'tis", "'tis"),
    ],
)
def test_neutralises_what_would_run_and_nothing_else(text: str, safe: str) -> None:
    assert neutralise(text, inside=True) == safe


@given(st.lists(st.tuples(TEXT, TEXT, NUMBER), max_size=5))
def test_csv_comes_back_unchanged(rows: list[tuple[str, str, float]]) -> None:
    content = b"".join(csv_lines(["a;x", "=b", "n"], rows))
    expected = [[a, b, str(n)] for a, b, n in rows]
    assert read_back(content, "t.csv") == [["a;x", "=b", "n"], *expected]
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(DANGEROUS) for cell in line[:2])


@given(st.lists(st.tuples(TEXT, TEXT), max_size=20))
@settings(max_examples=10, deadline=None)  # a process is started for each
def test_xlsx_comes_back_unchanged(rows: list[tuple[str, str]]) -> None:
    keyed: list[list[Value]] = [[str(number), *texts] for number, texts in enumerate(rows)]
    content = xlsx_bytes([SheetData("Actions", ["key", "=a", "b"], keyed)])
    assert read_back(content, "t.xlsx") == [["key", "=a", "b"], *keyed]


def test_csv_writes_each_kind_of_value() -> None:
    day = datetime.date(2024, 2, 29)
    row: list[Value] = [None, -4, -4.5, Decimal("-1E+2"), True, day, "Été, «à»", 'un "mot"']
    columns = [f"c{n}" for n in range(8)]
    assert written([row], columns).splitlines()[1] == ',-4,-4.5,-100,true,2024-02-29,"Été, «à»","un ""mot"""'


def test_csv_is_utf8_marked_with_commas_and_crlf() -> None:
    content = b"".join(csv_lines(["clé", "b"], [["x", "y\x00\x07\ud800"]]))
    assert content == b"\xef\xbb\xbfcl\xc3\xa9,b\r\nx,y\r\n"


def test_xlsx_types_text_numbers_and_dates() -> None:
    row: list[Value] = [
        "=1+1",
        -4,
        True,
        datetime.date(2024, 2, 29),
        datetime.date(1789, 7, 14),
        10**16,
        "a\x07b",
    ]
    content = xlsx_bytes([SheetData("A/B", [f"c{n}" for n in range(7)], [row], widths=[20] * 7)])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = list(sheet[2])
    assert [cell.value for cell in cells[:3]] == ["'=1+1", -4, True]
    assert [cell.data_type for cell in cells] == ["s", "n", "b", "d", "s", "s", "s"]
    assert [cell.value for cell in cells[4:]] == ["1789-07-14", str(10**16), "ab"]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("A B", "A2", "A1:G2")
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["B"].width == 20


def test_refuses_what_would_be_lost() -> None:
    with pytest.raises(TableError, match="more than 32767 characters"):
        xlsx_bytes([SheetData("A", ["a"], [["x" * 32_768]])])
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        list(csv_lines(["a"], [["x", "y"]]))
    with pytest.raises(ValueError, match="finite"):
        list(csv_lines(["a"], [[float("nan")]]))


def test_both_formats_stream() -> None:
    def rows(count: int) -> Iterator[list[Value]]:
        return ([number, "x" * 500] for number in range(count))

    tracemalloc.start()
    assert sum(len(piece) for piece in csv_lines(["n", "x"], rows(20_000))) > 10_000_000
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.reset_peak()
    with tempfile.TemporaryFile() as file:
        write_xlsx(file, [SheetData("A", ["n", "x"], rows(8_000))])
    assert tracemalloc.get_traced_memory()[1] < 3_500_000
    tracemalloc.stop()
