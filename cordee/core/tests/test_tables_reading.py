"""Tables as people make them: encodings, separators, shapes, workbooks; and the sentences of the refusals."""

import datetime
import itertools
from pathlib import Path

import openpyxl
import pytest

from cordee.core.tables.limits import LARGE, Limits
from cordee.core.tables.reading import TableError, read_table

ENCODINGS = ["utf-8", "utf-8-sig", "cp1252"]
DELIMITERS = [",", ";", "\t"]


def csv_file(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(TableError) as refusal:
        list(read_table(path, limits=limits).rows)
    return str(refusal.value)


def workbook(folder: Path, *rows: list[object], name: str = "table.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize(("encoding", "delimiter"), list(itertools.product(ENCODINGS, DELIMITERS)))
def test_reads_every_encoding_with_every_separator(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["key", "libellé, ou; titre"], ["a", "Été à Étaples – 5 €"], ["b", 'un "mot"\nà la ligne']]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    table = read_table(csv_file(tmp_path, "\r\n".join(quoted).encode(encoding)))
    assert table.columns == lines[0]
    assert [list(row.cells.values()) for row in table.rows] == lines[1:]


def test_numbers_rows_as_a_spreadsheet_does(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, 'a,b\n"two\nlines",1\n\n,,\nx,2\n'))
    assert [(row.number, row.cells["a"]) for row in table.rows] == [(2, "two\nlines"), (5, "x")]


def test_pads_short_rows_and_forgives_empty_cells_at_the_end(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, "a;b;;\nx\ny;z;;;;\n"))
    assert [row.cells for row in table.rows] == [{"a": "x", "b": ""}, {"a": "y", "b": "z"}]


def test_takes_back_the_apostrophe_of_our_exports(tmp_path: Path) -> None:
    table = read_table(csv_file(tmp_path, "a,b\n'=1+1,'tis\n''@x,a;'=b\n"))
    assert [list(row.cells.values()) for row in table.rows] == [["=1+1", "'tis"], ["'@x", "a;=b"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("\n ,\n", "is empty"),
        ("a,b\n1,2,3\n", "Line 2 has 3 cells for 2 columns"),
        ('a,b\n1,2\n3,"4\n5,6\n', "Line 3 cannot be read"),
        ('a,b\n1,"2"3\n', "Line 2 cannot be read"),
        ("a,b\n1,2\n3,\x004\n", "Line 3 holds a null character"),
        ("a,,c\n", "Column 2 has no name"),
        ("a,b, A\n", "Columns 1 and 3 have the same name, “A”"),
        ("é\nb\n".encode() + b"\xe9\n", "Near line 3 the text is not UTF-8"),
        (b"\xef\xbb\xbfa\n\xe9\n", "Near line 2 the text is not UTF-8"),
        (b"a\n\xc3\xa9\n\xc3", "Near line 3 the text is not UTF-8"),
        (b"a\n\x81\x8d\n", "neither UTF-8 nor Windows-1252"),
        ("a\nb\n".encode("utf-16"), "UTF-16"),
        ("a\n" + "x" * 100_001, "Line 2: a cell has more than 100000 characters"),
        ("a\n" + "x" * 200_000, "Line 2 cannot be read"),
        ("a\n" + "x," * 2_000_001, "Line 2 cannot be read"),
    ],
)
def test_refuses_a_csv_with_a_sentence(tmp_path: Path, content: str | bytes, words: str) -> None:
    assert words in refused(csv_file(tmp_path, content))


def test_reads_a_truncated_windows_1252_ending(tmp_path: Path) -> None:
    assert next(read_table(csv_file(tmp_path, b"a\ncaf\xe9")).rows).cells == {"a": "café"}


def test_holds_to_its_limits(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a,b,c\n1,2,3\n4,5,6\n")
    assert "more than 2 columns" in refused(path, Limits(columns=2))
    assert "more than 1 rows" in refused(path, Limits(rows=1))
    assert "larger than 0 MB" in refused(path, Limits(size=10))
    assert len(list(read_table(path, limits=LARGE).rows)) == 2


def test_tells_a_missing_file_from_a_foreign_format(tmp_path: Path) -> None:
    assert "no such file: nothing.csv" in refused(tmp_path / "nothing.csv")
    assert "no such file" in refused(tmp_path)
    assert "Only CSV (.csv) and Excel (.xlsx)" in refused(csv_file(tmp_path, "a\nb\n", "table.ods"))


def test_leaves_no_open_file_behind_when_rows_are_not_read(tmp_path: Path) -> None:
    for _ in range(3):
        read_table(csv_file(tmp_path, "a\nb\n"))
        next(read_table(workbook(tmp_path, ["a"], ["b"], ["c"])).rows)


def test_reads_cells_of_a_workbook_as_text(tmp_path: Path) -> None:
    values: list[object] = [
        *("texte", 4.0, 4.5, 10**14, True, datetime.date(2020, 1, 2)),
        *(datetime.datetime(2020, 1, 2, 3, 4), datetime.timedelta(hours=30), "'=1+1", None),  # noqa: DTZ001
    ]
    table = read_table(workbook(tmp_path, [f"c{n}" for n in range(10)], [], values))
    row = next(table.rows)
    assert row.number == 3
    assert list(row.cells.values()) == [
        *("texte", "4", "4.5", "100000000000000", "true", "2020-01-02"),
        *("2020-01-02T03:04:00", "30:00:00", "=1+1", ""),
    ]


def test_reads_the_first_visible_sheet_and_names_the_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Hidden"
    book.active.append(["no"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Blank")
    book.create_sheet("Actions").append(["title"])
    book.create_sheet("Lists").append(["x"])
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert (table.columns, table.other_sheets) == (["title"], ["Blank", "Lists"])


def test_names_the_cell_in_error(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["x", "#REF!"])
    book.active["B2"].data_type = "e"
    book.save(tmp_path / "t.xlsx")
    assert "Cell B2 holds an error" in refused(tmp_path / "t.xlsx")


def test_holds_workbooks_to_the_same_limits(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["a", "b"], ["x" * 50, 2], [3, 4])
    assert "more than 1 columns" in refused(path, Limits(columns=1))
    assert "more than 1 rows" in refused(path, Limits(rows=1))
    assert "Line 2: a cell has more than 40 characters" in refused(path, Limits(cell_chars=40))
    assert "Line 3 has 3 cells for 2 columns" in refused(workbook(tmp_path, ["a", "b"], [1], [1, 2, 3]))
    assert "no visible sheet" in refused(workbook(tmp_path))
