"""A structure that is not there yet: asked for with its first person, decided with her."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.organisations import founding, memberships, operations, permissions, queries
from cordee.organisations.enums import MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.operations import InvalidContent
from cordee.organisations.tests.factories import content, organisation
from cordee.organisations.tests.people import REFERENT, animator, joined, now, person

pytestmark = pytest.mark.django_db


def asked(**more: Any) -> Membership:
    values: dict[str, Any] = {
        "user": person(), "sheet": content(name="Nouvelle"), "reason": "I direct it.", "abroad": "Wells.",
    }  # fmt: skip
    return founding.ask_for_new(**values | more)


def test_it_waits_with_its_first_person() -> None:
    made = asked()
    house = made.organisation
    assert (house.state, house.live, house.abroad) == (State.SUBMITTED, False, "Wells.")
    assert (made.state, made.role) == (MembershipState.REQUESTED, REFERENT)
    assert not queries.published().exists()


def test_one_act_accepts_both() -> None:
    made = asked()
    founding.accept_new(organisation=made.organisation, by=animator())
    made.user.refresh_from_db()
    assert permissions.may_publish_for(made.user, Organisation.objects.get())
    assert queries.published().get().first_published_at is not None


def test_one_act_refuses_both_and_says_why() -> None:
    made = asked()
    founding.refuse_new(organisation=made.organisation, by=animator(), reason="No action abroad.")
    house = Organisation.objects.get()
    assert (house.state, house.state_reason) == (State.ARCHIVED, "")
    assert (now(made).state, now(made).decision_reason) == (MembershipState.REFUSED, "No action abroad.")
    assert "No action" not in str(list(Change.objects.values_list("details", flat=True)))
    assert "No action abroad." in str(mail.outbox[-1].body)


def test_it_is_decided_once() -> None:
    made = asked()
    founding.refuse_new(organisation=made.organisation, by=animator(), reason="No.")
    with pytest.raises(WrongState, match="decided"):
        founding.accept_new(organisation=made.organisation, by=animator())


def test_the_person_is_not_decided_apart_from_it() -> None:
    made = asked()
    with pytest.raises(WrongState, match="comes first"):
        memberships.approve(membership=made, by=animator())
    with pytest.raises(PermissionDenied):
        memberships.refuse(membership=made, by=animator(), reason="No.")


def test_nobody_of_the_team_accepts_what_she_asked_for() -> None:
    by = animator()
    made = asked(user=by)
    with pytest.raises(PermissionDenied):
        founding.accept_new(organisation=made.organisation, by=by)


def test_a_referent_does_not_decide_on_a_department_asked_for() -> None:
    house = organisation()
    referent = joined(house, REFERENT)
    made = asked(sheet=content(name="Service", parent=house.pk))
    with pytest.raises(PermissionDenied):
        founding.accept_new(organisation=made.organisation, by=referent.user)


def test_taking_the_request_back_sets_it_aside() -> None:
    made = asked()
    memberships.end(membership=made, by=made.user)
    assert Organisation.objects.get().state == State.ARCHIVED


@pytest.mark.parametrize(
    "more",
    [{"abroad": " "}, {"reason": ""}, {"sheet": content(name="x", rna="12")}, {"sheet": content(name=" ")}],
)
def test_what_is_missing_leaves_nothing_behind(more: dict[str, Any]) -> None:
    with pytest.raises(InvalidContent):
        asked(**more)
    assert not Organisation.objects.exists()
    assert not Change.objects.exists()


def test_it_is_part_of_a_public_structure_or_of_none() -> None:
    house = organisation()
    operations.archive(organisation=house)
    with pytest.raises(InvalidContent, match="public list"):
        asked(sheet=content(name="Service", parent=house.pk))


def test_what_the_team_alone_says_is_left_out() -> None:
    made = asked(sheet=content(name="x", note="Mine", source="Mine", is_generated=True))
    house = Organisation.objects.get(pk=made.organisation_id)
    assert (house.note, house.source, house.is_generated, house.key) == ("", "", False, None)


def test_no_import_knows_it_before_it_is_accepted() -> None:
    made = asked(sheet=content(name="Ville"))
    operations.put([operations.Entry(key="ville", content=content(name="Ville d’ici"))])
    assert Organisation.objects.get(pk=made.organisation_id).name == "Ville"
    assert queries.published().get().slug == "ville-2"


def test_an_animator_leads_the_request_into_a_structure_that_was_there() -> None:
    made, there = asked(), organisation()
    operations.merge(organisation=made.organisation, into=there, by=animator())
    assert now(made).organisation == there
    assert memberships.approve(membership=made, by=animator()).state == MembershipState.ACTIVE
