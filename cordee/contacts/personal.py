"""How much this slice keeps of a person. What: `queries.of_person`; its end: `operations.forget_person`."""

from collections.abc import Mapping
from typing import Final

from cordee.accounts.models import User
from cordee.contacts import queries
from cordee.contacts.models import RelayedMessage, Reveal

COVERS: Final[Mapping[str, str]] = {
    "contacts.contact.user": "cards",
    "contacts.coordinates.email": "cards",
    "contacts.reveal.viewer": "opened",
    "contacts.relayedmessage.sender": "messages_sent",
}
"""Columns that point to a person or hold an address, and where the export says what is in them."""


def counts(user: User, address: str) -> dict[str, int]:
    """How many of what a page tells her of; the address has been proved to be hers."""
    cards = queries.concerning(email=address, user=user)
    return {
        "cards": cards.count(),
        "openings": Reveal.objects.filter(contact__in=cards.values("pk")).count(),
        "opened": Reveal.objects.filter(viewer=user).count(),
        "refusals": queries.refused_by(address).count(),
        "choices": queries.choices_at(address).count(),
        "messages_sent": RelayedMessage.objects.filter(sender=user).count(),
    }
