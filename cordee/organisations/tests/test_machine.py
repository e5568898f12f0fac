"""Whatever people do in whatever order: nobody is in, and nobody publishes, without what it takes.

A machine acts at random as anybody, and keeps its own simple account of who was admitted by whom.
"""

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.core.limits import TooMany
from cordee.journal.models import Change
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import founding, invitations, memberships, operations, permissions
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.invitations import Unusable
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Invitation, Membership, Organisation
from cordee.organisations.operations import InvalidContent
from cordee.organisations.tests.factories import content, organisation
from cordee.organisations.tests.people import animator, joined, person, token_of

REFUSALS = (PermissionDenied, WrongState, Unusable, TooMany, InvalidContent, moderation.ForbiddenMove)
SOME = st.integers(min_value=0, max_value=99)
ROLES = st.sampled_from(MembershipRole)
ACTS = st.sampled_from(["approve", "refuse", "end", "role", "take_over"])


class Life(RuleBasedStateMachine):
    """Two of the team, four persons, a structure with its referent, one without, and those asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.team = [animator(is_superuser=True), animator()]
        self.people = [person() for _number in range(4)]
        joined(organisation(), MembershipRole.REFERENT, self.people[0])
        self.letters: list[tuple[str, User]] = []
        self.used: set[str] = set()
        self.came_by_invitation: set[int] = set()
        self.write(organisation(), self.team[0], self.people[1], MembershipRole.MEMBER)

    def write(self, house: Organisation, by: User, guest: User, role: MembershipRole) -> None:
        token = token_of(self.patch, f"token-{len(self.letters)}")
        invitations.invite(organisation=house, email=guest.email, by=by, role=role)
        self.letters.append((token, guest))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.patch.undo()

    def anybody(self, number: int) -> User:
        everybody = [*self.people, *self.team]
        return User.objects.get(pk=everybody[number % len(everybody)].pk)

    def structure(self, number: int) -> Organisation:
        found = list(Organisation.objects.order_by("pk"))
        return found[number % len(found)]

    @rule(who=SOME, which=SOME, role=ROLES)
    def request(self, who: int, which: int, role: MembershipRole) -> None:
        with suppress(*REFUSALS):
            memberships.request(
                user=self.anybody(who), organisation=self.structure(which), reason="I.", role=role
            )

    @rule(who=SOME)
    def ask_for_new(self, who: int) -> None:
        with suppress(*REFUSALS):
            founding.ask_for_new(
                user=self.anybody(who), sheet=content(name="New"), reason="I.", abroad="Wells."
            )

    @rule(who=SOME, which=SOME, accepted=st.booleans())
    def found(self, who: int, which: int, *, accepted: bool) -> None:
        with suppress(*REFUSALS):
            house, by = self.structure(which), self.anybody(who)
            if accepted:
                founding.accept_new(organisation=house, by=by)
            else:
                founding.refuse_new(organisation=house, by=by, reason="No.")

    @rule(who=SOME, which=SOME, act=ACTS, role=ROLES)
    def act(self, who: int, which: int, act: str, role: MembershipRole) -> None:
        held = list(Membership.objects.exclude(state=MembershipState.REFUSED).order_by("pk"))
        membership, by = held[which % len(held)], self.anybody(who)
        calls: dict[str, Any] = {
            "approve": lambda: memberships.approve(membership=membership, by=by, role=role),
            "refuse": lambda: memberships.refuse(membership=membership, by=by, reason="No."),
            "end": lambda: memberships.end(membership=membership, by=by),
            "role": lambda: memberships.set_role(membership=membership, by=by, role=role),
            "take_over": lambda: memberships.take_over(membership=membership, by=by),
        }
        with suppress(*REFUSALS):
            calls[act]()

    @rule(who=SOME, whom=SOME, which=SOME, role=ROLES)
    def invite(self, who: int, whom: int, which: int, role: MembershipRole) -> None:
        house, by, guest = self.structure(which), self.anybody(who), self.anybody(whom)
        answers = Membership.objects.filter(
            user=by, organisation=house, state=MembershipState.ACTIVE, role=MembershipRole.REFERENT
        ).exists()
        with suppress(*REFUSALS):
            self.write(house, by, guest, role)
            assert by.is_staff or answers

    @rule(who=SOME, which=SOME, is_guest=st.booleans())
    def accept(self, who: int, which: int, *, is_guest: bool) -> None:
        token, guest = self.letters[which % len(self.letters)]
        user = User.objects.get(pk=guest.pk) if is_guest else self.anybody(who)
        was_refused = user.refused_at is not None
        before = set(user.memberships.filter(state=MembershipState.ACTIVE).values_list("pk", flat=True))
        with suppress(*REFUSALS):
            made = invitations.accept(token=token, user=user)
            assert user.pk == guest.pk
            assert token not in self.used
            self.used.add(token)
            assert not (was_refused and User.objects.get(pk=user.pk).is_verified)
            if made.state == MembershipState.ACTIVE and made.pk not in before:
                self.came_by_invitation.add(made.pk)

    @rule(who=SOME, way=st.sampled_from(["refuse", "reader", "close", "leave"]))
    def lose(self, who: int, way: str) -> None:
        user = self.people[who % len(self.people)]
        if way == "refuse":
            accounts.refuse(user=user, reason="No.", by=self.team[0])
        elif way == "reader":
            accounts.set_office(user=user, is_reader=True, by=self.team[0])
        else:
            memberships.leave_everything(user=user)
            User.objects.filter(pk=user.pk).update(is_active=way == "leave")

    @rule(which=SOME, other=SOME, way=st.sampled_from(["archive", "merge"]))
    def change_structures(self, which: int, other: int, way: str) -> None:
        house = self.structure(which)
        with suppress(*REFUSALS):
            if way == "archive" and house.state == State.PUBLISHED:
                operations.archive(organisation=house)
            elif way == "merge" and Organisation.objects.filter(merged_into=None).count() > 2:
                operations.merge(organisation=house, into=self.structure(other), by=self.team[0])

    @invariant()
    def one_open_place_for_a_person_in_a_structure(self) -> None:
        held = Membership.objects.filter(state__in=memberships.OPEN).values("user", "organisation")
        assert not held.annotate(count=Count("pk")).filter(count__gt=1).exists()

    @invariant()
    def nobody_is_in_without_a_decision_of_somebody_else(self) -> None:
        told = set(Change.objects.filter(act="membership.approved").values_list("subject_id", "actor"))
        for one in Membership.objects.filter(state=MembershipState.ACTIVE):
            assert one.decided_at is not None
            assert one.decided_by_id not in {None, one.user_id}
            assert (one.pk, one.decided_by_id) in told

    @invariant()
    def nobody_is_validated_but_by_the_team_or_by_an_invitation_that_she_used(self) -> None:
        used = set(Invitation.objects.exclude(used_at=None).values_list("email", "invited_by"))
        for user in User.objects.exclude(validated_at=None).select_related("decided_by"):
            by = user.decided_by
            assert by is not None
            assert by != user
            assert by.is_staff or (user.email, by.pk) in used

    @invariant()
    def publishing_takes_account_membership_and_structure(self) -> None:
        allowed = {
            (one.user_id, one.organisation_id)
            for one in Membership.objects.select_related("user", "organisation")
            if one.state == MembershipState.ACTIVE
            and one.user.is_verified
            and not one.user.is_reader
            and one.organisation.live
            and one.organisation.merged_into_id is None
        }
        assert set(permissions.effective().values_list("user", "organisation")) == allowed
        user, house = self.anybody(len(allowed)), self.structure(len(allowed))
        assert permissions.may_publish_for(user, house) is ((user.pk, house.pk) in allowed)

    @invariant()
    def the_first_person_of_a_structure_was_admitted_by_the_team(self) -> None:
        whole = set(Organisation.objects.filter(merged_into=None, absorbed=None).values_list("pk", flat=True))
        admitted = Change.objects.filter(act="membership.approved").select_related("actor").order_by("-pk")
        first = {change.details["organisation"]: change for change in admitted}
        for change in (change for house, change in first.items() if house in whole):
            assert change.actor is not None
            assert change.actor.is_staff
            assert change.subject_id not in self.came_by_invitation


@pytest.mark.django_db
def test_no_sequence_of_acts_lets_anybody_in_unasked() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
