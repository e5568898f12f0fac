"""Contributors write in the name of their structures, at once or after a look, and lose nothing."""

from dataclasses import replace
from datetime import date

import pytest

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.actions import contributing, deciding, drafts, permissions, queries, versions
from cordee.actions import operations as actions
from cordee.actions.enums import Audience, Origin
from cordee.actions.models import Action, Draft
from cordee.actions.operations import InvalidContent
from cordee.actions.tests.factories import (
    OXFORD,
    action,
    animator,
    content,
    member,
    now,
    person,
    said,
    titled,
)
from cordee.moderation.enums import State
from cordee.moderation.operations import ForbiddenMove
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db


def _under(regime: Regime) -> tuple[Organisation, User]:
    lead = organisation()
    set_regime(organisation=lead, regime=regime, by=animator())
    return lead, member(lead)


def _title(known: Action) -> str:
    return said(known).texts["fr"].title


def _retitle(known: Action, title: str, by: User) -> contributing.Revised:
    start, version = versions.to_edit(known, by=by)
    return contributing.revise(action=known, content=titled(start, title), base_version=version, by=by)


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
    lead, user = _under(Regime.ALWAYS)
    made = contributing.contribute(by=user, content=content(lead))
    assert (now(made).state, made.live) == (State.SUBMITTED, False)
    deciding.approve(action=made, by=animator(), version=made.version)
    assert now(made).live
    assert not contributing.contribute(by=user, content=content(lead)).live


def test_first_before_later_sheets_are_public_at_once() -> None:
    lead, user = _under(Regime.FIRST)
    made = contributing.contribute(by=user, content=content(lead))
    assert not made.live
    deciding.approve(action=made, by=animator(), version=made.version)
    assert contributing.contribute(by=user, content=content(lead)).live


def test_a_compiled_sheet_is_no_first_one() -> None:
    lead, user = _under(Regime.FIRST)
    action(lead, origin=Origin.COMPILED)
    assert not contributing.contribute(by=user, content=content(lead)).live


@pytest.mark.parametrize("regime", [Regime.FIRST, Regime.ALWAYS])
def test_an_edit_waits_while_the_approved_version_is_read(regime: Regime) -> None:
    lead, user = _under(regime)
    known = action(lead, title="Before")
    assert _retitle(known, "After", user).waits
    assert _title(known) == "Before"
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert (_title(known), now(known).has_unpublished_changes) == ("After", False)


def test_a_refused_edit_stays_in_the_history_and_out_of_the_next_one() -> None:
    lead, user = _under(Regime.ALWAYS)
    known = action(lead, title="Before")
    _retitle(known, "After", user)
    deciding.refuse(action=known, by=animator(), version=now(known).version, reason="Non.")
    assert versions.to_edit(known, by=user)[0].texts["fr"].title == "Before"
    titles = [versions.content_in(one).texts["fr"].title for one in now(known).revisions.all()]
    assert "After" in titles


def test_what_waits_goes_on_waiting_when_the_regime_loosens() -> None:
    lead, user = _under(Regime.ALWAYS)
    known = action(lead, title="Before")
    _retitle(known, "After", user)
    set_regime(organisation=lead, regime=Regime.AFTER, by=animator())
    assert _retitle(known, "Later", user).waits
    assert _title(known) == "Before"


def test_an_animator_approves_what_she_has_read() -> None:
    lead, user = _under(Regime.ALWAYS)
    known = action(lead)
    _retitle(known, "One", user)
    read = now(known).version
    _retitle(known, "Two", user)
    with pytest.raises(deciding.ChangedSince):
        deciding.approve(action=known, by=animator(), version=read)


def test_what_a_team_edit_narrows_stays_narrow_when_an_older_proposal_is_approved() -> None:
    lead, user = _under(Regime.ALWAYS)
    known = action(lead, title="Before")
    _retitle(known, "After", user)
    actions.edit(action=known, content=replace(said(known), audience=Audience.STRUCTURE))
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert (_title(known), said(known).audience) == ("After", Audience.STRUCTURE)


