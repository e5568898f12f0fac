"""Importing: tries, all or nothing, the same twice, over sheets that exist without undoing any discretion."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django.fixtures import Settings

from cordee.actions import operations, queries
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import Precision, Progress
from cordee.actions.models import Action
from cordee.actions.tests import factories
from cordee.actions.tests.files import ACTION, STRUCTURE, imported, told, write
from cordee.journal.models import Change
from cordee.organisations import operations as organisations
from cordee.organisations.models import Organisation

pytestmark = pytest.mark.django_db
SECRET = Place(precision=Precision.POINT, place="Cave", country="GB", lon=-1.5, lat=51.5, is_hidden=True)
KEPT = {
    "key": "one", "title": "Jumelage", "action_type": "partenariat", "sdgs": "4;17",
}  # fmt: skip


@pytest.fixture
def one(tmp_path: Path) -> Action:
    """The action of `ACTION`, imported."""
    imported(tmp_path, STRUCTURE)
    imported(tmp_path, ACTION)
    return factories.fresh("one")


def _content() -> Content:
    return queries.content_of(factories.fresh("one"))


def test_the_same_twice_changes_nothing(tmp_path: Path, one: Action) -> None:
    changes = Change.objects.count()
    for row in (ACTION, ACTION | {"sdgs": "17; ODD 4,4"}, KEPT):
        report = imported(tmp_path, row)
        assert (report.created, report.updated, report.unchanged, told(report)) == (0, 0, 1, [])
    report = imported(tmp_path, STRUCTURE)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert Change.objects.count() == changes


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    report = imported(tmp_path, STRUCTURE, dry_run=True)
    assert (report.created, Organisation.objects.count(), Change.objects.count()) == (1, 0, 0)
    imported(tmp_path, STRUCTURE)
    assert imported(tmp_path, ACTION, dry_run=True).created == 1
    assert not Action.objects.exists()


def test_all_or_nothing_unless_asked(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    rows = [ACTION, ACTION | {"key": "two", "country": "Atlantis"}, ACTION | {"key": "three"}]
    report = imported(tmp_path, *rows)
    assert (report.created, report.refused, Action.objects.count()) == (0, 1, 0)
    report = imported(tmp_path, *rows, partial=True)
    assert (report.created, report.refused, Action.objects.count()) == (2, 1, 2)


def test_a_file_changes_only_what_its_columns_say(tmp_path: Path, one: Action) -> None:
    english = Text(title="Twinning", summary="In English")
    texts = {"fr": Text(title="Jumelage", summary="Résumé", note="Note"), "en": english}
    factories.edited(one, texts=texts, start_year=1999, themes=("sante",), sources="Here")
    before = _content()
    report = imported(tmp_path, KEPT | {"title": "Autre titre", "title_en": "Other title"})
    assert (report.updated, told(report)) == (1, [])
    changed = {"fr": replace(texts["fr"], title="Autre titre"), "en": replace(english, title="Other title")}
    assert _content() == replace(before, texts=changed)


def test_a_column_of_one_end_is_judged_with_what_the_sheet_says(tmp_path: Path, one: Action) -> None:
    factories.edited(one, start_year=1999)
    report = imported(tmp_path, KEPT | {"end_year": "1990"})
    assert [error[0] for error in told(report)] == [2, 2]
    assert imported(tmp_path, KEPT | {"end_year": "2001"}).updated == 1
    assert (_content().start_year, _content().end_year) == (1999, 2001)


def test_the_original_stays_in_its_language(tmp_path: Path, one: Action) -> None:
    factories.edited(one, language="en", texts={"en": Text(title="Twinning")})
    imported(tmp_path, KEPT | {"title": "A twinning"})
    assert _content().texts == {"en": Text(title="A twinning")}


def test_the_lead_follows_its_name(tmp_path: Path, one: Action) -> None:
    imported(tmp_path, STRUCTURE | {"key": "lycee", "name": "Lycée"})
    assert imported(tmp_path, KEPT | {"organisation_name": "Lycée"}).updated == 1
    assert Organisation.objects.get(pk=_content().lead).key == "lycee"


@pytest.mark.parametrize("precision", [{}, {"precision": "point;city"}])
def test_the_source_does_not_uncover_a_hidden_place(
    tmp_path: Path, one: Action, precision: dict[str, str]
) -> None:
    factories.edited(one, places=(SECRET, factories.OXFORD))
    row = ACTION | {"place": "Cave;Oxford", "lon": "-1.5;-1.256", "lat": "51.5;51.752"} | precision
    imported(tmp_path, row)
    assert _content().places == (SECRET, factories.OXFORD)


def test_an_export_does_not_erase_what_it_hides(client: Client, tmp_path: Path, one: Action) -> None:
    partners = (PartnerName(name="Open", country="DE"), PartnerName(name="Secret", is_hidden=True))
    factories.edited(
        one,
        places=(factories.ESSEN, SECRET),
        partners=partners,
        place_basis="Secret",
        progress=Progress.SUSPENDED,
        suspended_on=date(2024, 2, 1),
        suspension_reason="Secret",
    )
    before = _content()
    (row,) = csv.DictReader(StringIO(_export(client)))
    assert "Secret" not in str(row)
    assert (imported(tmp_path, row).unchanged, _content()) == (1, before)
    row["lon"], row["place"] = row["lon"].replace("7.012", "7.02"), row["place"].replace("Essen", "Essen-Sud")
    row["partners"] += ";New"
    assert imported(tmp_path, row).updated == 1
    assert _content().places[1] == SECRET
    assert _content().places[0].place == "Essen-Sud"
    assert {partner.name: partner.is_hidden for partner in _content().partners} == {
        "Open": False, "New": False, "Secret": True,
    }  # fmt: skip


def _export(client: Client) -> str:
    return b"".join(client.get("/carte/export.csv")).decode("utf-8-sig")


def test_an_action_without_key_is_known_by_its_address(client: Client, tmp_path: Path) -> None:
    operations.put([operations.Entry(key=None, content=factories.content())])
    (row,) = csv.DictReader(StringIO(_export(client)))
    report = imported(tmp_path, row)
    assert (report.created, report.unchanged, Action.objects.count()) == (0, 1, 1)


def test_departments_in_any_order(tmp_path: Path) -> None:
    rows = [
        STRUCTURE | {"key": "lab", "name": "Lab", "parent_key": "school"},
        STRUCTURE | {"key": "school", "name": "School", "parent_key": "lead"},
        STRUCTURE | {"parent_key": ""},
    ]
    report = imported(tmp_path, *rows)
    assert (report.created, told(report)) == (3, [])
    lab = Organisation.objects.get(key="lab")
    assert (lab.parent and lab.parent.key, lab.parent and lab.parent.parent and lab.parent.parent.key) == (
        "school", "lead",
    )  # fmt: skip
    rows = [rows[2] | {"parent_key": "lab"}, rows[0], rows[1]]
    assert len(told(imported(tmp_path, *rows))) == 3
    report = imported(tmp_path, rows[0])
    assert told(report) == [(2, "", "A structure cannot be part of itself, nor of one of its departments.")]


def test_co_leads_named_twice_count_once(tmp_path: Path) -> None:
    imported(
        tmp_path, STRUCTURE, STRUCTURE | {"key": "b", "name": "B"}, STRUCTURE | {"key": "c", "name": "C"}
    )
    old, new = Organisation.objects.get(key="b"), Organisation.objects.get(key="c")
    organisations.merge(organisation=old, into=new)
    assert imported(tmp_path, ACTION | {"co_organisation_keys": "b;c;c"}).created == 1
    assert _content().co_leads == (new.pk,)


def test_a_key_goes_before_an_address(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE | {"key": "a b"}, STRUCTURE | {"key": "a-b"})
    assert Organisation.objects.get(key="a b").slug == "a-b"
    for key in ("a-b", "a b"):
        imported(tmp_path, ACTION | {"organisation_key": key})
        assert Organisation.objects.get(pk=_content().lead).key == key


def test_xlsx_says_the_same(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    book = openpyxl.Workbook()
    book.active.append([*ACTION, "start_year"])
    book.active.append(
        [*(float(ACTION[name]) if name in ("lon", "lat") else ACTION[name] for name in ACTION), 1999]
    )
    book.create_sheet("Notes").append(["nothing"])
    book.save(tmp_path / "file.xlsx")
    call_command("import", tmp_path / "file.xlsx", verbosity=0)
    assert (_content().start_year, _content().places[0].lon) == (1999, -1.256)


def test_titles_without_a_latin_letter_have_an_address(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    report = imported(
        tmp_path, ACTION | {"key": "日本", "title": "日本"}, ACTION | {"key": "中国", "title": "中国"}
    )
    assert (report.created, told(report)) == (2, [])
    assert set(Action.objects.values_list("slug", flat=True)) == {"action", "action-2"}


def test_command_says_what_it_did_and_fails_loudly(tmp_path: Path, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    out = StringIO()
    call_command("import", write(tmp_path, [STRUCTURE]), stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("1 created.\n")
    wrong = write(tmp_path, [ACTION | {"sdgs": "99"}])
    with pytest.raises(CommandError, match="Nothing was written") as refusal:
        call_command("import", wrong, stdout=out)
    assert refusal.value.returncode == 1
    assert "Line 2\n  error, column “sdgs”: “99” is no goal" in out.getvalue()
    call_command("import", wrong, "--partial", stdout=out)
    call_command("import", write(tmp_path, [ACTION]), "--dry-run", stdout=out)
    assert "Nothing was written: this was a trial." in out.getvalue()
    assert not Action.objects.exists()
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import", tmp_path / "nowhere.csv")
