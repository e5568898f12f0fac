"""Whoever does whatever in whatever order, by the pages: each rule is one act of one person."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.permissions.publishing import desk, looking, people, writing
from tests.permissions.publishing.beginning import EVERYBODY, PEOPLE, TEAM
from tests.permissions.publishing.known import MEMBER, REFERENT, Door
from tests.permissions.publishing.sheets import WIDTHS
from tests.permissions.publishing.site import Site, Start

SOME, YES = st.integers(0, 5), st.booleans()
SEND = st.sampled_from(("send", "send", "send", "keep", "script"))
WHO = st.sampled_from(("ana", "ana", "bea", "bea", *PEOPLE, "fay", "gil"))
"""Those who write, more often than others."""
BY = st.sampled_from((*TEAM, *TEAM, "ana", "bea", "emil"))
"""Those who decide, and others who try."""
ANYBODY = st.sampled_from(EVERYBODY)
HOUSE = st.sampled_from((0, 0, 1, 1, 2))
AUDIENCE = st.sampled_from(WIDTHS[:3])
PARTS = st.sets(st.sampled_from(("title", "summary", "discretion")), min_size=1)
REGIME = st.sampled_from(("after", "first", "always"))
OWN = st.sampled_from(("submit", "take_back", "confirm", "decline_part", "archive"))
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

    @rule(who=st.sampled_from(PEOPLE), n=HOUSE, role=st.sampled_from((MEMBER, REFERENT)), by=BY, is_yes=YES)
    def join(self, who: str, n: int, role: str, by: str, is_yes: bool) -> None:
        """She asks, and somebody decides: one whose task it is, or not."""
        people.ask_to_join(self.site, who, self.house(n), role)
        people.decide(self.site, by, who, self.house(n), is_yes=is_yes)

    @rule(by=BY, who=st.sampled_from(PEOPLE), n=HOUSE, change=SOME)
    def lose(self, by: str, who: str, n: int, change: int) -> None:
        """A membership ends, an office without publishing is given or taken, an account is erased."""
        if change < 3:
            people.end(self.site, by, who, self.house(n))
        elif change < 5 or who in ("ana", "dora"):
            people.set_reader(self.site, by, who, is_reader=bool(change % 2))
        else:
            people.close(self.site, who)

    @rule(by=BY, n=HOUSE, into=HOUSE, change=st.integers(0, 7), regime=REGIME)
    def change_a_structure(self, by: str, n: int, into: int, change: int, regime: str) -> None:
        """Its regime from then on; or it ends, is brought back, or is now another."""
        if change == 0:
            people.merge(self.site, by, self.house(n), self.house(into))
        elif change < 4:
            people.end_structure(self.site, by, self.house(n), is_back=change > 1)
        else:
            people.set_regime(self.site, by, self.house(n), regime)

    # Sheets, by their form

    @rule(who=WHO, n=HOUSE, parts=PARTS, audience=AUDIENCE, hides=YES, act=SEND)
    def write(self, who: str, n: int, parts: set[str], audience: str, hides: bool, act: str) -> None:
        """A new sheet in the name of a structure."""
        writing.open_new(self.site, who, self.house(n))
        self._send(len(self.site.pages) - 1, parts, audience, hides=hides, act=act)

    @rule(who=WHO, sheet=SOME, n=SOME, parts=PARTS, audience=AUDIENCE, hides=YES, act=SEND)
    def edit(
        self, who: str, sheet: int, n: int, parts: set[str], audience: str, hides: bool, act: str
    ) -> None:
        """Open the form of a sheet; send it, or one that somebody has had open since before."""
        writing.open_edit(self.site, who, self.site.sheet(sheet))
        self._send(-n // 2, parts, audience, hides=hides, act=act)

    def _send(self, n: int, parts: set[str], audience: str, *, hides: bool, act: str) -> None:
        """A form that somebody has open; she may have lost her right since."""
        if not self.site.pages:
            return
        page = self.site.pages[n % len(self.site.pages)]
        if "part-0" in page.fields:
            writing.send(self.site, page, "choose", **{"choice-0": ["theirs"]} if hides else {})
            return
        writing.type_in(self.site, page, parts, audience=audience, hides=hides)
        if act == "script":
            writing.keep_by_script(self.site, page)
        else:
            writing.send(self.site, page, act)

    @rule(who=WHO, sheet=SOME, act=OWN)
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

    # Persons in charge

    @rule(who=WHO, sheet=SOME, reach=st.sampled_from(writing.REACH), n=SOME)
    def name_a_person(self, who: str, sheet: int, reach: str, n: int) -> None:
        """Or say anew who sees what of her; or her card stands on another sheet, or no more on this one."""
        row, cards = self.site.sheet(sheet), sorted(self.site.known.cards)
        if n < 2:
            writing.name_person(self.site, who, row, reach)
        elif n < 4:
            writing.change_person(self.site, who, row, reach)
        else:
            writing.move_person(self.site, who, row, cards[sheet % len(cards)], ("attach", "detach")[n % 2])

    @rule(who=ANYBODY, sheet=SOME, act=st.sampled_from((writing.reveal, writing.report)))
    def reveal_or_report(self, who: str, sheet: int, act: Callable[..., Any]) -> None:
        """Anybody opens how a person is reached, or tells the team of a sheet."""
        act(self.site, who, self.site.sheet(sheet))

    # The desk, links, imports

    @rule(who=BY, sheet=SOME, n=SOME, act=st.sampled_from(DECISIONS))
    def decide_on_a_sheet(self, who: str, sheet: int, n: int, act: str) -> None:
        """Read a sheet; decide on it, or on what somebody read before: others may have written it since."""
        row = self.site.sheet(sheet)
        act = "approve" if n < 3 and (row.waits or row.state == "submitted") else act
        desk.open_screen(self.site, who, row)
        desk.decide(self.site, self.site.screens[(-1 - n // 3) % len(self.site.screens)], act, n=n)

    @rule(who=BY, act=st.sampled_from(("approve", "seen", "undo", "note", "link")), n=SOME)
    def decide_again(self, who: str, act: str, n: int) -> None:
        """All that she has read, at once; undo what was done some time ago; note; answer by link."""
        if act == "undo" and self.site.undos:
            desk.undo(self.site, self.site.undos[n % len(self.site.undos)])
        elif act == "link" and self.site.links:
            desk.answer_by_link(self.site, self.site.links[n % len(self.site.links)])
        elif act in ("approve", "seen"):
            desk.several(self.site, who, act)
        else:
            desk.note(self.site, who, self.site.sheet(n))

    @rule(who=ANYBODY, n=HOUSE, key=st.sampled_from(("a", "named")), audience=AUDIENCE, is_back=YES)
    def import_a_file(self, who: str, n: int, key: str, audience: str, is_back: bool) -> None:
        """A line of the operator’s; or what somebody could export, brought back."""
        if is_back:
            desk.bring_back(self.site, who)
        else:
            desk.import_row(self.site, self.house(n), key, audience)

    # What is seen

    @rule(who=ANYBODY, door=st.sampled_from((Door.PUBLIC, *Door)), n=SOME)
    def look_around(self, who: str, door: Door, n: int) -> None:
        """By one door."""
        looking.around(self.site, who, door, n)

    @invariant()
    def people_and_structures_are_as_the_acts_have_made_them(self) -> None:
        people.require_agreement(self.site)
