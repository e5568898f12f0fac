"""A structure that the team has compiled is claimed by who belongs there; one that has somebody is joined."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cordee.organisations import memberships
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import MEMBER, REFERENT, animator, joined, person
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
CLAIM, JOIN = "Claim this structure", "Send my request"
WORDS = "Je la préside."


def _where(house: Organisation, page: str = "join_structure") -> str:
    with translation.override("en"):
        return reverse(page, args=[house.slug])


def test_what_has_nobody_is_claimed_and_an_animator_decides() -> None:
    house, user, client = organisation(), person(), Client()
    sign_in(client, user)
    assert CLAIM in client.get(_where(house)).content.decode()
    assert client.post(_where(house), {"reason": WORDS, "role": "referent"}).status_code == 302
    asked = Membership.objects.get(user=user)
    assert (asked.role, asked.state, asked.reason) == (REFERENT, MembershipState.REQUESTED, WORDS)
    memberships.approve(membership=asked, by=animator())
    assert Membership.objects.get(user=user).state == MembershipState.ACTIVE


def test_who_only_publishes_leaves_the_claim_to_another() -> None:
    house, user, client = organisation(), person(), Client()
    sign_in(client, user)
    client.post(_where(house), {"reason": WORDS, "role": "member"})
    assert Membership.objects.get(user=user).role == MEMBER


def test_what_has_somebody_is_joined() -> None:
    house, client = organisation(), Client()
    joined(house)
    sign_in(client, person())
    page = client.get(_where(house)).content.decode()
    assert (CLAIM in page, JOIN in page) == (False, True)


def test_a_request_that_waits_keeps_nobody_from_claiming() -> None:
    house, client = organisation(), Client()
    memberships.request(user=person(), organisation=house, reason="Moi aussi.")
    sign_in(client, person())
    assert CLAIM in client.get(_where(house)).content.decode()


@pytest.mark.parametrize("has_somebody", [True, False])
def test_the_public_page_says_which_of_the_two(has_somebody: bool) -> None:
    house = organisation()
    if has_somebody:
        joined(house)
    page = Client().get(_where(house, "organisation")).content.decode()
    assert ("Claim it" in page, "Join it" in page) == (not has_somebody, has_somebody)
