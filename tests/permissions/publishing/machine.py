"""Whoever does whatever in whatever order, by the pages: each rule is one act of one person."""

from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cordee.accounts.models import User
from cordee.organisations.models import Membership, Organisation
from tests.permissions.publishing import desk, looking, people, writing
from tests.permissions.publishing.beginning import EVERYBODY, PEOPLE, TEAM
from tests.permissions.publishing.known import ACTIVE, MEMBER, REFERENT, REQUESTED, Door
from tests.permissions.publishing.sheets import WIDTHS
from tests.permissions.publishing.site import Site, Start

SOME = st.integers(0, 5)
WHO = st.sampled_from(("ana", "ana", "bea", "bea", *PEOPLE, "fay", "gil"))
"""Those who write, more often than others."""
BY = st.sampled_from((*TEAM, *TEAM, "ana", "bea", "emil"))
"""Those who decide, and others who try."""
ANYBODY = st.sampled_from(EVERYBODY)
HOUSE = st.sampled_from((0, 0, 1, 1, 2))
AUDIENCE = st.sampled_from(WIDTHS[:3])
PARTS = st.sets(st.sampled_from(("title", "summary", "discretion")), min_size=1)
DECISIONS = ("approve", "approve", "refuse", "changes", "withdraw", "archive", "publish", "restore", "seen",
             "look-again", "ask")  # fmt: skip


