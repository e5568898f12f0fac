"""Two acts on the people of one structure at the same moment."""

import pytest

from cordee.organisations import invitations, memberships
from cordee.organisations.enums import MembershipState
from cordee.organisations.invitations import Unusable
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, animator, joined, now, person, token_of, validated
from tests.at_once import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_an_invitation_accepted_twice_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    token, user, house = token_of(monkeypatch, "known"), validated(), organisation()
    invitations.invite(organisation=house, email=user.email, by=joined(house, REFERENT).user)
    results = at_once(*[lambda: invitations.accept(token=token, user=user) for _window in range(2)])
    (late,) = refusals(results)
    assert isinstance(late, Unusable)
    assert Membership.objects.get(user=user).state == MembershipState.ACTIVE


def test_of_two_decisions_on_a_request_one_holds() -> None:
    house = organisation()
    asked = memberships.request(user=person(), organisation=house, reason="I work there.")
    one, other = animator(), animator()
    results = at_once(
        lambda: memberships.approve(membership=asked, by=one),
        lambda: memberships.refuse(membership=asked, by=other, reason="Non."),
    )
    (late,) = refusals(results)
    assert isinstance(late, WrongState)
    assert now(asked).state == (MembershipState.REFUSED if late is results[0] else MembershipState.ACTIVE)
