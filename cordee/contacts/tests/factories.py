"""Cards, structures and accounts for tests, written as the site writes them."""

from itertools import count
from typing import Any

from django.utils import timezone, translation

from cordee.accounts.models import User
from cordee.contacts import links, operations
from cordee.contacts.enums import Side
from cordee.contacts.models import Contact, Coordinates, RelayedMessage
from cordee.contacts.person import Person
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.factories import organisation

_numbers = count(1)


def account(*, verified: bool = True, **fields: Any) -> User:
    """An account at an address of its own."""
    validated = timezone.now() if verified else None
    return User.objects.create_user(f"a{next(_numbers)}@accounts.example", validated_at=validated, **fields)


def member(structure: Organisation, **fields: Any) -> User:
    """A verified account, active in the structure."""
    user = account(**fields)
    Membership.objects.create(user=user, organisation=structure, state=MembershipState.ACTIVE)
    return user


def person(**parts: Any) -> Person:
    """What somebody says of Ana."""
    values: dict[str, Any] = {
        "side": Side.HERE,
        "name": "Ana Bel",
        "function": "Directrice",
        "email": "ana@persons.example",
        "telephone": "+33 4 76 00 00 00",
    }
    return Person(**values | parts)


def named(structure: Organisation | None = None, **parts: Any) -> int:
    """A card of Ana, kept by a structure; its number."""
    structure = structure or organisation()
    return operations.name_person(structure=structure, person=person(**parts), by=member(structure))


def contact(number: int) -> Contact:
    """The row of the card, as it now is."""
    return Contact.objects.select_related("structure").get(pk=number)


def reached_by(number: int) -> Coordinates:
    """How the person is reached, as it now is."""
    return Coordinates.objects.select_related("contact__structure").get(pk=number)


def card_path(number: int) -> str:
    """Where she sees her card, in French: an earlier request may have left another language."""
    with translation.override("fr"):
        return links.to_card(reached_by(number))


def answer_path(message: RelayedMessage) -> str:
    """Where she answers the message, in French."""
    with translation.override("fr"):
        return links.to_message(message, reached_by(message.contact_id))


def token_of(path: str) -> str:
    """What a signed link holds."""
    return path.strip("/").split("/")[-1]
