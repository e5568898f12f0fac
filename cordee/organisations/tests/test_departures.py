"""A structure whose referent leaves is marked; the eldest member is asked, and may take over."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.organisations import founding, invitations, memberships
from cordee.organisations.enums import MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Invitation, Membership, Organisation
from cordee.organisations.tests.factories import content, organisation
from cordee.organisations.tests.people import MEMBER, REFERENT, animator, joined, now, person

pytestmark = pytest.mark.django_db


def marked(house: Organisation) -> bool:
    return Organisation.objects.get(pk=house.pk).without_referent_since is not None


def asked() -> list[str]:
    """Who has been asked to take over, in the order of the letters."""
    return [letter.to[0] for letter in mail.outbox if "answer for" in letter.subject]


def leave(membership: Membership) -> None:
    memberships.end(membership=membership, by=membership.user)


def test_the_eldest_is_asked_and_takes_over() -> None:
    house = organisation()
    referent, eldest, other = joined(house, REFERENT), joined(house), joined(house)
    leave(referent)
    assert (marked(house), asked()) == (True, [eldest.user.email])
    with pytest.raises(PermissionDenied):
        memberships.take_over(membership=other, by=other.user)
    with pytest.raises(PermissionDenied):
        memberships.take_over(membership=eldest, by=other.user)
    assert memberships.take_over(membership=eldest, by=eldest.user).role == REFERENT
    assert not marked(house)
    with pytest.raises(WrongState):
        memberships.take_over(membership=eldest, by=eldest.user)


def test_while_another_referent_is_there_nobody_is_asked() -> None:
    house = organisation()
    first, _second, member = joined(house, REFERENT), joined(house, REFERENT), joined(house)
    leave(first)
    leave(member)
    assert (marked(house), asked()) == (False, [])


def test_a_member_who_leaves_marks_nothing() -> None:
    house = organisation()
    member, _other = joined(house), joined(house)
    leave(member)
    assert (marked(house), asked()) == (False, [])


def test_when_the_one_asked_leaves_the_next_is_asked() -> None:
    house = organisation()
    referent, eldest, young, next_one = joined(house, REFERENT), joined(house), joined(house), joined(house)
    leave(referent)
    leave(next_one)
    assert asked() == [eldest.user.email]
    leave(eldest)
    assert asked() == [eldest.user.email, young.user.email]


def test_stepping_down_asks_somebody_else() -> None:
    house = organisation()
    referent, member = joined(house, REFERENT), joined(house)
    memberships.set_role(membership=referent, role=MEMBER, by=referent.user)
    assert (marked(house), asked()) == (True, [member.user.email])


def test_nobody_left_is_marked_all_the_same() -> None:
    house = organisation()
    leave(joined(house, REFERENT))
    assert (marked(house), asked()) == (True, [])


@pytest.mark.parametrize("way", ["role", "approval"])
def test_a_new_referent_takes_the_mark_off(way: str) -> None:
    house = organisation()
    referent, member = joined(house, REFERENT), joined(house)
    leave(referent)
    if way == "role":
        memberships.set_role(membership=member, role=REFERENT, by=animator())
    else:
        joined(house, REFERENT)
    assert not marked(house)
    assert now(member).asked_to_take_over_at is None


def test_a_closing_account_leaves_everything() -> None:
    house, user = organisation(), person()
    joined(house, REFERENT, user)
    member = joined(house)
    founding.ask_for_new(user=user, sheet=content(name="Neuve"), reason="I.", abroad="Wells.")
    invitations.invite(organisation=house, email="x@example.org", by=user)
    memberships.leave_everything(user=user)
    assert set(user.memberships.values_list("state", flat=True)) == {MembershipState.ENDED}
    assert Organisation.objects.get(name="Neuve").state == "archived"
    assert Invitation.objects.get().revoked_at is not None
    assert (marked(house), asked()) == (True, [member.user.email])


def test_a_refused_referent_answers_for_nothing_any_more() -> None:
    house = organisation()
    referent, member = joined(house, REFERENT), joined(house)
    accounts.refuse(user=User.objects.get(pk=referent.user_id), reason="No.")
    assert (marked(house), asked()) == (True, [member.user.email])


def test_a_referent_who_becomes_a_reader_answers_for_nothing_any_more() -> None:
    house = organisation()
    referent, member = joined(house, REFERENT), joined(house)
    accounts.set_office(user=referent.user, is_reader=True)
    assert (marked(house), asked()) == (True, [member.user.email])


def test_a_second_refusal_asks_nobody_else() -> None:
    house = organisation()
    referent, member, _young = joined(house, REFERENT), joined(house), joined(house)
    for reason in ("No.", "No, again."):
        accounts.refuse(user=referent.user, reason=reason)
    assert asked() == [member.user.email]


def test_nobody_is_asked_at_a_closed_account() -> None:
    house = organisation()
    referent, eldest, other = joined(house, REFERENT), joined(house), joined(house)
    User.objects.filter(pk=eldest.user_id).update(is_active=False)
    leave(referent)
    assert asked() == [other.user.email]
