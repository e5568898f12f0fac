"""The journal is searched by words, thing, person, act and days; it says sentences and no personal detail."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import cordee
from cordee.actions import deciding, operations
from cordee.actions.models import Action
from cordee.actions.tests.factories import animator, member
from cordee.desk.sentences import SENTENCES
from cordee.desk.tests.scenes import page, seat, submitted, to_look_at
from cordee.moderation.enums import State

JOURNAL = "/animation/journal/"


@pytest.mark.django_db
def test_acts_are_said_in_sentences_with_their_reason() -> None:
    known = submitted("Un puits")
    deciding.refuse(action=known, by=animator(), version=known.version, reason="Elle existe déjà.")
    shown = page(seat(), JOURNAL)
    assert "The sheet was withdrawn." in shown
    assert "Elle existe déjà." in shown
    assert "un-puits" in shown


@pytest.mark.django_db
def test_each_field_leaves_out() -> None:
    one, other = submitted("Un puits"), to_look_at("Une école")
    user = animator()
    user.first_name, user.last_name = "Zoé", "Blanc"
    user.save()
    deciding.approve(action=one, by=user, version=one.version)
    client, today = seat(), timezone.localdate()
    tomorrow = today + timedelta(days=1)
    for asked in (
        "q=puits&chose=actions.action",
        f"q=%23{one.pk}&chose=actions.action",
        "acte=action.published",
        "par=blanc+zo",
        f"par=%23{user.pk}",
        f"par=blanc&du={today}&au={tomorrow}",
    ):
        shown = page(client, f"{JOURNAL}?{asked}")
        assert "un-puits" in shown, asked
        assert "une-ecole" not in shown, asked
    for asked in (f"du={tomorrow}", "q=nothing", f"par=blanc&au={today - timedelta(days=1)}"):
        assert "Nothing was found" in page(client, f"{JOURNAL}?{asked}"), asked
    assert other.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    ["q=%00", "q=%23" + "9" * 40, "du=demain", "du=2026-02-01&au=2026-01-01", "acte=x", "p=x", "par=%00"],
)
def test_rubbish_is_told(asked: str) -> None:
    submitted("Un puits")
    assert page(seat(), f"{JOURNAL}?{asked}")


@pytest.mark.django_db
def test_it_is_kept_when_the_sheet_goes() -> None:
    known = to_look_at("Un puits")
    operations.delete(action=Action.objects.get(pk=known.pk), by=animator())
    shown = page(seat(), f"{JOURNAL}?q=puits")
    assert "The sheet was deleted." in shown
    assert "The sheet was written." in shown


@pytest.mark.django_db
def test_others_do_not_read_it() -> None:
    assert seat(member(to_look_at().lead)).get(JOURNAL).status_code == 404


@pytest.mark.django_db
def test_pages_cost_the_same_however_long_it_is() -> None:
    client, counts = seat(), []
    for _round in range(2):
        to_look_at()
        client.get(JOURNAL)
        with CaptureQueriesContext(connection) as asked:
            client.get(JOURNAL)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def recorded(source: str) -> set[str]:
    """The acts that this code writes by their whole name."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    writing = [
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("record", "record_all")
    ]
    return {str(one.value) for one in writing if isinstance(one, ast.Constant) and "." in str(one.value)}


def test_every_act_has_its_sentence() -> None:
    files = Path(cordee.__path__[0]).rglob("*.py")
    acts = {act for path in files if "tests" not in path.parts for act in recorded(path.read_text("utf-8"))}
    acts |= {f"{kind}.{state}" for kind in ("action",) for state in State.values}
    assert len(acts) > 40
    assert acts - set(SENTENCES) == set()


def test_an_act_without_one_would_be_seen() -> None:
    assert recorded('journal.record("sheet.eaten", sheet)') == {"sheet.eaten"}
