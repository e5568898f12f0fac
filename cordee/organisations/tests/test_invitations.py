"""An invitation: one use, fourteen days, one address, one role, and an inviter who still may."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cordee.accounts.models import User
from cordee.core.limits import TooMany
from cordee.journal.models import Change
from cordee.organisations import invitations, memberships, operations, permissions
from cordee.organisations.enums import MembershipState
from cordee.organisations.invitations import Unusable
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Invitation, Membership, Organisation
from cordee.organisations.operations import InvalidContent
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import (
    MEMBER,
    REFERENT,
    animator,
    joined,
    let_referents_validate,
    person,
    token_of,
    validated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    return token_of(monkeypatch, "a-token-that-the-test-knows")


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The territory lets referents admit people; one test below looks at one that does not."""
    let_referents_validate(monkeypatch)


@pytest.fixture
def referent() -> Membership:
    return joined(organisation(), REFERENT)


def invite(referent: Membership, user: User, **more: Any) -> Invitation:
    house = referent.organisation
    return invitations.invite(organisation=house, email=user.email, by=referent.user, **more)


def test_it_makes_a_member_and_validates_her(token: str, referent: Membership) -> None:
    user = person()
    invite(referent, user)
    made = invitations.accept(token=token, user=user)
    assert (made.state, made.role, made.invited_by) == (MembershipState.ACTIVE, MEMBER, referent.user)
    user.refresh_from_db()
    assert permissions.may_publish_for(user, referent.organisation)


def test_where_the_team_validates_every_account_an_unknown_one_goes_to_it(
    token: str, referent: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: token)
    unknown, known = person(), validated()
    invite(referent, unknown)
    assert invitations.accept(token=token, user=unknown).state == MembershipState.REQUESTED
    assert not User.objects.get(pk=unknown.pk).is_verified
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: "another")
    invite(referent, known)
    assert invitations.accept(token="another", user=known).state == MembershipState.ACTIVE


def test_the_letter_alone_holds_the_token(token: str, referent: Membership) -> None:
    made = invitations.invite(organisation=referent.organisation, email=" New@Example.ORG ", by=referent.user)
    (letter,) = [letter for letter in mail.outbox if letter.to == ["new@example.org"]]
    assert f"http://testserver/espace/invitation/{token}/" in str(letter.body)
    assert f"http://testserver/en/espace/invitation/{token}/" in str(letter.body)
    assert made.token_hash == sha256(token.encode()).hexdigest()
    told = " ".join(f"{one.subject_name} {one.details}" for one in Change.objects.all())
    assert token not in told
    assert "@" not in told


def test_a_real_token_is_long_and_never_the_same(referent: Membership) -> None:
    for number in range(2):
        invitations.invite(
            organisation=referent.organisation, email=f"n{number}@example.org", by=referent.user
        )
    tokens = {str(letter.body).split("/espace/invitation/")[1].split("/")[0] for letter in mail.outbox[-2:]}
    assert len(tokens) == 2
    assert all(len(token) >= 43 for token in tokens)


def test_it_works_once(token: str, referent: Membership) -> None:
    user = person()
    invite(referent, user)
    memberships.end(membership=invitations.accept(token=token, user=user), by=referent.user)
    with pytest.raises(Unusable, match="used"):
        invitations.accept(token=token, user=user)
    assert not permissions.may_publish_for(user, referent.organisation)


def test_it_works_for_its_address_alone(token: str, referent: Membership) -> None:
    invite(referent, person())
    with pytest.raises(Unusable, match="another address"):
        invitations.accept(token=token, user=validated())


@pytest.mark.parametrize(("days", "works"), [(13, True), (15, False)])
def test_it_lasts_fourteen_days(token: str, referent: Membership, days: int, *, works: bool) -> None:
    user = person()
    invite(referent, user)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        if works:
            assert invitations.accept(token=token, user=user).state == MembershipState.ACTIVE
        else:
            with pytest.raises(Unusable, match="no longer valid"):
                invitations.accept(token=token, user=user)


def test_taken_back_it_is_worth_nothing(token: str, referent: Membership) -> None:
    user = person()
    made = invite(referent, user)
    invitations.revoke(invitation=made, by=referent.user)
    with pytest.raises(Unusable):
        invitations.accept(token=token, user=user)
    with pytest.raises(WrongState):
        invitations.revoke(invitation=made, by=referent.user)


