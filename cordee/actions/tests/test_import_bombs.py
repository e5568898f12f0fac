"""The command reads a file as any upload is read: what harms is refused, in little memory."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cordee.actions.importing import Import, Options
from cordee.actions.models import Action
from cordee.actions.tests.files import ACTION, STRUCTURE, imported
from cordee.core.tables.report import MOST_KEPT
from cordee.core.tables.table import TableError
from cordee.core.tests.test_tables_hostile import BOMBS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("make", "words"), BOMBS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_bomb_is_refused_by_the_import_too(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    with pytest.raises(TableError, match=words.replace("(", r"\(").replace(")", r"\)")):
        Import(Options(), track=lambda batches: batches).run(make(tmp_path))


def test_many_bad_lines_are_counted_and_not_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    header = "key,title,action_type,sdgs," + ",".join(f"c{n}" for n in range(190))
    path.write_text(header + "\n" + "".join(f"k{n}{',' * 193}\n" for n in range(30_000)))
    report = Import(Options(), track=lambda batches: batches).run(path)
    assert report.refused == 30_000
    assert len(report.problems) == MOST_KEPT
    assert f"And {report.counts.total() - MOST_KEPT} more problems." in report.as_text(most=1)


def test_an_error_after_all_the_warnings_that_are_kept_still_stops_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cordee.core.tables.report.MOST_KEPT", 2)
    imported(tmp_path, STRUCTURE)
    vague = ACTION | {"lon": "", "lat": "", "precision": "city"}
    rows = [vague | {"key": f"k{n}"} for n in range(4)]
    report = imported(tmp_path, *rows, vague | {"key": "bad", "sdgs": ""})
    assert (report.created, report.has_errors, report.errors) == (0, True, [])
    assert not Action.objects.exists()
