"""Structures in a file of actions: found by key or name, made when a good line needs them, never changed."""

from pathlib import Path

import pytest

from cordee.actions.models import Action
from cordee.actions.tests.files import ACTION, STRUCTURE, imported, told
from cordee.core.tables.report import Report
from cordee.moderation.enums import State
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
NEW = {"organisation_key": "", "organisation_name": "Lycée neuf", "organisation_kind": "école"}
OTHERS = {"co_organisation_keys": "", "co_organisation_names": "", "co_organisation_kinds": ""}


def warned(report: Report) -> list[tuple[int, str]]:
    return [(problem.line, problem.column) for problem in report.warnings]


def test_a_refused_line_makes_no_structure(tmp_path: Path) -> None:
    bad = ACTION | NEW | {"key": "bad", "sdgs": "18", "organisation_name": "Cirque"}
    report = imported(tmp_path, ACTION | NEW, bad, partial=True)
    assert (report.created, report.refused, report.made_besides) == (1, 1, ["Lycée neuf"])
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Lycée neuf"]
    assert "1 structure made besides: Lycée neuf." in report.as_text()


def test_all_or_nothing_holds_for_structures(tmp_path: Path) -> None:
    report = imported(tmp_path, ACTION | NEW, ACTION | {"key": "bad", "sdgs": ""})
    assert (report.created, report.made_besides) == (0, [])
    assert not Organisation.objects.exists()


def test_a_known_name_finds_its_structure_whatever_its_key(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE | {"key": "x-77", "name": "Ville de Grenoble"})
    named = {"organisation_name": "VILLE DE  GRENOBLE", "organisation_kind": "organisme_public"}
    report = imported(tmp_path, ACTION | NEW | named)
    assert (report.created, report.warnings) == (1, [])
    assert Action.objects.get().lead.key == "x-77"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ARCHIVED])
def test_a_structure_that_was_only_asked_for_is_found_by_no_file(tmp_path: Path, state: State) -> None:
    asked = organisation("lycee-neuf", name="Lycée neuf")
    Organisation.objects.filter(pk=asked.pk).update(
        key=None, state=state, live=False, first_published_at=None
    )
    imported(tmp_path, ACTION | NEW)
    lead = Action.objects.get().lead
    assert (lead.live, lead.name, lead != asked) == (True, "Lycée neuf", True)


def test_a_name_that_two_bear_asks_for_the_key(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE, STRUCTURE | {"key": "second"})
    report = imported(tmp_path, ACTION | NEW | {"organisation_name": "Ville"})
    assert [error[:2] for error in told(report)] == [(2, "organisation_name")]
    assert "2 structures are called “Ville”" in told(report)[0][2]


def test_what_a_line_says_otherwise_is_told_once_and_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    other = {"organisation_name": "Mairie", "organisation_kind": "association", "organisation_commune": "Oz"}
    report = imported(tmp_path, ACTION | other, ACTION | other | {"key": "two"})
    columns = ["organisation_name", "organisation_kind", "organisation_commune"]
    assert warned(report) == [(2, column) for column in columns]
    known = Organisation.objects.get()
    assert (known.name, known.kind, known.locality) == ("Ville", "organisme_public", "")


def test_a_second_of_the_same_name_is_made_and_told(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    new = {"organisation_key": "other", "organisation_name": "Ville", "organisation_kind": "association"}
    report = imported(tmp_path, ACTION | new)
    assert (report.created, warned(report)) == (1, [(2, "organisation_key")])


def test_co_leads_come_with_their_names_and_kinds(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    others = {
        "co_organisation_keys": "lab;lead2",
        "co_organisation_names": "Labo;Autre",
        "co_organisation_kinds": "laboratoire;association",
    }
    report = imported(tmp_path, ACTION | others)
    assert (report.created, report.made_besides) == (1, ["Labo", "Autre"])
    assert sorted(one.organisation.name for one in Action.objects.get().co_leads.all()) == ["Autre", "Labo"]


@pytest.mark.parametrize(
    ("others", "column"),
    [
        ({"co_organisation_keys": "a;b", "co_organisation_names": "A"}, "co_organisation_names"),
        ({"co_organisation_names": "日本", "co_organisation_kinds": "association"}, "co_organisation_keys"),
        ({"co_organisation_keys": "a", "co_organisation_names": "A"}, "co_organisation_keys"),
        (
            {"co_organisation_keys": "a", "co_organisation_names": "A", "co_organisation_kinds": "cirque"},
            "co_organisation_kinds",
        ),
    ],
)
def test_faults_of_co_leads_name_their_column(tmp_path: Path, others: dict[str, str], column: str) -> None:
    imported(tmp_path, STRUCTURE)
    report = imported(tmp_path, ACTION | OTHERS | others)
    assert [error[:2] for error in told(report)] == [(2, column)]


def test_a_co_lead_is_found_by_its_name_alone(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE, STRUCTURE | {"key": "helper", "name": "Aide"})
    assert told(imported(tmp_path, ACTION | OTHERS | {"co_organisation_names": "aide"})) == []
    assert Action.objects.get().co_leads.get().organisation.key == "helper"


def test_what_no_sheet_of_a_structure_can_say_is_told(tmp_path: Path) -> None:
    bad = [
        ("organisation_name", {"organisation_name": "Alpha; Beta"}),
        ("organisation_key", {"organisation_key": "a;b"}),
    ]
    for column, fault in bad:
        assert [error[1] for error in told(imported(tmp_path, ACTION | NEW | fault))] == [column]


def test_a_name_whose_key_is_taken_asks_for_one(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE | {"key": "alpha", "name": "Laboratoire X"})
    report = imported(tmp_path, ACTION | NEW | {"organisation_name": "Alpha"})
    assert [error[1] for error in told(report)] == ["organisation_key"]


def test_two_lines_that_describe_one_structure_otherwise_are_told(tmp_path: Path) -> None:
    other = {"key": "two", "organisation_name": "Autre"}
    first = ACTION | NEW | {"organisation_key": "new"}
    report = imported(tmp_path, first, first | other)
    assert (report.created, warned(report)) == (2, [(3, "organisation_name")])
