"""The regime «first»: a structure has shown itself once the team has let a sheet of its own through."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from cordee.accounts.models import User
from cordee.actions import contributing, deciding, permissions
from cordee.actions.tests.factories import action, animator, content, member, now, said
from cordee.organisations import operations as organisations
from cordee.organisations.enums import Kind, MembershipState, Regime
from cordee.organisations.models import Membership, Organisation, Remit
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def _tighten(lead: Organisation) -> None:
    set_regime(organisation=lead, regime=Regime.FIRST, by=animator())


def _is_at_once(lead: Organisation, user: User) -> bool:
    return contributing.contribute(by=user, content=content(lead)).live


def test_archiving_what_was_withdrawn_shows_nothing() -> None:
    lead = organisation()
    user = member(lead)
    made = contributing.contribute(by=user, content=content(lead))
    deciding.withdraw(action=made, by=animator(), reason="Faux.")
    _tighten(lead)
    contributing.archive(action=made, by=user)
    assert not _is_at_once(lead, user)


def test_a_sheet_of_another_structure_shows_nothing_of_this_one() -> None:
    other, lead = organisation(), organisation()
    user = member(lead)
    Membership.objects.create(user=user, organisation=other, state=MembershipState.ACTIVE)
    made = contributing.contribute(by=user, content=content(other))
    assert deciding.looked_at(action=made, by=animator(), version=made.version)
    _tighten(lead)
    contributing.archive(action=made, by=user)
    moved, version = replace(said(made), lead=lead.pk), now(made).version
    contributing.revise(action=made, content=moved, base_version=version, by=user)
    assert now(made).lead_id == lead.pk
    assert not _is_at_once(lead, user)


def test_a_sheet_that_was_taken_down_before_anybody_looked_shows_nothing() -> None:
    lead = organisation()
    user = member(lead)
    made = contributing.contribute(by=user, content=content(lead))
    contributing.archive(action=made, by=user)
    deciding.looked_at(action=made, by=animator(), version=made.version)
    _tighten(lead)
    assert not _is_at_once(lead, user)


def test_a_merger_shows_nothing_of_the_structure_that_is_left() -> None:
    old, lead = organisation(), organisation()
    user = member(old)
    made = contributing.contribute(by=user, content=content(old))
    deciding.looked_at(action=made, by=animator(), version=made.version)
    _tighten(lead)
    organisations.merge(organisation=old, into=lead)
    assert not _is_at_once(lead, user)


def test_an_animator_decides_where_she_looks_after_the_structure() -> None:
    ours, theirs = organisation(kind=Kind.ASSOCIATION), organisation(kind=Kind.COMPANY)
    by = animator()
    Remit.objects.create(user=by, kinds=[Kind.ASSOCIATION])
    with pytest.raises(PermissionDenied):
        set_regime(organisation=theirs, regime=Regime.AFTER, by=by)
    set_regime(organisation=ours, regime=Regime.ALWAYS, by=by)
    user = member(ours)
    Membership.objects.create(user=user, organisation=theirs, state=MembershipState.ACTIVE)
    known = action(ours)
    moved = replace(said(known), lead=theirs.pk)
    assert contributing.revise(action=known, content=moved, base_version=1, by=user).waits
    with pytest.raises(permissions.NotAllowed):
        deciding.approve(action=known, by=by, version=now(known).version)
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert now(known).lead == theirs


def test_what_nobody_of_the_team_has_seen_shows_nothing() -> None:
    lead = organisation()
    user = member(lead)
    made = contributing.contribute(by=user, content=content(lead))
    _tighten(lead)
    assert not _is_at_once(lead, user)
    deciding.looked_at(action=made, by=animator(), version=made.version)
    assert _is_at_once(lead, user)


def test_an_approved_sheet_in_the_archive_still_shows_it() -> None:
    lead = organisation()
    user = member(lead)
    _tighten(lead)
    made = contributing.contribute(by=user, content=content(lead))
    deciding.approve(action=made, by=animator(), version=made.version)
    contributing.archive(action=made, by=user)
    assert _is_at_once(lead, user)
