"""Who acts in the name of a structure, who manages it, who decides on whom."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.organisations import founding, memberships, operations, permissions, remits
from cordee.organisations.enums import Kind
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.operations import Entry, InvalidContent
from cordee.organisations.tests.factories import content, organisation
from cordee.organisations.tests.people import (
    MEMBER,
    REFERENT,
    animator,
    joined,
    let_referents_validate,
    person,
    validated,
)
from cordee.territory import instance

pytestmark = pytest.mark.django_db


def request(house: Organisation, user: User | None = None) -> Membership:
    return memberships.request(user=user or person(), organisation=house, reason="I work there.")


def below(house: Organisation, name: str = "Service") -> Organisation:
    return organisation(name=name, parent=house.pk)


# In the name of a structure


def test_a_member_publishes_for_her_structure_alone() -> None:
    house, other = organisation(), organisation()
    member = joined(house)
    assert permissions.may_publish_for(member.user, house)
    assert not permissions.may_publish_for(member.user, other)
    assert list(permissions.publishers_of(house)) == [member.user]
    assert list(permissions.published_for_by(member.user)) == [house]


def test_who_waits_or_is_nobody_publishes_for_nothing() -> None:
    house = organisation()
    waiting = request(house, validated())
    for user in (waiting.user, animator(), AnonymousUser()):
        assert not permissions.may_publish_for(user, house)


@pytest.mark.parametrize("lost", ["refused", "reader", "closed", "ended", "archived", "merged"])
def test_each_thing_that_she_needs_is_needed(lost: str) -> None:
    house, by = organisation(), animator()
    member = joined(house)
    if lost == "refused":
        accounts.refuse(user=member.user, reason="No.", by=by)
    elif lost == "reader":
        accounts.set_office(user=member.user, is_reader=True, by=by)
    elif lost == "closed":
        User.objects.filter(pk=member.user_id).update(is_active=False)
    elif lost == "ended":
        memberships.end(membership=member, by=by)
    elif lost == "archived":
        operations.archive(organisation=house)
    else:
        operations.merge(organisation=house, into=organisation())
    assert not permissions.may_publish_for(member.user, house)


def test_the_filter_on_accounts_says_what_the_account_says() -> None:
    house = organisation()
    for user in (validated(), animator(), person(), validated(is_active=False), animator(is_active=False)):
        Membership.objects.create(user=user, organisation=house, state="active")
    found = {user.pk for user in permissions.publishers_of(house)}
    assert found == {user.pk for user in User.objects.all() if user.is_verified}


# Referents


def test_a_referent_manages_her_house_with_its_departments() -> None:
    house = organisation()
    service = below(house)
    office = below(service, "Bureau")
    referent, member = joined(house, REFERENT).user, joined(house).user
    assert permissions.managed_by(referent) == {house.pk, service.pk, office.pk}
    assert permissions.may_invite(referent, office)
    assert not permissions.may_publish_for(referent, service)
    assert not permissions.may_manage(member, house)
    assert not permissions.may_manage(joined(service, REFERENT).user, house)


def test_no_right_comes_from_a_structure_that_is_not_live() -> None:
    house = organisation()
    service = below(house)
    referent = joined(house, REFERENT).user
    operations.archive(organisation=house)
    assert not permissions.may_manage(referent, house)
    assert not permissions.may_manage(referent, service)
    assert permissions.may_manage(animator(), house)
    assert not permissions.may_invite(animator(), house)


# Decisions


def test_only_the_team_decides_where_nothing_is_delegated() -> None:
    house = organisation()
    referent, made = joined(house, REFERENT).user, request(house)
    assert not permissions.may_decide(referent, made)
    assert permissions.may_decide(animator(), made)


def test_a_referent_decides_where_the_territory_lets_her(monkeypatch: pytest.MonkeyPatch) -> None:
    let_referents_validate(monkeypatch)
    house = organisation()
    referent, member, made = joined(house, REFERENT).user, joined(house).user, request(house)
    elsewhere = request(organisation())
    assert set(permissions.decidable_by(referent)) == {made}
    assert not permissions.decidable_by(member).exists()
    assert not permissions.may_decide(referent, elsewhere)
    assert memberships.approve(membership=made, by=referent).user.is_verified


def test_the_first_person_goes_to_the_team(monkeypatch: pytest.MonkeyPatch) -> None:
    let_referents_validate(monkeypatch)
    house = organisation()
    referent, first = joined(house, REFERENT).user, request(below(house))
    assert not permissions.may_decide(referent, first)


def test_a_referent_does_not_undo_a_refusal_of_the_team(monkeypatch: pytest.MonkeyPatch) -> None:
    let_referents_validate(monkeypatch)
    house = organisation()
    referent, made = joined(house, REFERENT).user, request(house, person(refused_at=timezone.now()))
    assert not permissions.may_decide(referent, made)


def test_nobody_decides_her_own(monkeypatch: pytest.MonkeyPatch) -> None:
    let_referents_validate(monkeypatch)
    house = organisation()
    chief = animator(is_superuser=True)
    top = joined(house, REFERENT).user
    service = below(house)
    joined(service)
    for user, wanted in ((chief, house), (top, service)):
        made = request(wanted, user)
        assert not permissions.may_decide(user, made)
        with pytest.raises(PermissionDenied):
            memberships.approve(membership=made, by=user)


# Remits


def limited(**lists: list[str]) -> User:
    user = animator()
    remits.set_remit(user=user, by=animator(is_superuser=True), **{"kinds": [], "communes": []} | lists)
    return user


def test_a_remit_limits_the_team_on_every_door() -> None:
    lab, firm = organisation(kind=Kind.LABORATORY), organisation(kind=Kind.COMPANY)
    by = limited(kinds=[Kind.LABORATORY])
    mine, others = request(lab), request(firm)
    assert set(permissions.decidable_by(by)) == {mine}
    with pytest.raises(PermissionDenied):
        memberships.refuse(membership=others, by=by, reason="No.")
    with pytest.raises(PermissionDenied):
        operations.merge(organisation=lab, into=firm, by=by)
    asked = founding.ask_for_new(user=person(), sheet=content(name="x"), reason="I.", abroad="Wells.")
    with pytest.raises(PermissionDenied):
        founding.accept_new(organisation=asked.organisation, by=by)


def test_kinds_and_communes_hold_together() -> None:
    here, there = list(instance.current().communes)[:2]
    by = limited(kinds=[Kind.COMPANY], communes=[here])
    kept = organisation(kind=Kind.COMPANY, commune=here)
    assert permissions.in_remit(by, kept)
    for parts in ({"commune": there}, {"commune": ""}, {"commune": here, "kind": Kind.ASSOCIATION}):
        assert not permissions.in_remit(by, organisation(**{"kind": Kind.COMPANY} | parts))


def test_an_empty_remit_and_an_administrator_reach_everything() -> None:
    house = organisation()
    assert permissions.in_remit(limited(), house)
    chief = animator(is_superuser=True)
    remits.set_remit(user=chief, kinds=[Kind.COMPANY], communes=[], by=chief)
    assert permissions.in_remit(chief, house)


@pytest.mark.parametrize("fields", [{}, {"is_staff": True, "is_active": False}])
def test_outside_the_team_there_is_no_remit(fields: dict[str, bool]) -> None:
    house = organisation()
    assert not permissions.in_remit(validated(**fields), house)
    assert not permissions.in_remit(AnonymousUser(), house)


def test_an_office_taken_back_is_felt_at_once() -> None:
    by, house = animator(), organisation()
    accounts.set_office(user=User.objects.get(pk=by.pk), is_animator=False)
    assert by.is_staff
    assert not permissions.in_remit(by, house)


def test_only_an_administrator_shares_the_work_out() -> None:
    by = animator()
    with pytest.raises(PermissionDenied):
        remits.set_remit(user=by, kinds=[], communes=[], by=by)


def test_a_remit_names_what_is_known() -> None:
    chief = animator(is_superuser=True)
    for user, kinds, communes in (
        (animator(), ["club"], []),
        (animator(), [], ["99999"]),
        (person(), [], []),
    ):
        with pytest.raises(InvalidContent):
            remits.set_remit(user=user, kinds=kinds, communes=communes, by=chief)


def test_departments_that_go_round_do_not_hang() -> None:
    house = organisation("round")
    service = below(house)
    referent = joined(house, REFERENT, validated()).user
    Organisation.objects.filter(pk=house.pk).update(parent=service)
    assert permissions.managed_by(referent) == {house.pk, service.pk}
    with pytest.raises(InvalidContent):
        operations.put([Entry(key=service.key, content=content(name="Service", parent=service.pk))])
    assert not permissions.may_manage(joined(service, MEMBER).user, house)
