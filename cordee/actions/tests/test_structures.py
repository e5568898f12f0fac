"""What becomes of actions when their structures are renamed, archived or merged."""

import pytest

from cordee.actions.models import Action, CoLead
from cordee.actions.tests.factories import action, edited
from cordee.moderation.enums import State
from cordee.organisations import operations, queries
from cordee.organisations.models import Organisation
from cordee.organisations.tests import factories
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def _now(known: Organisation) -> Organisation:
    return Organisation.objects.get(pk=known.pk)


def test_archived_structures_leave_the_lists_and_keep_their_actions() -> None:
    known = organisation("k")
    made = action(known)
    operations.archive(organisation=known, reason="closed")
    assert (_now(known).state, queries.published().exists()) == (State.ARCHIVED, False)
    assert Action.objects.get(pk=made.pk).live


def test_merging_takes_over_actions_departments_and_addresses() -> None:
    first, old, new, part = (organisation(key) for key in ("first", "old", "new", "part"))
    operations.put([operations.Entry(key="part", content=factories.content(parent=old.pk))])
    led, helped = action(old), action(organisation(), co_leads=(old.pk,))
    operations.merge(organisation=first, into=old)
    operations.merge(organisation=_now(old), into=new)
    assert Action.objects.get(pk=led.pk).lead == new
    assert CoLead.objects.get(action=helped).organisation == new
    assert _now(part).parent == new
    assert {_now(first).merged_into, _now(old).merged_into} == {new}
    for slug in ("first", "old", "new"):
        assert queries.followed([slug]) == {new.pk}
        assert queries.names_of([slug]) == {slug: new.name}
    assert set(queries.published()) == {new, part, helped.lead}


def test_merging_makes_nobody_lead_twice() -> None:
    old, new, lead = organisation("old"), organisation("new"), organisation("lead")
    both = action(lead, co_leads=(old.pk, new.pk))
    led_by_old, led_by_new = action(old, co_leads=(new.pk,)), action(new, co_leads=(old.pk,))
    operations.merge(organisation=old, into=new)
    assert list(both.co_leads.values_list("organisation", flat=True)) == [new.pk]
    for one in (led_by_old, led_by_new):
        assert Action.objects.get(pk=one.pk).lead == new
        assert not CoLead.objects.filter(action=one).exists()
        assert edited(Action.objects.get(pk=one.pk), sources="Still editable").sources