def test_a_place_hidden_meanwhile_stays_hidden() -> None:
    lead, user = _under(Regime.ALWAYS)
    known = action(lead)
    start, version = versions.to_edit(known, by=user)
    moved = replace(start, places=(replace(OXFORD, place="Oxford, Balliol"),))
    contributing.revise(action=known, content=moved, base_version=version, by=user)
    actions.edit(action=known, content=replace(said(known), places=(replace(OXFORD, is_hidden=True),)))
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert [place.is_hidden for place in said(known).places] == [True]


def test_edits_of_different_parts_are_put_together() -> None:
    lead = organisation()
    known = action(lead, title="Before")
    start, version = versions.to_edit(known, by=member(lead))
    _retitle(known, "After", member(lead))
    later = replace(start, goals=(4, 17))
    contributing.revise(action=known, content=later, base_version=version, by=member(lead))
    assert (_title(known), said(known).goals) == ("After", (4, 17))


def test_edits_of_one_part_are_compared_and_the_refused_text_is_kept() -> None:
    lead = organisation()
    known, second = action(lead, title="Before"), member(lead)
    start, version = versions.to_edit(known, by=second)
    _retitle(known, "Hers", member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=titled(start, "Mine"), base_version=version, by=second)
    (clash,) = caught.value.comparison
    assert (clash.base, clash.theirs, clash.mine) == ("Before", "Hers", "Mine")
    assert _title(known) == "Hers"
    kept = Draft.objects.get(owner=second)
    assert kept == caught.value.draft
    assert kept.data["content"]["texts"]["fr"]["title"] == "Mine"


@pytest.mark.parametrize("is_first", [True, False], ids=["widened first", "widened last"])
def test_what_one_wrote_for_the_few_is_not_shown_to_the_many_by_another(is_first: bool) -> None:
    lead = organisation()
    known = action(lead, title="Before", audience=Audience.STRUCTURE)
    start, version = versions.to_edit(known, by=member(lead))
    wider, written = replace(start, audience=Audience.PUBLIC), titled(start, "For the few")
    edits = (wider, written) if is_first else (written, wider)
    contributing.revise(action=known, content=edits[0], base_version=version, by=member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=edits[1], base_version=version, by=member(lead))
    (clash,) = caught.value.comparison
    assert {clash.theirs, clash.mine} == {str(Audience.PUBLIC.label), str(Audience.STRUCTURE.label)}
    assert caught.value.content.texts["fr"].title == "For the few"
    assert caught.value.content.audience == edits[1].audience


def test_what_is_saved_after_a_comparison_undoes_nothing_that_did_not_clash() -> None:
    lead = organisation()
    known, second = action(lead, title="Before"), member(lead)
    start, version = versions.to_edit(known, by=second)
    _retitle(known, "Hers", member(lead))
    hers = replace(said(known), goals=(4,))
    contributing.revise(action=known, content=hers, base_version=now(known).version, by=member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=titled(start, "Mine"), base_version=version, by=second)
    again = caught.value
    contributing.revise(action=known, content=again.content, base_version=again.version, by=second)
    assert (_title(known), said(known).goals) == ("Mine", (4,))


def test_a_team_edit_is_an_edit_of_what_is_there_not_of_what_waits() -> None:
    lead, user = _under(Regime.ALWAYS)
    known, team = action(lead, title="Before"), animator()
    _retitle(known, "Proposed", user)
    start, version = versions.to_edit(known, by=team)
    actions.edit(action=known, content=replace(said(known), goals=(4,)))
    contributing.revise(action=known, content=titled(start, "Ours"), base_version=version, by=team)
    assert (_title(known), said(known).goals) == ("Ours", (4,))


def test_a_version_that_never_was_is_compared_whole() -> None:
    lead = organisation()
    known = action(lead, title="Before")
    for version in (0, 99):
        with pytest.raises(contributing.Conflict):
            contributing.revise(
                action=known, content=titled(said(known), "Mine"), base_version=version, by=member(lead)
            )


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
    strict, user = _under(Regime.ALWAYS)
    lead = organisation()
    Membership.objects.create(user=user, organisation=lead, state=MembershipState.ACTIVE)
    known = action(lead)
    moved = replace(said(known), lead=strict.pk)
    assert contributing.revise(action=known, content=moved, base_version=1, by=user).waits


