"""The life of a sheet: the moves allowed, the edits that wait, and what the public reads meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from cordee.actions import operations as actions
from cordee.actions import queries
from cordee.actions.content import Content
from cordee.actions.models import Action
from cordee.actions.tests.factories import action, content, fresh, person
from cordee.journal.models import Change
from cordee.moderation import operations
from cordee.moderation.enums import State
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
ALLOWED = {
    "draft": "submitted published archived",
    "submitted": "draft changes-requested published withdrawn archived",
    "changes-requested": "submitted published archived",
    "published": "withdrawn archived",
    "withdrawn": "submitted published archived",
    "archived": "submitted published",
}


def _in(state: State) -> Organisation:
    made = organisation("sheet")
    Organisation.objects.filter(pk=made.pk).update(state=state, live=state == State.PUBLISHED)
    return Organisation.objects.get(pk=made.pk)


@pytest.mark.parametrize(("start", "end"), list(product(State, State)), ids=str)
def test_moves(start: State, end: State) -> None:
    sheet, before = _in(start), Change.objects.count()
    if end.value in ALLOWED[start.value].split():
        operations.move(sheet, to=end, by=person(), reason="because")
        known = Organisation.objects.get(pk=sheet.pk)
        assert (known.state, known.live, known.state_reason) == (end, end == State.PUBLISHED, "because")
        change = Change.objects.latest("pk")
        assert (change.act, change.details) == (f"organisation.{end}", {"reason": "because", "from": start})
        return
    with pytest.raises(operations.ForbiddenMove):
        operations.move(sheet, to=end)
    assert Organisation.objects.get(pk=sheet.pk).state == start
    assert Change.objects.count() == before


def test_of_two_who_decide_at_once_one_wins() -> None:
    sheet = _in(State.SUBMITTED)
    stale = Organisation.objects.get(pk=sheet.pk)
    operations.move(sheet, to=State.ARCHIVED)
    with pytest.raises(operations.ForbiddenMove):
        operations.move(stale, to=State.CHANGES_REQUESTED)


def test_the_database_refuses_live_without_published() -> None:
    sheet = _in(State.DRAFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=sheet.pk).update(live=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=sheet.pk).update(state="limbo")


def test_only_a_new_sheet_is_born_live() -> None:
    with pytest.raises(operations.ForbiddenMove):
        operations.born_live(_in(State.DRAFT))


def _titled(title: str, known: Action) -> Content:
    before = queries.content_of(fresh(known.key or ""))
    return replace(before, texts={"fr": replace(before.texts["fr"], title=title)})


def _title() -> str:
    return queries.content_of(fresh("one")).texts["fr"].title


def test_the_public_reads_the_approved_version() -> None:
    known = action(key="one", title="Before")
    actions.propose(action=known, content=_titled("After", known))
    assert _title() == "Before"
    assert operations.pending(fresh("one"))
    actions.approve(action=fresh("one"))
    assert _title() == "After"
    assert operations.pending(fresh("one")) is None
    acts = list(Change.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-3:] == ["action.proposed", "action.edited", "action.approved"]


def test_a_refused_edit_changes_nothing() -> None:
    known = action(key="one", title="Before")
    actions.propose(action=known, content=_titled("After", known))
    operations.settle(fresh("one"), approved=False, reason="no")
    assert (_title(), operations.pending(fresh("one"))) == ("Before", None)
    with pytest.raises(actions.InvalidContent):
        actions.approve(action=fresh("one"))


@pytest.mark.parametrize("edit", ["edit", "put"])
def test_an_edit_between_does_not_pass_for_the_proposal(edit: str) -> None:
    known = action(key="one", title="Before")
    actions.propose(action=known, content=_titled("Proposed", known))
    between: Callable[[Content], object] = {
        "edit": lambda said: actions.edit(action=fresh("one"), content=said),
        "put": lambda said: actions.put([actions.Entry(key="one", content=said)]),
    }[edit]
    between(_titled("By the team", known))
    assert _title() == "By the team"
    waiting = operations.pending(fresh("one"))
    assert waiting is not None
    assert waiting["texts"]["fr"]["title"] == "Proposed"
    actions.approve(action=fresh("one"))
    assert _title() == "Proposed"


def test_revisions_keep_what_the_sheet_said() -> None:
    known = action(key="one", title="First")
    for title in ("Second", "Third"):
        actions.edit(action=fresh("one"), content=_titled(title, known))
    kept = [revision.content["content"] for revision in fresh("one").revisions.order_by("pk")]
    assert [said["texts"]["fr"]["title"] for said in kept] == ["First", "Second", "Third"]
    assert not fresh("one").has_unpublished_changes


def test_a_wrong_proposal_is_refused() -> None:
    known = action(key="one")
    for wrong in (replace(content(), goals=()), replace(content(), start_month=4)):
        for write in (actions.propose, actions.edit):
            with pytest.raises(actions.InvalidContent):
                write(action=known, content=wrong)
