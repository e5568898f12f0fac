"""Two persons do something to one sheet at the same moment: one comes first, and nothing is lost."""

from dataclasses import replace

import pytest
from django.utils import timezone

from cordee.actions import co_leads, confirmations, contributing, deciding, drafts, operations
from cordee.actions.confirmations import DeadLink, ReadAgain
from cordee.actions.drafts import StaleDraft
from cordee.actions.models import Action, Draft
from cordee.actions.operations import InvalidContent
from cordee.actions.permissions import NotAllowed
from cordee.actions.tests.factories import action, animator, content, member, now, said
from cordee.moderation.enums import State
from cordee.organisations.enums import Regime
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from tests.at_once import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_two_decisions_one_holds() -> None:
    lead = organisation()
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    made = contributing.contribute(by=member(lead), content=content(lead))
    one, other = animator(), animator()
    results = at_once(
        lambda: deciding.approve(action=now(made), by=one, version=1),
        lambda: deciding.refuse(action=now(made), by=other, version=1, reason="Non."),
    )
    (late,) = refusals(results)
    assert isinstance(late, InvalidContent)
    assert now(made).state == (State.WITHDRAWN if late is results[0] else State.PUBLISHED)


def test_a_link_that_is_used_twice_gives_one_answer() -> None:
    known = action()
    token = confirmations.ask(action=known, to="bureau@association.example", by=animator())
    results = at_once(
        lambda: confirmations.confirm(token=token, version=1),
        lambda: confirmations.confirm(token=token, version=1),
    )
    (late,) = refusals(results)
    assert isinstance(late, DeadLink)
    assert said(known).confirmed_on == timezone.localdate()


def test_an_edit_saved_while_a_structure_confirms_is_not_lost() -> None:
    known = action()
    token = confirmations.ask(action=known, to="bureau@association.example", by=animator())
    edit = replace(said(known), sources="Ici")
    late = refusals(
        at_once(
            lambda: confirmations.confirm(token=token, version=1),
            lambda: operations.edit(action=known, content=edit),
        )
    )
    assert all(isinstance(error, ReadAgain) for error in late)
    assert said(known).sources == "Ici"


def test_an_answer_given_while_the_sheet_is_edited_is_not_lost() -> None:
    lead, other = organisation(), organisation()
    by, answering = member(lead), member(other)
    known = contributing.contribute(by=by, content=content(lead, co_leads=(other.pk,)))
    part, edit = known.co_leads.get(), replace(said(known), sources="Ici")
    results = at_once(
        lambda: co_leads.confirm(co_lead=part, by=answering),
        lambda: contributing.revise(action=known, content=edit, base_version=1, by=by),
    )
    assert not refusals(results)
    assert now(known).co_leads.get().confirmed_by == answering
    assert said(known).sources == "Ici"


def test_a_draft_saved_in_two_windows_keeps_one_and_gives_the_other_back() -> None:
    lead = organisation()
    by = member(lead)
    draft = drafts.begin(by=by, organisation=lead.pk, data={"title": "A"})
    results = at_once(
        lambda: drafts.save(draft=draft, by=by, data={"title": "B"}, version=1),
        lambda: drafts.save(draft=draft, by=by, data={"title": "C"}, version=1),
    )
    (late,) = refusals(results)
    assert isinstance(late, drafts.StaleDraft)
    titles = {Draft.objects.get().data["title"], late.data["title"]}
    assert titles == {"B", "C"}


def test_a_draft_sent_in_two_windows_makes_one_sheet() -> None:
    lead = organisation()
    by = member(lead)
    draft = drafts.begin(by=by, organisation=lead.pk, data={})
    results = at_once(
        *[lambda: contributing.contribute(by=by, content=content(lead), draft=draft) for _window in range(2)]
    )
    (late,) = refusals(results)
    assert isinstance(late, NotAllowed)
    assert Action.objects.count() == 1


def test_two_first_savings_of_one_form_are_one_draft() -> None:
    lead = organisation()
    user = member(lead)
    results = at_once(
        lambda: drafts.begin(by=user, organisation=lead.pk, data={"a": 1}, form="f1"),
        lambda: drafts.begin(by=user, organisation=lead.pk, data={"a": 2}, form="f1"),
    )
    assert not refusals(results)
    assert (results[0], Draft.objects.get().version) == (results[1], 2)


@pytest.mark.parametrize("forms", [("f1", "f1"), ("f1", "f2")], ids=["one form", "two windows"])
def test_two_first_savings_of_an_edit_never_clash(forms: tuple[str, str]) -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    one, other = (
        lambda form=form: drafts.begin_edit(
            by=user, action=known, base_version=1, data={"form": {"title_fr": [form]}}, form=form
        )
        for form in forms
    )
    late = refusals(at_once(one, other))
    assert [type(error) for error in late] == ([] if forms[0] == forms[1] else [StaleDraft])
    assert Draft.objects.filter(owner=user, action=known).count() == 1
