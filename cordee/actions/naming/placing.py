"""The persons named on a sheet, for the contributors of its structure and the team."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import contact_cards, permissions, queries
from cordee.actions.contact_cards import Placed
from cordee.actions.models import Action, ActionText
from cordee.actions.permissions import type_of_viewer
from cordee.contacts import kept as contacts
from cordee.contacts.disclosure import Card


class NotThere(Exception):
    """No such sheet, or no such card on it, for who asks."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet on which somebody may name persons."""

    action: Action
    text: ActionText
    by: User

    def people(self) -> tuple[Placed, ...]:
        """The cards on it, as she reads them."""
        return contact_cards.of_action(self.action.pk, self.by)

    def kept(self) -> list[Card]:
        """The cards that its structure keeps, on this sheet or not."""
        return contacts.cards_of(self.action.lead, by=self.by)

    def placed(self, position: int) -> Placed:
        """The card at this position. Raises `NotThere`."""
        for one in self.people():
            if one.position == position:
                return one
        raise NotThere


def sheet(slug: str, viewer: type_of_viewer) -> Sheet:
    """The sheet at this address, whatever its state, for who may edit it. Raises `NotThere`."""
    rows = Action.objects.select_related("lead").prefetch_related("texts")
    action = rows.filter(slug=slug).first()
    if action is None or not isinstance(viewer, User) or not permissions.may_edit(viewer, action):
        raise NotThere
    return Sheet(action, queries.text_in(action, get_language() or action.language), viewer)


def called(card: Card) -> str:
    """The person in one line, as she who asks reads her."""
    name = card.name or _("A person who keeps her name to herself")
    return f"{name} – {card.function or card.organisation}" if card.function or card.organisation else name
