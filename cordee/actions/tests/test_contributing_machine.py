"""Whatever the sequence of acts: who is not validated changes nothing public, no regime is bypassed, nobody
sees more than somebody with the right to it has asked for."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.actions import contributing, deciding, drafts, operations, permissions, queries, versions
from cordee.actions.content import Content, as_json
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.actions.tests import factories
from cordee.actions.tests.factories import OXFORD
from cordee.moderation.enums import State
from cordee.moderation.operations import ForbiddenMove
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

REFUSALS = (
    permissions.NotAllowed,
    InvalidContent,
    ForbiddenMove,
    contributing.Conflict,
    deciding.ChangedSince,
)
WIDTHS = (Audience.PUBLIC, Audience.VERIFIED, Audience.STRUCTURE, Audience.NAMED)  # from the widest
AUDIENCES = WIDTHS
PEOPLE = st.integers(0, 2)
SHEETS = st.integers(0, 3)


@dataclass(frozen=True)
class Shown:
    """What the public side of the database says of one sheet."""

    content: Any
    width: int
    hidden: int


class Contributing(RuleBasedStateMachine):
    """Three persons, two structures, one animator, and every way of writing a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.leads = [organisation(), organisation()]
        self.team = factories.animator()
        self.people = [factories.member(lead) for lead in self.leads] + [factories.person()]
        self.words = 0
        self.approved: dict[int, int] = {}  # sheets that the team let through, and for which structure
        self.asked: set[int] = set()  # sheets of which a pending edit may ask for more to be seen
        self.seen = self._shown()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # What is true of people, told apart from what the code under test says of them.

    def _is_contributor(self, user: User, lead: int) -> bool:
        fresh = User.objects.get(pk=user.pk)
        active = fresh.memberships.filter(organisation=lead, state=MembershipState.ACTIVE).exists()
        return bool(active and fresh.validated_at and fresh.is_active and not fresh.is_reader)

    def _regime(self, lead: int) -> str:
        return {one.pk: one for one in self.leads}[lead].regime or Regime.AFTER

    def _shown(self) -> dict[int, Shown]:
        found = {}
        for action in queries.with_everything(Action.objects.filter(live=True)):
            said = queries.content_of(action)
            hidden = sum(place.is_hidden for place in said.places)
            found[action.pk] = Shown(as_json(said), -WIDTHS.index(said.audience), hidden)
        return found

    def _act(self, user: User, act: Callable[[], Any], *, widens: bool = False) -> bool:
        """One act of one person, and what it may have changed of what is public: whether it was done."""
        before = self.seen
        leads = {one.pk: one.lead_id for one in Action.objects.all()}
        shapes = {lead.pk: self._has_shown(lead.pk) for lead in self.leads}
        is_done = False
        with suppress(*REFUSALS), transaction.atomic():
            act()
            is_done = True
        self.seen = self._shown()
        waiting = Action.objects.filter(has_unpublished_changes=True)
        self.asked &= set(waiting.values_list("pk", flat=True))
        for number in before.keys() | self.seen.keys():
            if before.get(number) != self.seen.get(number):
                self._judge(user, number, before.get(number), leads, shapes, widens=widens)
        return is_done

    def _judge(
        self,
        user: User,
        number: int,
        old: Shown | None,
        leads: dict[int, int],
        shapes: dict[int, bool],
        *,
        widens: bool,
    ) -> None:
        new = self.seen.get(number)
        if old and new and not widens:
            assert new.width <= old.width, "an act has widened an audience by itself"
            assert new.hidden >= old.hidden, "an act has shown a hidden place by itself"
        if user.pk == self.team.pk:
            return
        lead = leads.get(number) or Action.objects.get(pk=number).lead_id
        both = {lead, new.content["lead"]} if new else {lead}
        if old and old.content["audience"] == Audience.NAMED:
            assert user.pk in old.content["readers"], "somebody has written what she may not read"
        for one in both:
            assert self._is_contributor(user, one), "somebody without the right has changed what is public"
        if new is None:
            return  # she took her own sheet down
        if old is None:
            assert number not in leads, "only the team brings back what is not public"
            assert self._regime(lead) != Regime.ALWAYS, "a sheet went round the regime"
            assert self._regime(lead) != Regime.FIRST or shapes[lead], "the first sheet did not wait"
        else:
            assert {self._regime(one) for one in both} == {Regime.AFTER}, "an edit went round the regime"

    def _has_shown(self, lead: int) -> bool:
        """The team has let a sheet of this structure through: remembered here, asked of no database."""
        return lead in self.approved.values()

    def _sheet(self, n: int) -> Action | None:
        sheets = list(Action.objects.order_by("-pk"))
        return sheets[n % len(sheets)] if sheets else None

    def _content(self, lead: int, **parts: Any) -> Content:
        self.words += 1
        parts |= self._readers(parts["audience"])
        return factories.content(self.leads[lead], title=f"Titre {self.words}", **parts)

    def _readers(self, audience: Audience) -> dict[str, Any]:
        return {"readers": (self.people[0].pk,) if audience == Audience.NAMED else ()}

    # People and structures.

    @rule(n=PEOPLE, lead=st.integers(0, 1), state=st.sampled_from(MembershipState), change=st.integers(0, 5))
    def change_a_person(self, n: int, lead: int, state: MembershipState, change: int) -> None:
        user = self.people[n]
        if change == 0:
            accounts.refuse(user=user, by=self.team, reason="Non.")
        elif change == 1:
            accounts.set_office(user=user, by=self.team, is_reader=True)
        elif change == 2:
            Membership.objects.filter(user=user, organisation=self.leads[lead]).delete()
            stands(user, self.leads[lead], state)
        else:
            self._welcome(user, lead)

    def _welcome(self, user: User, lead: int) -> None:
        accounts.validate(user=user, by=self.team)
        accounts.set_office(user=user, by=self.team, is_reader=False)
        Membership.objects.filter(user=user, organisation=self.leads[lead]).delete()
        Membership.objects.create(user=user, organisation=self.leads[lead], state=MembershipState.ACTIVE)

    @rule(lead=st.integers(0, 1), regime=st.sampled_from(Regime))
    def change_regime(self, lead: int, regime: Regime) -> None:
        set_regime(organisation=self.leads[lead], regime=regime, by=self.team)

    # What contributors do.

    @rule(n=PEOPLE, lead=st.integers(0, 1), audience=st.sampled_from(AUDIENCES), drafted=st.booleans())
    def contribute(self, n: int, lead: int, audience: Audience, drafted: bool) -> None:
        user = self.people[n]

        def act() -> None:
            number = self.leads[lead].pk
            draft = drafts.begin(by=user, organisation=number, data={"a": 1}) if drafted else None
            contributing.contribute(by=user, content=self._content(lead, audience=audience), draft=draft)

        self._act(user, act)

    @rule(
        n=PEOPLE,
        sheet=SHEETS,
        age=st.integers(0, 2),
        lead=st.sampled_from([None, 0, 1]),
        by_team=st.booleans(),
    )
    def revise(self, n: int, sheet: int, age: int, lead: int | None, by_team: bool) -> None:
        known, user = self._sheet(sheet), self.team if by_team else self.people[n]
        if known is None:
            return

        def act() -> None:
            start, version = versions.to_edit(known, by=user)
            self.words += 1
            said = factories.titled(start, f"Titre {self.words}")
            said = said if lead is None else replace(said, lead=self.leads[lead].pk)
            contributing.revise(action=known, content=said, base_version=version - age, by=user)

        self._act(user, act)

    @rule(
        n=PEOPLE,
        sheet=SHEETS,
        audience=st.sampled_from(AUDIENCES),
        hides=st.booleans(),
        by_team=st.booleans(),
    )
    def set_discretion(self, n: int, sheet: int, audience: Audience, hides: bool, by_team: bool) -> None:
        known, user = self._sheet(sheet), self.team if by_team else self.people[n]
        if known is None:
            return

        def act() -> None:
            start, version = versions.to_edit(known, by=user)
            said = replace(start, audience=audience, places=(replace(OXFORD, is_hidden=hides),))
            said = replace(said, **self._readers(audience))
            contributing.revise(action=known, content=said, base_version=version, by=user)

        self._act(user, act, widens=True)
        if Action.objects.get(pk=known.pk).has_unpublished_changes:
            self.asked.add(known.pk)

    @rule(n=PEOPLE, sheet=SHEETS, which=st.integers(0, 8), by_team=st.booleans())
    def restore(self, n: int, sheet: int, which: int, by_team: bool) -> None:
        known, user = self._sheet(sheet), self.team if by_team else self.people[n]
        kept = list(known.revisions.order_by("pk")) if known else []
        if known is None or not kept:
            return
        revision = kept[which % len(kept)]
        self._act(user, lambda: contributing.restore(action=known, revision=revision, by=user))

    @rule(
        n=PEOPLE,
        sheet=SHEETS,
        act=st.sampled_from([contributing.submit, contributing.take_back, contributing.archive]),
    )
    def move(self, n: int, sheet: int, act: Callable[..., None]) -> None:
        if (known := self._sheet(sheet)) is not None:
            self._act(self.people[n], lambda: act(action=known, by=self.people[n]))

    # What the team does, and others try.

    @rule(
        n=PEOPLE,
        sheet=SHEETS,
        act=st.sampled_from([deciding.withdraw, deciding.request_changes, deciding.refuse]),
        by_team=st.booleans(),
    )
    def decide_against(self, n: int, sheet: int, act: Callable[..., None], by_team: bool) -> None:
        known, user = self._sheet(sheet), self.team if by_team else self.people[n]
        if known is not None:
            more = {"version": known.version} if act is deciding.refuse else {}
            is_done = self._act(user, lambda: act(action=known, by=user, reason="Non.", **more))
            if is_done and Action.objects.get(pk=known.pk).state == State.WITHDRAWN:
                self.approved.pop(known.pk, None)

    @rule(
        n=PEOPLE,
        sheet=SHEETS,
        act=st.sampled_from([deciding.approve, deciding.publish, deciding.looked_at]),
        by_team=st.booleans(),
    )
    def decide_for(self, n: int, sheet: int, act: Callable[..., Any], by_team: bool) -> None:
        known, user = self._sheet(sheet), self.team if by_team else self.people[n]
        if known is not None:
            is_asked = act is deciding.approve and known.pk in self.asked
            done: list[Any] = []
            self._act(
                user,
                lambda: done.append(act(action=known, by=user, version=known.version)),
                widens=is_asked,
            )
            after = Action.objects.get(pk=known.pk)
            if done and done != [False] and after.live:
                self.approved[known.pk] = after.lead_id

    @rule(lead=st.integers(0, 1), audience=st.sampled_from(AUDIENCES))
    def enter_by_import(self, lead: int, audience: Audience) -> None:
        entry = operations.Entry(key=f"k{lead}", content=self._content(lead, audience=audience))
        is_new = not Action.objects.filter(key=entry.key).exists()
        self._act(self.team, lambda: operations.put([entry], by=self.team), widens=True)
        if is_new:
            self.approved[Action.objects.get(key=entry.key).pk] = self.leads[lead].pk

    @invariant()
    def live_is_published_and_nothing_else(self) -> None:
        assert not Action.objects.filter(live=True).exclude(state=State.PUBLISHED).exists()

    @invariant()
    def what_contributors_published_is_in_the_list(self) -> None:
        listed = set(queries.to_look_at().values_list("object_id", flat=True))
        gone = Action.objects.exclude(state__in=[State.WITHDRAWN]).filter(live=False)
        assert listed <= {*self.seen, *gone.values_list("pk", flat=True)}


