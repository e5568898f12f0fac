"""The one rule of who reads what of a card, over every viewer and every choice of the person."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordee.accounts import operations as accounts
from cordee.contacts import disclosure
from cordee.contacts.disclosure import State, Viewer
from cordee.contacts.enums import Field, Reach
from cordee.contacts.models import Contact
from cordee.contacts.tests.factories import account, member, named
from cordee.organisations import operations as organisations
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db

FAR, NEAR, NONE = Reach.VERIFIED, Reach.STRUCTURE, Reach.NOBODY
READS = {
    "visitor": {FAR: False, NEAR: False, NONE: False},
    "awaiting": {FAR: False, NEAR: False, NONE: False},
    "awaiting member": {FAR: False, NEAR: False, NONE: False},
    "closed": {FAR: False, NEAR: False, NONE: False},
    "verified": {FAR: True, NEAR: False, NONE: False},
    "reader": {FAR: True, NEAR: False, NONE: False},
    "former member": {FAR: True, NEAR: False, NONE: False},
    "member elsewhere": {FAR: True, NEAR: False, NONE: False},
    "member": {FAR: True, NEAR: True, NONE: False},
    "team": {FAR: True, NEAR: True, NONE: False},
    "herself": {FAR: True, NEAR: True, NONE: True},
}
"""Who reads a part of a card that goes that far."""


def viewers(structure: Organisation) -> dict[str, Viewer]:
    """One of each."""
    awaiting_member = account(verified=False)
    Membership.objects.create(user=awaiting_member, organisation=structure, state=MembershipState.ACTIVE)
    former = account()
    stands(former, structure, MembershipState.ENDED)
    return {
        "visitor": AnonymousUser(),
        "awaiting": account(verified=False),
        "awaiting member": awaiting_member,
        "closed": member(structure, is_active=False),
        "verified": account(),
        "reader": account(is_reader=True),
        "former member": former,
        "member elsewhere": member(organisation()),
        "member": member(structure),
        "team": account(verified=False, is_staff=True),
        "herself": account(),
    }


def card_of(structure: Organisation, herself: Viewer, **reach: Reach) -> int:
    number = named(structure, **reach)
    Contact.objects.filter(pk=number).update(user=herself)
    return number


@pytest.mark.parametrize("reach", list(Reach))
def test_a_part_goes_as_far_as_she_lets_it(reach: Reach) -> None:
    structure = organisation()
    everybody = viewers(structure)
    number = card_of(structure, everybody["herself"], name_for=reach, email_for=reach, telephone_for=reach)
    for who, viewer in everybody.items():
        card = disclosure.card(number, viewer=viewer, revealed=set(Field))
        reads = READS[who][reach]
        assert bool(card and card.name) is reads, who
        assert bool(card and card.function) is reads, who
        for part in card.parts if card else ():
            assert part.state == (State.SHOWN if reads else State.HIDDEN), who
            assert bool(part.value) is reads, who
        assert (card is not None) is READS[who][FAR], who


def test_nothing_is_opened_that_was_not_asked_for() -> None:
    structure = organisation()
    for viewer in (member(structure), account(is_staff=True)):
        card = disclosure.card(named(structure), viewer=viewer)
        assert card
        assert [(part.state, part.value) for part in card.parts] == [(State.REVEALABLE, "")] * 2


def test_one_part_opened_opens_no_other() -> None:
    card = disclosure.card(named(), viewer=account(), revealed={Field.TELEPHONE})
    assert card
    assert {part.field: part.value for part in card.parts} == {
        Field.EMAIL: "",
        Field.TELEPHONE: "+33 4 76 00 00 00",
    }


def test_a_part_that_is_not_there_is_not_spoken_of() -> None:
    card = disclosure.card(named(telephone=""), viewer=account())
    assert card
    assert card.part(Field.TELEPHONE) is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reaches=st.tuples(*[st.sampled_from(Reach)] * 3), asked=st.sets(st.sampled_from(Field)))
def test_who_objects_is_shown_to_nobody(reaches: tuple[Reach, ...], asked: set[Field]) -> None:
    structure = organisation()
    everybody = viewers(structure)
    names = ("name_for", "email_for", "telephone_for")
    number = card_of(structure, everybody["herself"], **dict(zip(names, reaches, strict=True)))
    # Not by `object_to`, which erases too: the rule must hold by itself.
    blank = {"name": "", "function": "", "objected_at": timezone.now()}
    Contact.objects.filter(pk=number).update(**blank)
    for viewer in everybody.values():
        assert disclosure.card(number, viewer=viewer, revealed=asked) is None


def test_a_refused_account_reads_nothing_any_more() -> None:
    number, viewer = named(), account()
    assert disclosure.card(number, viewer=viewer)
    accounts.refuse(user=viewer, reason="x")
    assert disclosure.card(number, viewer=viewer) is None


def test_a_merged_structure_hands_its_cards_on() -> None:
    old, new = organisation(), organisation()
    number = named(old, email_for=Reach.STRUCTURE)
    organisations.merge(organisation=old, into=new)
    card = disclosure.card(number, viewer=member(new))
    assert card
    assert card.structure == new.name
    assert card.parts[0].state == State.REVEALABLE


def test_many_cards_cost_what_one_does() -> None:
    structure = organisation()
    numbers = [named(structure, email=f"p{n}@persons.example") for n in range(6)]
    viewer, costs = account(), []
    for some in (numbers[:1], numbers):
        with CaptureQueriesContext(connection) as asked:
            assert len(disclosure.cards(some, viewer=viewer)) == len(some)
        costs.append(len(asked))
    assert costs == [2, 2]
