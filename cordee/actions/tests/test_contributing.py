"""Contributors write in the name of their structures, at once or after a look, and nobody else does."""

from dataclasses import replace
from datetime import date

import pytest

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.actions import contributing, deciding, drafts, permissions, queries, versions
from cordee.actions import operations as actions
from cordee.actions.enums import Audience, Origin
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.actions.tests.factories import (
    OXFORD,
    action,
    animator,
    content,
    member,
    now,
    person,
    retitle,
    said,
    title_of,
    titled,
    under,
)
from cordee.moderation.enums import State
from cordee.moderation.operations import ForbiddenMove
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db


def test_a_contributor_publishes_at_once_and_is_looked_at_afterwards() -> None:
    lead = organisation()
    made = contributing.contribute(by=member(lead), content=content(lead))
    assert now(made).live
    assert [line.object_id for line in queries.to_look_at()] == [made.pk]


@pytest.mark.parametrize("state", [MembershipState.REQUESTED, MembershipState.REFUSED, MembershipState.ENDED])
def test_who_is_not_an_active_member_writes_nothing(state: MembershipState) -> None:
    lead, user = organisation(), person(verified=True)
    stands(user, lead, state)
    known = action(lead)
    with pytest.raises(permissions.NotAllowed):
        contributing.contribute(by=user, content=content(lead))
    with pytest.raises(permissions.NotAllowed):
        contributing.revise(action=known, content=said(known), base_version=1, by=user)


@pytest.mark.parametrize(
    "change",
    [{"validated_at": None}, {"is_reader": True}, {"is_active": False}],
    ids=lambda it: next(iter(it)),
)
def test_an_account_that_may_not_publish_writes_nothing(change: dict[str, object]) -> None:
    lead = organisation()
    user = member(lead)
    User.objects.filter(pk=user.pk).update(**change)  # the object in hand still says otherwise
    with pytest.raises(permissions.NotAllowed):
        contributing.contribute(by=user, content=content(lead))


@pytest.mark.parametrize("change", [{"state": State.ARCHIVED, "live": False}, {"merged": True}])
def test_nobody_writes_for_a_structure_that_is_gone(change: dict[str, object]) -> None:
    lead = organisation()
    user = member(lead)
    change = {"merged_into": organisation()} if "merged" in change else change
    Organisation.objects.filter(pk=lead.pk).update(**change)
    assert not permissions.may_edit(user, action(lead))


def test_a_co_lead_does_not_edit() -> None:
    other = organisation()
    known = action(co_leads=(other.pk,))
    assert not permissions.may_edit(member(other), known)


def test_always_before_the_first_sheet_waits() -> None:
    lead, user = under(Regime.ALWAYS)
    made = contributing.contribute(by=user, content=content(lead))
    assert (now(made).state, made.live) == (State.SUBMITTED, False)
    deciding.approve(action=made, by=animator(), version=made.version)
    assert now(made).live
    assert not contributing.contribute(by=user, content=content(lead)).live


def test_first_before_later_sheets_are_public_at_once() -> None:
    lead, user = under(Regime.FIRST)
    made = contributing.contribute(by=user, content=content(lead))
    assert not made.live
    deciding.approve(action=made, by=animator(), version=made.version)
    assert contributing.contribute(by=user, content=content(lead)).live


def test_a_compiled_sheet_is_no_first_one() -> None:
    lead, user = under(Regime.FIRST)
    action(lead, origin=Origin.COMPILED)
    assert not contributing.contribute(by=user, content=content(lead)).live


@pytest.mark.parametrize("regime", [Regime.FIRST, Regime.ALWAYS])
def test_an_edit_waits_while_the_approved_version_is_read(regime: Regime) -> None:
    lead, user = under(regime)
    known = action(lead, title="Before")
    assert retitle(known, "After", user).waits
    assert title_of(known) == "Before"
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert (title_of(known), now(known).has_unpublished_changes) == ("After", False)


def test_a_refused_edit_stays_in_the_history_and_out_of_the_next_one() -> None:
    lead, user = under(Regime.ALWAYS)
    known = action(lead, title="Before")
    retitle(known, "After", user)
    deciding.refuse(action=known, by=animator(), version=now(known).version, reason="Non.")
    assert versions.to_edit(known, by=user)[0].texts["fr"].title == "Before"
    titles = [versions.content_in(one).texts["fr"].title for one in now(known).revisions.all()]
    assert "After" in titles


