"""What an export says comes back unchanged: over the same sheets, and into a house that has none of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from cordee.actions import operations, queries
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import Precision, Progress
from cordee.actions.importing import Import, Options
from cordee.actions.models import Action
from cordee.actions.tests import factories
from cordee.core.tables.report import Report
from cordee.journal.models import Change
from cordee.organisations.models import Organisation
from cordee.organisations.tests import factories as organisations

pytestmark = pytest.mark.django_db
PARTS = ("unfolding", "objectives", "content", "effects", "note")
FAR = Place(precision=Precision.CITY, place="Paris", country="GB", lon=2.35, lat=48.85, is_far_confirmed=True)


def _whole(language: str) -> Text:
    words = {part: f"{part} {language}\nline; =1+1, [x]" for part in PARTS}
    return Text(title=f"Title {language}", summary=f"  Summary\t{language}", **words)


def _nasty() -> Content:
    """One content with everything that tables make difficult."""
    return factories.content(
        organisations.organisation(name="Lead [FR]"),
        texts={language: _whole(language) for language in ("fr", "en", "de", "pt-br")},
        places=(FAR, factories.OXFORD, Place(precision=Precision.WORLD, place=" Everywhere ")),
        partners=(
            PartnerName(name="Assoc [JP]"),
            PartnerName(name="Club [FR]", country="JP"),
            PartnerName(name="Odd []"),
            PartnerName(name=" Spaced ", country="SN"),
        ),
        co_leads=(organisations.organisation(name="Helps only").pk,),
        progress=Progress.SUSPENDED,
        suspended_on=date(2024, 2, 1),
        suspension_reason="- waiting",
        suspension_reason_is_public=True,
    )


def _file(client: Client, folder: Path, extension: str) -> Path:
    answer = client.get(f"/carte/export.{extension}")
    path = folder / f"export.{extension}"
    path.write_bytes(answer.getvalue())
    return path


def _imported(path: Path) -> Report:
    with translation.override("en"):
        return Import(Options(), track=lambda batches: batches).run(path)


def _kept() -> Content:
    return queries.content_of(factories.fresh("nasty"))


@pytest.fixture
def export(client: Client, tmp_path: Path) -> Callable[[str], Path]:
    operations.put([operations.Entry(key="nasty", content=_nasty())])
    return lambda extension: _file(client, tmp_path, extension)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_over_the_same_sheets_nothing_changes(export: Callable[[str], Path], extension: str) -> None:
    before, changes = _kept(), Change.objects.count()
    report = _imported(export(extension))
    assert (report.unchanged, report.problems) == (1, [])
    assert (_kept(), Change.objects.count()) == (before, changes)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_an_empty_house_takes_all_of_it(export: Callable[[str], Path], extension: str) -> None:
    before, path = _kept(), export(extension)
    Action.objects.all().delete()
    Organisation.objects.all().delete()
    report = _imported(path)
    assert (report.created, report.problems, report.made_besides) == (1, [], ["Lead [FR]", "Helps only"])
    after = _kept()
    assert replace(after, lead=before.lead, co_leads=before.co_leads) == before
    assert after.texts["pt-br"] == replace(_whole("pt-br"), summary="Summary\tpt-br")


def test_a_suspension_ends_with_its_state(export: Callable[[str], Path], tmp_path: Path) -> None:
    export("csv")
    row = "key,title,action_type,sdgs,status\nnasty,Title fr,partenariat,17,en-cours\n"
    (tmp_path / "resumed.csv").write_text(row)
    assert _imported(tmp_path / "resumed.csv").problems == []
    assert (_kept().progress, _kept().suspended_on, _kept().suspension_reason) == (
        Progress.UNDER_WAY,
        None,
        "",
    )


def test_a_text_too_long_for_a_workbook_is_told_and_csv_holds_it(client: Client, tmp_path: Path) -> None:
    factories.action(key="long", summary="x" * 32_768)
    answer = client.get("/carte/export.xlsx", headers={"accept-language": "en"})
    assert (answer.status_code, "CSV" in answer.json()["error"]) == (422, True)
    assert _imported(_file(client, tmp_path, "csv")).unchanged == 1