def test_what_was_taken_down_comes_back_through_the_team() -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    deciding.withdraw(action=known, by=animator(), reason="Faux.")
    for step in (contributing.submit, contributing.take_back, contributing.submit):
        step(action=known, by=user)
        assert not now(known).live
    _retitle(known, "Corrected", user)
    assert not now(known).live
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert (now(known).live, _title(known)) == (True, "Corrected")


def test_an_archived_sheet_takes_what_waited_with_it() -> None:
    lead, user = _under(Regime.ALWAYS)
    known = action(lead, title="Before")
    _retitle(known, "After", user)
    contributing.archive(action=known, by=user)
    assert not now(known).has_unpublished_changes
    deciding.publish(action=known, by=animator(), version=now(known).version)
    assert _title(known) == "Before"


def test_a_restored_version_is_an_edit_that_shows_nobody_more() -> None:
    lead = organisation()
    known, user = action(lead, title="Before", places=(OXFORD,)), member(lead)
    _retitle(known, "After", user)
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
    _retitle(one, "After", user)
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


def test_only_the_team_decides() -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    with pytest.raises(permissions.NotAllowed):
        deciding.withdraw(action=known, by=user, reason="x")
    with pytest.raises(permissions.NotAllowed):
        deciding.publish(action=known, by=user, version=1)
    with pytest.raises(permissions.NotAllowed):
        deciding.looked_at(action=known, by=user, version=1)


def test_a_live_sheet_stays_live_while_changes_are_asked_for() -> None:
    lead = organisation()
    user = member(lead)
    known = contributing.contribute(by=user, content=content(lead))
    deciding.request_changes(action=known, by=animator(), reason="Précisez le lieu.")
    assert (known.live, known.state_reason) == (True, "Précisez le lieu.")
    _retitle(known, "Better", user)
    assert now(known).state_reason == ""


def test_an_edit_seen_by_nobody_stays_in_the_list() -> None:
    lead = organisation()
    user = member(lead)
    known = contributing.contribute(by=user, content=content(lead))
    read = known.version
    _retitle(known, "Later", user)
    with pytest.raises(deciding.ChangedSince):
        deciding.looked_at(action=known, by=animator(), version=read)
    assert deciding.looked_at(action=known, by=animator(), version=now(known).version)
    assert not queries.to_look_at().exists()


def test_the_list_keeps_what_was_looked_at_last() -> None:
    lead = organisation()
    user, known = member(lead), action(lead, title="Looked at")
    for title in ("Second", "Third"):
        _retitle(known, title, user)
    before = queries.to_look_at().get().before
    assert before is not None
    assert versions.content_in(before).texts["fr"].title == "Looked at"


def test_a_sheet_that_its_structure_took_down_is_looked_at() -> None:
    lead = organisation()
    user, team = member(lead), animator()
    quiet, waiting = action(lead), contributing.contribute(by=user, content=content(lead))
    for known in (quiet, waiting):
        contributing.archive(action=known, by=user)
    assert [line.object_id for line in queries.to_look_at()] == [waiting.pk, quiet.pk]
    assert deciding.looked_at(action=quiet, by=team, version=now(quiet).version)
    deciding.publish(action=waiting, by=team, version=now(waiting).version)
    assert not queries.to_look_at().exists()


def test_a_team_edit_is_public_at_once_and_in_no_list() -> None:
    known, team = action(), animator()
    assert not _retitle(known, "By the team", team).waits
    assert not queries.to_look_at().exists()


def test_a_state_that_does_not_lead_there_is_refused() -> None:
    lead = organisation()
    with pytest.raises(ForbiddenMove):
        contributing.take_back(action=action(lead), by=member(lead))


def test_unknown_people_and_structures_are_refused_with_a_sentence() -> None:
    lead = organisation()
    for wrong in ({"co_leads": (10**6,)}, {"audience": Audience.NAMED, "readers": (10**6,)}):
        with pytest.raises(InvalidContent):
            contributing.contribute(by=member(lead), content=content(lead, **wrong))