class Publishing(RuleBasedStateMachine):
    """Begins with the same people each time; what they did is taken back at the end."""

    start: ClassVar[Start]
    reached: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.site = Site(self.start)

    def teardown(self) -> None:
        self.reached.update(self.site.reached)
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def house(self, n: int) -> int:
        """One of the structures."""
        return self.site.houses[n]

    # People and structures

    @rule(who=st.sampled_from(PEOPLE), n=HOUSE, role=st.sampled_from((MEMBER, REFERENT)))
    def ask_to_join(self, who: str, n: int, role: str) -> None:
        """Then somebody decides, or not."""
        people.ask_to_join(self.site, who, self.house(n), role)

    @rule(by=BY, who=st.sampled_from(PEOPLE), n=HOUSE, is_yes=st.booleans())
    def decide_on_a_person(self, by: str, who: str, n: int, is_yes: bool) -> None:
        """One who asked, or who did not."""
        people.decide(self.site, by, who, self.house(n), is_yes=is_yes)

    @rule(by=WHO, who=st.sampled_from(PEOPLE), n=HOUSE)
    def end_a_membership(self, by: str, who: str, n: int) -> None:
        """Her own, or that of another."""
        people.end(self.site, by, who, self.house(n))

    @rule(by=BY, who=st.sampled_from(PEOPLE), is_reader=st.booleans())
    def set_reader(self, by: str, who: str, is_reader: bool) -> None:
        """An office without publishing."""
        people.set_reader(self.site, by, who, is_reader=is_reader)

    @rule(by=BY, n=HOUSE, regime=st.sampled_from(("after", "first", "always")))
    def set_regime(self, by: str, n: int, regime: str) -> None:
        """From then on."""
        people.set_regime(self.site, by, self.house(n), regime)

    @rule(by=BY, n=HOUSE, is_back=st.booleans())
    def end_a_structure(self, by: str, n: int, is_back: bool) -> None:
        """Or bring it back."""
        people.end_structure(self.site, by, self.house(n), is_back=is_back)

    @rule(by=st.sampled_from(("fay", "gil", "bea")), n=HOUSE, into=HOUSE)
    def merge_structures(self, by: str, n: int, into: int) -> None:
        """One is now another."""
        people.merge(self.site, by, self.house(n), self.house(into))

    @rule(who=st.sampled_from(("bea", "cleo", "emil")))
    def close_an_account(self, who: str) -> None:
        """Her own."""
        people.close(self.site, who)

    # Sheets, by their form

    @rule(who=WHO, n=HOUSE)
    def begin_a_sheet(self, who: str, n: int) -> None:
        """Open the empty form, and type into it."""
        writing.open_new(self.site, who, self.house(n))

    @rule(who=WHO, sheet=SOME)
    def begin_an_edit(self, who: str, sheet: int) -> None:
        """Open the form of a sheet; others may write it before she sends hers."""
        writing.open_edit(self.site, who, self.site.sheet(sheet))

    @precondition(lambda self: self.site.pages)
    @rule(n=SOME, parts=PARTS, audience=AUDIENCE, hides=st.booleans(), act=st.sampled_from(("send", "send", "keep")))
    def type_and_send(self, n: int, parts: set[str], audience: str, hides: bool, act: str) -> None:
        """A form that somebody has open; she may have lost her right since."""
        page = self.site.pages[n % len(self.site.pages)]
        if "part-0" in page.fields:
            writing.send(self.site, page, "choose", **{"choice-0": ["theirs"]} if hides else {})
            return
        writing.type_in(self.site, page, parts, audience=audience, hides=hides)
        writing.send(self.site, page, act)

    @precondition(lambda self: self.site.pages)
    @rule(n=SOME)
    def keep_while_typing(self, n: int) -> None:
        """By the script of the page."""
        writing.keep_by_script(self.site, self.site.pages[n % len(self.site.pages)])

    @rule(who=WHO, sheet=SOME, act=st.sampled_from(("submit", "take_back", "confirm", "decline_part", "archive")))
    def act_on_a_sheet(self, who: str, sheet: int, act: str) -> None:
        """By the buttons of her own page of it."""
        row = self.site.sheet(sheet)
        if act == "archive":
            writing.archive(self.site, who, row)
        else:
            writing.own_act(self.site, who, row, act)

    @rule(who=WHO, sheet=SOME, n=SOME)
    def restore(self, who: str, sheet: int, n: int) -> None:
        """An older version."""
        writing.restore(self.site, who, self.site.sheet(sheet), n)

    @rule(who=ANYBODY, sheet=SOME)
    def report(self, who: str, sheet: int) -> None:
        """Anybody, of what she sees."""
        writing.report(self.site, who, self.site.sheet(sheet))

    # Persons in charge

    @rule(who=WHO, sheet=SOME, reach=st.sampled_from(writing.REACH), is_new=st.booleans())
    def name_a_person(self, who: str, sheet: int, reach: str, is_new: bool) -> None:
        """Or say anew who sees what of her."""
        act = writing.name_person if is_new else writing.change_person
        act(self.site, who, self.site.sheet(sheet), reach)

    @precondition(lambda self: self.site.known.cards)
    @rule(who=WHO, sheet=SOME, n=SOME, act=st.sampled_from(("attach", "detach")))
    def move_a_person(self, who: str, sheet: int, n: int, act: str) -> None:
        """Her card stands on another sheet, or no more on this one."""
        cards = sorted(self.site.known.cards)
        writing.move_person(self.site, who, self.site.sheet(sheet), cards[n % len(cards)], act)

    @rule(who=ANYBODY, sheet=SOME)
    def reveal(self, who: str, sheet: int) -> None:
        """Open how she is reached."""
        writing.reveal(self.site, who, self.site.sheet(sheet))

    # The desk, links, imports

    @rule(who=BY, sheet=SOME)
    def open_a_screen(self, who: str, sheet: int) -> None:
        """Read a sheet before deciding; others may write it meanwhile."""
        desk.open_screen(self.site, who, self.site.sheet(sheet))

    @precondition(lambda self: self.site.screens)
    @rule(n=SOME, act=st.sampled_from(DECISIONS), version=SOME)
    def decide_on_a_sheet(self, n: int, act: str, version: int) -> None:
        """On what was read."""
        desk.decide(self.site, self.site.screens[n % len(self.site.screens)], act, n=version)

    @precondition(lambda self: self.site.undos)
    @rule(n=SOME)
    def undo(self, n: int) -> None:
        """What was done, some time later."""
        desk.undo(self.site, self.site.undos[n % len(self.site.undos)])

    @rule(who=BY, act=st.sampled_from(("approve", "seen")))
    def decide_on_several(self, who: str, act: str) -> None:
        """All that she has read."""
        desk.several(self.site, who, act)

    @rule(who=BY, sheet=SOME)
    def note(self, who: str, sheet: int) -> None:
        """For the team."""
        desk.note(self.site, who, self.site.sheet(sheet))

    @precondition(lambda self: self.site.links)
    @rule(n=SOME)
    def answer_by_link(self, n: int) -> None:
        """Without an account."""
        desk.answer_by_link(self.site, self.site.links[n % len(self.site.links)])

    @rule(n=HOUSE, key=st.sampled_from(("a", "b", "named")), audience=AUDIENCE)
    def import_a_line(self, n: int, key: str, audience: str) -> None:
        """Of a file of the operator."""
        desk.import_row(self.site, self.house(n), key, audience)

    @rule(who=ANYBODY)
    def bring_an_export_back(self, who: str) -> None:
        """What she could read, imported again."""
        desk.bring_back(self.site, who)

    # What is seen

    @rule(who=ANYBODY, door=st.sampled_from(Door))
    def look_around(self, who: str, door: Door) -> None:
        """By one door."""
        looking.around(self.site, who, door)

    @invariant()
    def people_and_structures_are_as_the_acts_have_made_them(self) -> None:
        known = self.site.known
        open_ones = Membership.objects.filter(state__in=(REQUESTED, ACTIVE))
        told = {(p.number, house): place for p in known.people.values() for house, place in p.places.items()}
        rows = open_ones.values_list("user", "organisation", "state", "role")
        assert {(user, house): (state, role) for user, house, state, role in rows} == told
        accounts = User.objects.filter(is_active=True).exclude(validated_at=None).values_list("pk", flat=True)
        assert set(accounts) == {p.number for p in known.people.values() if p.is_verified}
        houses = Organisation.objects.values_list("pk", "regime", "live", "merged_into")
        assert {one[0]: one[1:] for one in houses} == {
            number: (one.regime, one.is_live, one.into or None) for number, one in known.houses.items()
        }
