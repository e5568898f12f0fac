"""What a viewer may read of a card: the one rule, by which every output goes.

Nobody who is not verified reads anything; nobody reads anything of who has objected. Name and function are
shown at once, an e-mail address and a telephone number only where the caller says that they were opened.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from django.contrib.auth.models import AnonymousUser

from cordee.accounts.models import User
from cordee.contacts.enums import Field, Reach, Side
from cordee.contacts.models import Contact, Coordinates
from cordee.organisations import permissions as organisations

Viewer = User | AnonymousUser


class State(Enum):
    """What a viewer gets of one part of a card."""

    SHOWN = "shown"
    REVEALABLE = "revealable"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An e-mail address or a telephone number; `value` is empty unless it is shown."""

    field: Field
    state: State
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one viewer reads of one contact: `name` and `function` are empty where they are hidden."""

    contact: int
    side: Side
    name: str
    function: str
    organisation: str
    languages: str
    structure: str
    parts: tuple[Part, ...]

    def part(self, field: Field) -> Part | None:
        """That part, where the card has one."""
        return next((part for part in self.parts if part.field == field), None)


def card(contact: int, *, viewer: Viewer, revealed: Collection[Field] = frozenset()) -> Card | None:
    """The card with this number as the viewer reads it, the parts in `revealed` opened where they may be."""
    return _disclosed([contact], viewer, revealed).get(contact)


def cards(contacts: Iterable[int], *, viewer: Viewer) -> dict[int, Card]:
    """The cards with these numbers that the viewer may read, nothing opened: two queries, however many."""
    return _disclosed(contacts, viewer, frozenset())


def _disclosed(contacts: Iterable[int], viewer: Viewer, revealed: Collection[Field]) -> dict[int, Card]:
    if not isinstance(viewer, User) or not viewer.is_verified:
        return {}
    named = Coordinates.objects.filter(contact__in=list(contacts), contact__objected_at__isnull=True)
    rows = list(named.select_related("contact__structure"))
    mine = _structures_of(viewer) if rows else frozenset()
    return {row.pk: _card(row, _reaches(row.contact, viewer, mine), revealed) for row in rows}


def _structures_of(viewer: User) -> frozenset[int]:
    return frozenset(organisations.inside(viewer).values_list("pk", flat=True))


def _reaches(contact: Contact, viewer: User, mine: frozenset[int]) -> frozenset[str]:
    """How far the viewer's sight of this card goes. «Nobody» is nobody but the person herself."""
    if contact.user_id == viewer.pk:
        return frozenset(Reach.values)
    if viewer.is_staff or contact.structure_id in mine:
        return frozenset({Reach.VERIFIED, Reach.STRUCTURE})
    return frozenset({Reach.VERIFIED})


def _card(row: Coordinates, reaches: frozenset[str], revealed: Collection[Field]) -> Card:
    contact = row.contact
    is_named = contact.name_for in reaches
    kept = (
        (Field.EMAIL, row.email, contact.email_for in reaches),
        (Field.TELEPHONE, row.telephone, contact.telephone_for in reaches),
    )
    return Card(
        contact=contact.pk,
        side=Side(contact.side),
        name=contact.name if is_named else "",
        function=contact.function if is_named else "",
        organisation=contact.organisation,
        languages=contact.languages,
        structure=contact.structure.name,
        parts=tuple(
            _part(field, value, is_open=is_open, is_asked=field in revealed)
            for field, value, is_open in kept
            if value
        ),
    )


def _part(field: Field, value: str, *, is_open: bool, is_asked: bool) -> Part:
    if not is_open:
        return Part(field=field, state=State.HIDDEN)
    return (
        Part(field=field, state=State.SHOWN, value=value)
        if is_asked
        else Part(field=field, state=State.REVEALABLE)
    )
