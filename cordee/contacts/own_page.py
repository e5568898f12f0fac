"""What a person reads on the page of her own card, as plain values."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cordee.contacts import queries
from cordee.contacts.mentions import Mention, mentions
from cordee.contacts.models import Coordinates
from cordee.contacts.person import person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """Her card: what it says, where it stands, who has opened it."""

    structure: str
    named_at: datetime
    said: dict[str, Any]
    mentions: Sequence[Mention]
    openings: Sequence[queries.Opening]


def build(reached_by: Coordinates) -> OwnPage:
    """The page of the card behind a link."""
    contact = reached_by.contact
    return OwnPage(
        structure=contact.structure.name,
        named_at=contact.named_at,
        said=asdict(person_of(contact, reached_by)),
        mentions=mentions(contact.pk),
        openings=queries.reveals_of(contact.pk),
    )
