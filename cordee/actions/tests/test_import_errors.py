"""Each fault of a file is told with its line, its column and how to mend it; nothing is written."""

from pathlib import Path

import pytest
from django.utils import translation

from cordee.actions.importing import Import, Options
from cordee.actions.models import Action
from cordee.actions.tests.files import ACTION, STRUCTURE, imported, told, write
from cordee.core.tables.table import TableError
from cordee.organisations.models import Organisation

pytestmark = pytest.mark.django_db
FAULTS = [
    ({"title": ""}, "title", "Give the action a title"),
    ({"title": "x" * 201}, "title", "Shorten it"),
    ({"action_type": "voyage"}, "action_type", "Write one of: projet, partenariat"),
    ({"action_type": ""}, "action_type", "which of the five types"),
    ({"sdgs": ""}, "sdgs", "at least one goal"),
    ({"sdgs": "18"}, "sdgs", "numbers from 1 to 17"),
    ({"sdgs": "four"}, "sdgs", "numbers from 1 to 17"),
    ({"country": "Atlantis"}, "country", "two letters, such as JP"),
    ({"country": ""}, "country", "needs its country"),
    ({"country": "", "place": "", "lon": "", "lat": ""}, "country", "No place"),
    ({"country": "GB;DE;FR", "place": "Oxford;Essen"}, "place", "2 values for 3 places"),
    ({"lon": "1;2;3", "place": "a;b;c", "lat": "1;2"}, "lat", "2 values for 3 places"),
    ({"lon": "far west"}, "lon", "number of degrees"),
    ({"lon": "nan"}, "lon", "number of degrees"),
    ({"lat": "91"}, "lat", "from -90 to 90"),
    ({"lat": ""}, "lat", "give both, or neither"),
    ({"lon": "0", "lat": "0"}, "lon", "0, 0 is in the sea"),
    ({"lon": "51.752", "lat": "-1.256"}, "lon", "look swapped"),
    ({"country": "JP", "lon": "35.68", "lat": "139.69"}, "lon", "look swapped"),
    ({"far": "maybe"}, "far", "neither yes nor no"),
    (
        {"status": "suspendu", "suspended_on": "2024-02-01"},
        "",
        "needs the date of the suspension and its reason",
    ),
    ({"status": "suspendu", "suspension_reason": "Crise"}, "", "needs the date of the suspension"),
    ({"suspension_reason": "Crise"}, "", "go with the state"),
    ({"verified_on": "20240101"}, "verified_on", "2026-11-24"),
    ({"title_de": "", "description_de": "Kurz"}, "title_de", "title in this language too"),
    ({"title_fr": "Autre"}, "title_fr", "original is in this language"),
    ({"lon": "2.35", "lat": "48.85"}, "lon", "--accept-far"),
    ({"precision": "nearly"}, "precision", "Write one of: point, city"),
    ({"region": "999"}, "region", "150 for Europe"),
    ({"place": "x" * 201}, "place", "Shorten it"),
    ({"start_year": "20"}, "start_year", "year of four digits"),
    ({"start_year": "2020", "end_year": "2010"}, "end_year", "end comes before the start"),
    ({"start_year": "2020", "start_month": "6", "end_year": "2020", "end_month": "5"}, "end_year", "before"),
    ({"start_month": "6"}, "start_month", "month goes with its year"),
    ({"start_year": "2020", "start_day": "6"}, "start_day", "day goes with its month"),
    ({"start_year": "2021", "start_month": "2", "start_day": "29"}, "start_day", "no day 29"),
    ({"end_year": "2020", "end_month": "13"}, "end_month", "from 1 to 12"),
    ({"status": "finished-ish"}, "status", "Write one of: prevu"),
    ({"origin": "rumour"}, "origin", "Write one of: declaree"),
    ({"suspended_on": "2020-02-01"}, "", "go with the state"),
    ({"suspended_on": "01/02/2020"}, "suspended_on", "2026-11-24"),
    ({"themes": "nothing"}, "themes", "Write one of"),
    ({"forms": "nothing"}, "forms", "Write one of"),
    ({"partners": "x" * 301}, "partners", "Shorten it"),
    ({"coord_basis": "x" * 301}, "coord_basis", "Shorten it"),
    ({"language": "français"}, "language", "such as fr or en"),
    ({"generated": "perhaps"}, "generated", "neither yes nor no"),
    ({"organisation_key": "nobody"}, "organisation_key", "import the file of the structures first"),
    ({"organisation_key": ""}, "organisation_key", "Give the key of the structure"),
    ({"co_organisation_keys": "nobody"}, "co_organisation_keys", "No structure has the key “nobody”"),
    ({"co_organisation_keys": "lead"}, "", "cannot be its own co-lead"),
    ({"key": "", "title": "日本"}, "key", "Give a key"),
    ({"key": "x" * 121}, "key", "Give a key"),
]


