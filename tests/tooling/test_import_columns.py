"""The documented columns of imports are those of the code; the tool that writes them sees a difference."""

import shutil
from pathlib import Path

import pytest

from cordee.core.tables.columns import Column
from scripts.import_columns import DOCUMENT, PASSED_OVER, TABLES, MarkersError, filled, main, markers, table


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the document that may be spoilt."""
    return Path(shutil.copy(DOCUMENT, tmp_path / "import.md"))


def test_the_document_is_up_to_date() -> None:
    assert main(["--check"]) == 0, "run python scripts/import_columns.py"


def test_a_changed_table_is_seen_and_mended(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = copy.read_text(encoding="utf-8")
    copy.write_text(good.replace("| **title** |", "| **heading** |"), encoding="utf-8")
    assert main([str(copy), "--check"]) == 1
    assert "scripts/import_columns.py" in capsys.readouterr().out
    assert main([str(copy)]) == 0
    assert copy.read_text(encoding="utf-8") == good


def test_a_document_without_markers_is_refused() -> None:
    with pytest.raises(MarkersError, match=r"columns of actions"):
        filled("# Importing\n")


@pytest.mark.parametrize("name", TABLES)
def test_each_column_has_its_line(name: str) -> None:
    columns, required = TABLES[name]
    start, end = markers(name)
    written = DOCUMENT.read_text(encoding="utf-8").split(start)[1].split(end)[0].splitlines()[3:]
    assert len(written) == len(columns)
    assert {line.split("|")[1].strip() for line in written if "**" in line} == {
        f"**{one}**" for one in required
    }
    assert all(column.holds for column in columns)


def test_a_column_that_imports_pass_over_says_so() -> None:
    lines = list(
        table([Column("url", ("lien",), "address", is_read=False), Column("key", (), "key")], ["key"])
    )
    assert lines[2] == f"| url | lien | address{PASSED_OVER} |"
    assert lines[3] == "| **key** |  | key |"