def test_what_waits_goes_on_waiting_when_the_regime_loosens() -> None:
    lead, user = under(Regime.ALWAYS)
    known = action(lead, title="Before")
    retitle(known, "After", user)
    set_regime(organisation=lead, regime=Regime.AFTER, by=animator())
    assert retitle(known, "Later", user).waits
    assert title_of(known) == "Before"


def test_contributors_do_not_say_how_sure_it_is() -> None:
    lead = organisation()
    claims = content(lead, origin=Origin.IMPORTED, confirmed_on=date(2020, 1, 1), is_generated=True)
    made = said(contributing.contribute(by=member(lead), content=claims))
    assert (made.origin, made.confirmed_on, made.is_generated) == (Origin.DECLARED, None, False)
    known = action(lead, origin=Origin.COMPILED)
    start, version = versions.to_edit(known, by=member(lead))
    contributing.revise(
        action=known,
        content=titled(replace(start, origin=Origin.DECLARED), "Nouveau"),
        base_version=version,
        by=member(lead),
    )
    assert said(known).origin == Origin.COMPILED


def test_a_sheet_is_not_given_to_a_structure_one_does_not_write_for() -> None:
    lead, other = organisation(), organisation()
    known = action(lead)
    with pytest.raises(permissions.NotAllowed):
        contributing.revise(
            action=known, content=replace(said(known), lead=other.pk), base_version=1, by=member(lead)
        )


def test_giving_a_sheet_to_a_stricter_structure_bypasses_nothing() -> None:
    strict, user = under(Regime.ALWAYS)
    lead = organisation()
    Membership.objects.create(user=user, organisation=lead, state=MembershipState.ACTIVE)
    known = action(lead)
    moved = replace(said(known), lead=strict.pk)
    assert contributing.revise(action=known, content=moved, base_version=1, by=user).waits


def test_a_restored_version_is_an_edit_that_shows_nobody_more() -> None:
    lead = organisation()
    known, user = action(lead, title="Before", places=(OXFORD,)), member(lead)
    retitle(known, "After", user)
    first = now(known).revisions.order_by("pk").first()
    narrow = replace(said(known), audience=Audience.VERIFIED, places=(replace(OXFORD, is_hidden=True),))
    actions.edit(action=known, content=narrow)
    contributing.restore(action=known, revision=first, by=user)
    restored = said(known)
    assert restored.texts["fr"].title == "Before"
    assert (restored.audience, restored.places[0].is_hidden) == (Audience.VERIFIED, True)


def test_a_version_of_another_sheet_is_not_restored() -> None:
    lead = organisation()
    one, two, user = action(lead), action(lead), member(lead)
    retitle(one, "After", user)
    with pytest.raises(InvalidContent):
        contributing.restore(action=two, revision=now(one).revisions.first(), by=user)


def test_a_draft_is_sent_once() -> None:
    lead = organisation()
    user = member(lead)
    draft = drafts.begin(by=user, organisation=lead.pk, data={"title": "Jum"})
    contributing.contribute(by=user, content=content(lead), draft=draft)
    with pytest.raises(permissions.NotAllowed):
        contributing.contribute(by=user, content=content(lead), draft=draft)
    assert Action.objects.count() == 1


def test_a_refused_account_loses_what_it_had() -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    accounts.refuse(user=user, reason="Non.")
    for act in (contributing.submit, contributing.archive, contributing.take_back):
        with pytest.raises(permissions.NotAllowed):
            act(action=known, by=user)


def test_a_state_that_does_not_lead_there_is_refused() -> None:
    lead = organisation()
    with pytest.raises(ForbiddenMove):
        contributing.take_back(action=action(lead), by=member(lead))


def test_unknown_people_and_structures_are_refused_with_a_sentence() -> None:
    lead = organisation()
    for wrong in ({"co_leads": (10**6,)}, {"audience": Audience.NAMED, "readers": (10**6,)}):
        with pytest.raises(InvalidContent):
            contributing.contribute(by=member(lead), content=content(lead, **wrong))
