"""A place in a structure: asked for, decided once, given up; each act is in the journal, and in a letter."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cordee.core.limits import TooMany
from cordee.journal.models import Change
from cordee.organisations import memberships, operations
from cordee.organisations.enums import MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.operations import InvalidContent
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import MEMBER, REFERENT, animator, joined, now, person, validated

pytestmark = pytest.mark.django_db


def asked(**more: Any) -> Membership:
    values: dict[str, Any] = {"user": person(), "organisation": organisation(), "reason": "I work there."}
    return memberships.request(**values | more)


def test_a_request_waits_and_its_author_is_told() -> None:
    made = asked(reason="  I work there.  ")
    assert (made.state, made.reason, made.role) == (MembershipState.REQUESTED, "I work there.", MEMBER)
    assert mail.outbox[-1].to == [made.user.email]
    assert "I work there." in str(mail.outbox[-1].body)
    assert not made.user.is_verified


@pytest.mark.parametrize("reason", ["", " \n", "x" * 2001, "a\x00b"])
def test_a_request_says_why_in_words_that_fit(reason: str) -> None:
    with pytest.raises(InvalidContent):
        asked(reason=reason)


def test_nobody_asks_twice_at_a_time() -> None:
    made = asked()
    with pytest.raises(WrongState, match="already"):
        asked(user=made.user, organisation=made.organisation)


def test_a_refused_person_may_ask_again() -> None:
    made = asked()
    memberships.refuse(membership=made, by=animator(), reason="Unknown there.")
    again = asked(user=made.user, organisation=made.organisation)
    assert (now(made).state, again.state) == (MembershipState.REFUSED, MembershipState.REQUESTED)


def test_a_structure_out_of_the_list_takes_no_request() -> None:
    archived, merged = organisation(), organisation()
    operations.archive(organisation=archived)
    operations.merge(organisation=merged, into=organisation())
    for one in (archived, merged):
        with pytest.raises(WrongState, match="public list"):
            asked(organisation=one)


def test_the_eleventh_request_of_a_day_is_one_too_many() -> None:
    user = person()
    for _turn in range(10):
        asked(user=user)
    with pytest.raises(TooMany):
        asked(user=user)


def test_a_closed_account_asks_for_nothing() -> None:
    with pytest.raises(PermissionDenied):
        asked(user=person(is_active=False))


def test_approval_validates_the_account_too() -> None:
    made, by = asked(), animator()
    approved = memberships.approve(membership=made, by=by, role=REFERENT)
    assert (approved.state, approved.role, approved.decided_by) == (MembershipState.ACTIVE, REFERENT, by)
    made.user.refresh_from_db()
    assert made.user.is_verified
    assert mail.outbox[-1].to == [made.user.email]


def test_a_refusal_says_why() -> None:
    made = asked()
    with pytest.raises(InvalidContent, match="why"):
        memberships.refuse(membership=made, by=animator(), reason=" ")
    memberships.refuse(membership=made, by=animator(), reason="Nobody there knows you.")
    assert "Nobody there knows you." in str(mail.outbox[-1].body)
    made.user.refresh_from_db()
    assert not made.user.is_verified


def test_of_two_who_decide_one_wins() -> None:
    made = asked()
    stale = Membership.objects.get(pk=made.pk)
    memberships.refuse(membership=made, by=animator(), reason="No.")
    with pytest.raises(WrongState, match="decided"):
        memberships.approve(membership=stale, by=animator())
    with pytest.raises(WrongState, match="decided"):
        memberships.refuse(membership=stale, by=animator(), reason="No.")
    assert now(made).state == MembershipState.REFUSED


def test_a_closed_account_is_not_taken_in() -> None:
    made = asked()
    type(made.user).objects.filter(pk=made.user_id).update(is_active=False)
    with pytest.raises(WrongState, match="closed"):
        memberships.approve(membership=made, by=animator())


@pytest.mark.parametrize("stranger", [person, validated])
def test_strangers_neither_decide_nor_end(stranger: Any) -> None:
    made, member = asked(), joined(organisation())
    by = stranger()
    with pytest.raises(PermissionDenied):
        memberships.approve(membership=made, by=by)
    with pytest.raises(PermissionDenied):
        memberships.refuse(membership=made, by=by, reason="No.")
    with pytest.raises(PermissionDenied):
        memberships.end(membership=member, by=by)
    with pytest.raises(PermissionDenied):
        memberships.set_role(membership=member, role=REFERENT, by=by)


def test_she_leaves_by_herself_without_a_letter() -> None:
    member = joined(organisation())
    letters = len(mail.outbox)
    ended = memberships.end(membership=member, by=member.user)
    assert (ended.state, ended.ended_at is not None) == (MembershipState.ENDED, True)
    assert len(mail.outbox) == letters


def test_her_referent_ends_it_and_she_is_told_why() -> None:
    house = organisation()
    referent, member = joined(house, REFERENT), joined(house)
    memberships.end(membership=member, by=referent.user, reason="She moved.")
    assert (now(member).end_reason, mail.outbox[-1].to) == ("She moved.", [member.user.email])
    assert "She moved." in str(mail.outbox[-1].body)


def test_a_request_is_taken_back_by_its_author_alone() -> None:
    made = asked()
    with pytest.raises(WrongState):
        memberships.end(membership=made, by=animator())
    assert memberships.end(membership=made, by=made.user).state == MembershipState.ENDED


def test_what_is_over_ends_no_more() -> None:
    member = joined(organisation())
    memberships.end(membership=member, by=member.user)
    with pytest.raises(WrongState, match="not in force"):
        memberships.end(membership=member, by=animator())
    with pytest.raises(WrongState, match="not in force"):
        memberships.set_role(membership=member, role=REFERENT, by=animator())


def test_one_steps_down_but_never_up() -> None:
    house = organisation()
    referent, member = joined(house, REFERENT), joined(house)
    assert memberships.set_role(membership=member, role=REFERENT, by=referent.user).role == REFERENT
    assert memberships.set_role(membership=referent, role=MEMBER, by=referent.user).role == MEMBER
    with pytest.raises(PermissionDenied):
        memberships.set_role(membership=referent, role=REFERENT, by=referent.user)


def test_an_animator_does_not_raise_herself() -> None:
    by = animator()
    own = joined(organisation(), MEMBER, by)
    with pytest.raises(PermissionDenied):
        memberships.set_role(membership=own, role=REFERENT, by=by)


def test_a_sheet_is_claimed_only_while_nobody_has_it() -> None:
    house = organisation()
    claimed = memberships.claim(user=person(), organisation=house, reason="I direct it.")
    assert (claimed.role, claimed.state) == (REFERENT, MembershipState.REQUESTED)
    memberships.approve(membership=claimed, by=animator())
    with pytest.raises(WrongState, match="members already"):
        memberships.claim(user=person(), organisation=house, reason="So do I.")


def test_the_journal_tells_acts_in_numbers() -> None:
    made = asked(user=person(first_name="Zoé", last_name="Zzpersonne"), reason="Zzmotif, zoe@example.org")
    memberships.approve(membership=made, by=animator())
    memberships.end(membership=made, by=animator(), reason="Zzraison")
    changes = Change.objects.filter(subject_type="organisations.membership")
    assert [one.act.partition(".")[2] for one in changes] == ["requested", "approved", "ended"]
    told = " ".join(f"{one.subject_name} {one.details}" for one in Change.objects.all())
    assert not any(word in told for word in ("Zz", "@", "Zoé"))


@pytest.mark.parametrize(
    "values", [{"state": "ended"}, {"state": "refused"}, {"state": "gone"}, {"role": "queen"}]
)
def test_the_database_holds_the_rules_too(values: dict[str, str]) -> None:
    made = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=made.pk).update(**values)


def test_a_merger_between_two_looks_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = asked(), organisation()
    plain = memberships.lock

    def slow(number: int) -> Organisation:
        Membership.objects.filter(pk=made.pk).update(organisation=other)
        return plain(number)

    monkeypatch.setattr(memberships, "lock", slow)
    with pytest.raises(WrongState, match="merged"):
        memberships.approve(membership=made, by=animator())