@pytest.mark.parametrize(("fault", "column", "sentence"), FAULTS)
def test_fault_of_an_action(tmp_path: Path, fault: dict[str, str], column: str, sentence: str) -> None:
    imported(tmp_path, STRUCTURE)
    report = imported(tmp_path, ACTION | dict.fromkeys(fault, "") | {"key": "good"}, ACTION | fault)
    errors = [error for error in told(report) if error[0] == 3]
    assert (3, column) in [error[:2] for error in errors], errors
    assert any(sentence in error[2] for error in errors), errors
    assert not Action.objects.exists()
    assert report.refused >= 1


STRUCTURE_FAULTS = [
    ({"name": ""}, "key", "Give a key"),
    ({"key": "k", "name": ""}, "name", "Give the structure a name"),
    ({"name": "x" * 201}, "name", "Shorten it"),
    ({"kind": "cirque"}, "kind", "Write one of: entreprise"),
    ({"kind": ""}, "kind", "Write one of"),
    ({"acronym": "x" * 41}, "acronym", "Shorten it"),
    ({"siret": "12345678901234"}, "siret", "not a SIRET number"),
    ({"siret": "1234"}, "siret", "14 digits"),
    ({"rna": "W38 12"}, "rna", "not an RNA number"),
    ({"website": "javascript:alert(1)"}, "website", "https://"),
    ({"website": "https://" + "x" * 500}, "website", "Shorten it"),
    ({"parent_key": "nobody"}, "parent_key", "No structure has the key “nobody”"),
    ({"key": "loop", "parent_key": "loop"}, "parent_key", "part of its own departments"),
    ({"commune": "x" * 121}, "commune", "Shorten it"),
]


@pytest.mark.parametrize(("fault", "column", "sentence"), STRUCTURE_FAULTS)
def test_fault_of_a_structure(tmp_path: Path, fault: dict[str, str], column: str, sentence: str) -> None:
    row = STRUCTURE | {"key": ""} | fault
    report = imported(tmp_path, STRUCTURE | dict.fromkeys(fault, "") | STRUCTURE, row)
    assert any((line, name) == (3, column) and sentence in message for line, name, message in told(report)), (
        told(report)
    )
    assert not Organisation.objects.exists()


def test_every_fault_of_a_line_is_told_at_once(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    report = imported(
        tmp_path, ACTION | {"title": "", "action_type": "", "sdgs": "", "lon": "x", "status": "x"}
    )
    assert {column for _line, column, _message in told(report)} >= {
        "title",
        "action_type",
        "sdgs",
        "lon",
        "status",
    }
    assert report.refused == 1


@pytest.mark.parametrize("header", ["key,name", "title,country", "colour"])
def test_missing_columns_are_named(tmp_path: Path, header: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f"{header}\n1,2\n" if "," in header else f"{header}\nred\n", encoding="utf-8")
    with translation.override("en"), pytest.raises(TableError, match=r"action_type.*kind"):
        Import(Options(), track=lambda batches: batches).run(path)


def test_unknown_and_double_columns_are_named(tmp_path: Path) -> None:
    report = imported(tmp_path, STRUCTURE | {"Colour": "red"})
    assert [(warning.line, warning.column) for warning in report.warnings] == [(0, "Colour")]
    assert report.created == 1
    report = imported(tmp_path, STRUCTURE | {"Nature": "entreprise"})
    assert told(report) == [(0, "Nature", "This column means the same as “kind”: keep one.")]


def test_double_key_names_both_lines(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    report = imported(tmp_path, ACTION, ACTION | {"title": "Other"})
    assert told(report) == [(3, "key", "The key “one” is already on line 2.")]
    assert not Action.objects.exists()


def test_far_point_is_taken_when_confirmed(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    report = imported(tmp_path, ACTION | {"lon": "2.35", "lat": "48.85"}, accept_far=True)
    assert (report.created, [(warning.line, warning.column) for warning in report.warnings]) == (
        1,
        [(2, "lon")],
    )


def test_structures_made_by_the_file_of_actions(tmp_path: Path) -> None:
    new = {"organisation_name": "Lycée neuf", "organisation_kind": "école", "organisation_key": ""}
    report = imported(tmp_path, ACTION | new, ACTION | new | {"key": "two"})
    assert (report.created, told(report)) == (2, [])
    assert Organisation.objects.get().key == "lycee-neuf"
    report = imported(tmp_path, ACTION | new | {"organisation_name": "Cirque", "organisation_kind": "cirque"})
    assert (2, "organisation_kind") in [error[:2] for error in told(report)]


def test_hostile_cells_are_refused_not_fatal(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    for name in (*ACTION, "start_month", "end_year", "verified_on", "precision", "generated"):
        for hostile in ("=1+1", "é" * 50_000, "9" * 5000, "%s %(x)d {}", "\u202e", "-"):
            report = imported(tmp_path, ACTION | {name: hostile}, dry_run=True)
            assert report.refused + report.created == 1, (name, hostile[:20])
    assert not Action.objects.exists()


def test_report_in_a_terminal_says_line_and_column(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    with translation.override("en"):
        report = Import(Options(), track=lambda batches: batches).run(
            write(tmp_path, [ACTION | {"country": "Atlantis"}])
        )
        text = report.as_text()
    assert "Line 2\n  error, column “country”: “Atlantis” is no known country" in text
    assert "1 refused." in text