@pytest.mark.django_db
def test_no_sequence_of_acts_publishes_without_the_right() -> None:
    run_state_machine_as_test(
        Contributing,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def _edit(machine: Contributing) -> None:
    machine.revise(n=0, sheet=0, age=0, lead=None, by_team=False)


def _begin(machine: Contributing, n: int = 0) -> None:
    machine.contribute(n=n, lead=0, audience=Audience.PUBLIC, drafted=False)


def _withdraw(machine: Contributing) -> None:
    machine.decide_against(n=2, sheet=0, act=deciding.withdraw, by_team=False)


@pytest.fixture
def machine(db: None) -> Iterator[Contributing]:
    """One sequence, written by hand."""
    made = Contributing()
    yield made
    made.teardown()


@pytest.mark.parametrize(
    ("broken", "regime", "act"),
    [
        ("may_publish", Regime.ALWAYS, _edit),
        ("may_begin_live", Regime.ALWAYS, _begin),
        ("_is_contributor_of", Regime.AFTER, lambda machine: _begin(machine, n=2)),
        ("may_moderate", Regime.AFTER, _withdraw),
    ],
)
def test_a_right_that_lets_everybody_through_is_seen(
    machine: Contributing,
    broken: str,
    regime: Regime,
    act: Callable[[Contributing], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine.enter_by_import(lead=0, audience=Audience.PUBLIC)
    machine.change_regime(lead=0, regime=regime)
    act(machine)
    monkeypatch.setattr(permissions, broken, lambda _user, _thing: True)
    with pytest.raises(AssertionError):
        act(machine)


def test_a_structure_that_shows_itself_without_the_team_is_seen(
    machine: Contributing, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.change_regime(lead=0, regime=Regime.FIRST)
    _begin(machine)
    monkeypatch.setattr(permissions, "_has_shown_itself", lambda _organisation: True)
    with pytest.raises(AssertionError, match="did not wait"):
        _begin(machine)


def test_a_restored_version_that_widens_is_seen(
    machine: Contributing, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.enter_by_import(lead=0, audience=Audience.PUBLIC)
    machine.set_discretion(n=0, sheet=0, audience=Audience.STRUCTURE, hides=True, by_team=False)
    monkeypatch.setattr(contributing, "no_wider", lambda content, **_than: content)
    with pytest.raises(AssertionError):
        machine.restore(n=0, sheet=0, which=0, by_team=False)
