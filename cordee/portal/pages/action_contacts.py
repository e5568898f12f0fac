"""The contacts of an action on its page: cards for whoever may read them, for others what to do."""

from dataclasses import dataclass

from django.urls import reverse

from cordee.accounts.models import User
from cordee.actions import contact_cards
from cordee.actions.contact_cards import Placed
from cordee.actions.permissions import type_of_viewer


@dataclass(frozen=True, slots=True)
class Contacts:
    """`is_locked`: the viewer's account is not verified; `awaits`: she has one, and the team looks at it."""

    cards: tuple[Placed, ...]
    is_locked: bool
    awaits: bool
    ask_url: str


def build(action: int, viewer: type_of_viewer) -> Contacts:
    """The contacts of an action on which somebody is named."""
    has_account = isinstance(viewer, User)
    is_locked = not (isinstance(viewer, User) and viewer.is_verified)
    cards = () if is_locked else contact_cards.of_action(action, viewer)
    ask_url = reverse("account_signup")
    return Contacts(cards, is_locked=is_locked, awaits=is_locked and has_account, ask_url=ask_url)
