"""What is true of people, structures and words, told apart from the code under test: sets and plain rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from tests.permissions.publishing.sheets import Row, shown_words

ACTIVE, REQUESTED = "active", "requested"
MEMBER, REFERENT = "member", "referent"
VERIFIED, STRUCTURE, NOBODY = "verified", "structure", "nobody"


class Door(Enum):
    """Where something is read."""

    PUBLIC = "public"
    SPACE = "space"
    DESK = "desk"
    JOURNAL = "journal"
    DATA = "data"


class Kind(Enum):
    """What a word stands in."""

    TEXT = "text"
    REASON = "reason"
    NOTE = "note"
    REPORT = "report"
    NAME = "name"
    REACHED_BY = "reached by"


@dataclass(slots=True)
class Person:
    """An account. `communes`: what an animator looks after; empty for all."""

    number: int
    is_verified: bool = False
    is_reader: bool = False
    is_closed: bool = False
    is_team: bool = False
    is_administrator: bool = False
    communes: tuple[str, ...] = ()
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    """By structure: the state of what is open there, and the role."""


@dataclass(slots=True)
class House:
    """A structure."""

    slug: str
    commune: str
    regime: str = ""
    is_live: bool = True
    into: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands in one thing alone; who wrote it, on which sheet, for which named persons."""

    kind: Kind
    author: str
    sheet: int = 0
    named: frozenset[int] | None = None
    is_in_address: bool = False
    card: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A person in charge: the structure that keeps her card, how far her name, her address, her number go."""

    house: int
    reaches: Mapping[str, str]
    on: frozenset[int] = frozenset()


@dataclass(slots=True)
class Known:
    """The account that is kept of all: changed by what people did, asked for what they may."""

    people: dict[str, Person]
    houses: dict[int, House]
    words: dict[str, Word] = field(default_factory=dict)
    cards: dict[int, Card] = field(default_factory=dict)
    vouched: dict[int, int] = field(default_factory=dict)
    """Sheets that the team let through, and for which structure."""
    declared: set[int] = field(default_factory=set)
    """Sheets that a contributor began."""

    def is_verified(self, who: str) -> bool:
        """Validated, or of the team; the account open."""
        person = self.people.get(who)
        return bool(person and not person.is_closed and (person.is_verified or person.is_team))

    def is_team(self, who: str, house: int) -> bool:
        """Of the team, and looks after this structure."""
        person = self.people.get(who)
        if person is None or person.is_closed or not person.is_team:
            return False
        return not person.communes or self.houses[house].commune in person.communes

    def is_inside(self, who: str, house: int) -> bool:
        """An active member, readers too, of a structure that is public."""
        known = self.houses[house]
        place = self.people[who].places.get(house) if who in self.people else None
        return bool(place and place[0] == ACTIVE and known.is_live and not known.into)

    def contributes(self, who: str, house: int) -> bool:
        """Account and membership are both validated, the structure is there, she is no mere reader."""
        return self.is_verified(who) and self.is_inside(who, house) and not self.people[who].is_reader

    def manages(self, who: str, house: int) -> bool:
        """The team for it; a referent of it who may act."""
        is_referent = self.contributes(who, house) and self.people[who].places[house][1] == REFERENT
        return is_referent or self.is_team(who, house)

    def regime(self, house: int) -> str:
        """When its sheets are looked at; a territory looks afterwards unless it says otherwise."""
        return self.houses[house].regime or "after"

    def has_shown_itself(self, house: int) -> bool:
        """The team has let a sheet through that this structure declared."""
        return any(self.vouched.get(sheet) == house for sheet in self.declared)

    def sees(self, who: str, row: Row) -> bool:
        """Is among those for whom the sheet is, while it is public."""
        if not row.is_live:
            return False
        if row.audience == "public":
            return True
        if not self.is_verified(who):
            return False
        if self.people[who].is_team or row.audience == VERIFIED:
            return True
        if row.audience == STRUCTURE:
            return any(self.is_inside(who, house) for house in row.houses)
        return self.people[who].number in row.readers

    def keeps(self, who: str, row: Row) -> bool:
        """Writes what the sheet says: the team for it; its contributors whom it does not keep out."""
        if self.is_team(who, row.lead):
            return True
        is_hers = row.audience != "named" or (who in self.people and self.people[who].number in row.readers)
        return is_hers and self.contributes(who, row.lead)

    def may_read(self, who: str, text: str, rows: Mapping[int, Row], door: Door) -> bool:
        """Whether this word may stand on a page that she opens by this door."""
        word = self.words[text]
        if word.kind in (Kind.NAME, Kind.REACHED_BY) and not word.card:
            return word.author == who  # the form gives back what was refused
        if word.kind == Kind.REACHED_BY:
            return False  # opened by POST alone
        if word.kind == Kind.NAME:
            return self._reads_name(who, word, rows, door)
        if word.author == who and door in (Door.SPACE, Door.DATA):
            return True
        row = rows.get(word.sheet)
        if row is None:
            return False
        if door == Door.JOURNAL:  # the whole team reads what was done, and why; no more
            is_told = word.kind == Kind.REASON or word.is_in_address
            return is_told and who in self.people and self.people[who].is_team
        is_shown = word.is_in_address or text in shown_words(row.content)
        if word.kind == Kind.TEXT and is_shown and self.sees(who, row):
            return True
        if door == Door.DESK:
            return self.is_team(who, row.lead)
        is_kept = door == Door.SPACE and word.kind in (Kind.TEXT, Kind.REASON) and self.keeps(who, row)
        return is_kept and self._is_for(who, word, row)

    def _is_for(self, who: str, word: Word, row: Row) -> bool:
        """What was written for named persons stays theirs, and the team's."""
        return self.is_team(who, row.lead) or word.named is None or self.people[who].number in word.named

    def _reads_name(self, who: str, word: Word, rows: Mapping[int, Row], door: Door) -> bool:
        """As far as the card goes; on a sheet that she may see or that she keeps."""
        card = self.cards[word.card]
        reach = card.reaches["name_for"]
        if not self.is_verified(who) or reach == NOBODY or door == Door.JOURNAL:
            return False
        if reach == STRUCTURE and not (self.people[who].is_team or self.is_inside(who, card.house)):
            return False
        on = [rows[sheet] for sheet in card.on if sheet in rows]
        if door == Door.PUBLIC:
            return any(self.sees(who, row) for row in on)
        if self.contributes(who, card.house) or self.is_team(who, card.house):
            return True
        return any(self.keeps(who, row) for row in on)

    def follow_merger(self, house: int, into: int) -> None:
        """A structure is now another: places, cards and what vouches for it follow; the stricter holds."""
        for person in self.people.values():
            self._move_place(person, house, into)
        strictest = max((self.regime(house), self.regime(into)), key=["after", "first", "always"].index)
        if strictest != self.regime(into):
            self.houses[into].regime = strictest
        self.houses[house].into = into
        for number, card in self.cards.items():
            if card.house == house:
                self.cards[number] = replace(card, house=into)

    def _move_place(self, person: Person, house: int, into: int) -> None:
        mine = person.places.pop(house, None)
        other = person.places.get(into)
        if mine is None:
            return
        is_in_force = other is not None and mine[0] == ACTIVE and other[0] == REQUESTED
        is_higher = other is not None and mine[0] == other[0] and mine[1] == REFERENT
        if other is None or is_in_force or is_higher:
            person.places[into] = mine
