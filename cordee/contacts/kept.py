"""The cards that a structure keeps, for who may write them; `disclosure` says what she reads of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from cordee.accounts.models import User
from cordee.contacts import disclosure, permissions
from cordee.contacts.disclosure import Card
from cordee.contacts.models import Contact
from cordee.contacts.person import REACHES
from cordee.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One card: what its keeper reads of it, how far each part goes, whether the person chose so herself."""

    card: Card
    reaches: Mapping[str, str]
    is_chosen: bool


def kept(contact: int, *, by: User) -> Kept | None:
    """The card with this number; None where she may not write it, or the person has objected."""
    row = Contact.objects.select_related("structure").filter(pk=contact, objected_at__isnull=True).first()
    card = disclosure.card(contact, viewer=by) if row else None
    if row is None or card is None or not permissions.may_keep(by, row.structure):
        return None
    reaches = {name: str(getattr(row, name)) for name in REACHES}
    return Kept(card=card, reaches=reaches, is_chosen=row.chosen_at is not None)


def cards_of(structure: Organisation, *, by: User) -> list[Card]:
    """All that the structure keeps and she may put on a sheet, by name; three queries, however many."""
    if not permissions.may_keep(by, structure):
        return []
    numbers = Contact.objects.filter(structure=structure, objected_at__isnull=True).values_list(
        "pk", flat=True
    )
    found = disclosure.cards(numbers, viewer=by).values()
    return sorted(found, key=lambda card: (card.name.casefold(), card.contact))