@pytest.mark.parametrize("lost", ["role", "membership", "account", "structure"])
def test_an_inviter_who_may_no_longer_has_invited_nobody(token: str, referent: Membership, lost: str) -> None:
    user, house = person(), referent.organisation
    invite(referent, user, role=REFERENT)
    if lost == "role":
        memberships.set_role(membership=referent, role=MEMBER, by=animator())
    elif lost == "membership":
        memberships.end(membership=referent, by=animator())
    elif lost == "account":
        User.objects.filter(pk=referent.user_id).update(validated_at=None)
    else:
        operations.archive(organisation=house)
    with pytest.raises(Unusable):
        invitations.accept(token=token, user=user)
    assert not house.memberships.filter(user=user).exists()


def test_what_she_asked_for_is_not_what_she_was_invited_to(token: str, referent: Membership) -> None:
    user, house = person(), referent.organisation
    memberships.request(user=user, organisation=house, reason="I direct it.", role=REFERENT)
    invite(referent, user, role=MEMBER)
    made = invitations.accept(token=token, user=user)
    assert (made.role, made.state, house.memberships.filter(user=user).count()) == (
        MEMBER, MembershipState.ACTIVE, 1,
    )  # fmt: skip


def test_a_referent_does_not_fall_by_an_invitation(token: str, referent: Membership) -> None:
    house = referent.organisation
    user = person()
    invite(referent, user, role=MEMBER)
    joined(house, REFERENT, user)
    assert invitations.accept(token=token, user=user).role == REFERENT


def test_a_member_is_raised_by_one(token: str, referent: Membership) -> None:
    user = person()
    invite(referent, user, role=REFERENT)
    member = joined(referent.organisation, MEMBER, user)
    assert (invitations.accept(token=token, user=user).pk, member.role) == (member.pk, MEMBER)
    assert Membership.objects.get(pk=member.pk).role == REFERENT


def test_the_first_person_waits_for_the_team(token: str) -> None:
    house, user = organisation(), person()
    invitations.invite(organisation=house, email=user.email, by=animator(), role=REFERENT)
    made = invitations.accept(token=token, user=user)
    user.refresh_from_db()
    assert (made.state, user.is_verified) == (MembershipState.REQUESTED, False)


def test_whom_the_team_has_refused_waits_for_the_team(token: str, referent: Membership) -> None:
    user = person(refused_at=timezone.now())
    invite(referent, user)
    assert invitations.accept(token=token, user=user).state == MembershipState.REQUESTED


def test_members_and_strangers_invite_nobody(referent: Membership) -> None:
    house: Organisation = referent.organisation
    made = invite(referent, person())
    for by in (joined(house).user, joined(organisation(), REFERENT).user, validated()):
        with pytest.raises(PermissionDenied):
            invitations.invite(organisation=house, email="x@example.org", by=by)
        with pytest.raises(PermissionDenied):
            invitations.revoke(invitation=made, by=by)


def test_the_twenty_first_of_a_day_is_refused(referent: Membership) -> None:
    for number in range(20):
        invitations.invite(
            organisation=referent.organisation, email=f"n{number}@example.org", by=referent.user
        )
    with pytest.raises(TooMany):
        invite(referent, person())
    assert Invitation.objects.count() == 20


def test_a_second_one_takes_the_place_of_the_first(
    monkeypatch: pytest.MonkeyPatch, referent: Membership
) -> None:
    user = person()
    first = token_of(monkeypatch, "first")
    invite(referent, user)
    second = token_of(monkeypatch, "second")
    invite(referent, user)
    with pytest.raises(Unusable):
        invitations.read(token=first, user=user)
    assert invitations.read(token=second, user=user).email == user.email


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@example.org\nBcc: b@example.org"])
def test_an_address_is_an_address(referent: Membership, email: str) -> None:
    with pytest.raises(InvalidContent, match="not an e-mail address"):
        invitations.invite(organisation=referent.organisation, email=email, by=referent.user)


def test_who_belongs_already_is_not_invited(referent: Membership) -> None:
    with pytest.raises(InvalidContent, match="already"):
        invite(referent, joined(referent.organisation).user)


def test_an_unknown_token_says_so() -> None:
    with pytest.raises(Unusable, match="not known"):
        invitations.accept(token="x", user=validated())


def test_addresses_of_people_who_never_came_are_forgotten(token: str, referent: Membership) -> None:
    user = person()
    invite(referent, user)
    invitations.accept(token=token, user=user)
    token_hash = sha256(b"other").hexdigest()
    Invitation.objects.create(
        organisation=referent.organisation, email="x@example.org", invited_by=referent.user,
        token_hash=token_hash, expires_at=timezone.now() + timedelta(days=14),
    )  # fmt: skip
    later = timezone.now() + timedelta(days=15)
    assert (invitations.sweep(before=timezone.now()), invitations.sweep(before=later)) == (0, 1)
    assert Invitation.objects.get().email == user.email
