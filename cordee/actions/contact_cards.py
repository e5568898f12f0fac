"""The contacts of an action: which cards it shows to whom, at which position, and who may put one there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language

from cordee.accounts.models import User
from cordee.actions import operations, permissions, queries, versions
from cordee.actions.enums import Audience
from cordee.actions.models import Action, ActionContact
from cordee.actions.permissions import type_of_viewer
from cordee.contacts import disclosure
from cordee.contacts import operations as contacts
from cordee.contacts import permissions as contact_permissions
from cordee.contacts import queries as contact_queries
from cordee.contacts.disclosure import Card
from cordee.contacts.mentions import Mention
from cordee.contacts.person import Person
from cordee.journal import operations as journal
from cordee.moderation import operations as moderation
from cordee.organisations.models import Organisation

HAS_CONTACTS = Exists(
    ActionContact.objects.filter(action=OuterRef("pk"), contact__objected_at__isnull=True).order_by()
)
"""For `annotate`: somebody is named on the action, who has not objected."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A card on an action, with the position by which addresses know it."""

    position: int
    card: Card


class NotThere(Exception):
    """No such action or contact for this viewer."""


class NotVerified(Exception):
    """The viewer may see the action, and its contacts once her account is verified."""


def of_action(action: int, viewer: type_of_viewer) -> tuple[Placed, ...]:
    """The cards that the viewer reads on an action that she may see: three queries, however many."""
    rows = ActionContact.objects.filter(action=action).order_by("position").values_list("position", "contact")
    placed = list(rows)
    found = disclosure.cards([contact for _position, contact in placed], viewer=viewer)
    return tuple(Placed(position, found[contact]) for position, contact in placed if contact in found)


def at(viewer: type_of_viewer, slug: str, position: int) -> tuple[Action, Placed]:
    """The action at this address and its card at this position. Raises `NotThere`, `NotVerified`."""
    visible = queries.visible_to(viewer).prefetch_related("texts")
    action = visible.annotate(has_contacts=HAS_CONTACTS).filter(slug=slug).first()
    if action is None or not action.has_contacts:
        raise NotThere
    if not isinstance(viewer, User) or not viewer.is_verified:
        raise NotVerified
    for placed in of_action(action.pk, viewer):
        if placed.position == position:
            return action, placed
    raise NotThere


@transaction.atomic
def name_person(*, action: Action, person: Person, by: User, structure: Organisation | None = None) -> int:
    """Make a card for one of the structures that carry the action (its lead, unless said), and show it there.

    The card's number. Raises what `contacts.operations.name_person` raises; `NotAllowed` too where the
    structure has not confirmed its part, or `by` does not see the action.
    """
    keeper = structure or action.lead
    _may_place(keeper, action, by)
    contact = contacts.name_person(structure=keeper, person=person, by=by, where=[_mention(action)])
    _place(action, contact, by)
    return contact


@transaction.atomic
def attach(*, action: Action, contact: int, by: User) -> None:
    """Show a card that a structure of the action keeps already; the person is told. Nothing if it is there.

    Raises `contacts.operations.NotAllowed`, `Objected`, `TooMany`.
    """
    operations.locked(action)
    _may_place(contact_queries.keeper_of(contact), action, by)
    if not action.contacts.filter(contact=contact).exists():
        contacts.tell(contact=contact, where=[_mention(action)], by=by)
        _place(action, contact, by)


@transaction.atomic
def detach(*, action: Action, contact: int, by: User) -> None:
    """Show the card no more on this action; it stays with its structure. Raises `NotAllowed`."""
    keepers = (action.lead, contact_queries.keeper_of(contact))
    if not any(contact_permissions.may_keep(by, keeper) for keeper in keepers):
        raise contacts.NotAllowed
    if action.contacts.filter(contact=contact).delete()[0]:
        journal.record("action.contact_removed", action, by=by, details={"contact": contact})


def mentions_of(contact: int) -> Sequence[Mention]:
    """The actions that name this contact, for the person herself."""
    rows = Action.objects.filter(contacts__contact=contact).order_by("pk").prefetch_related("texts")
    return [_mention(action) for action in rows]


def _mention(action: Action) -> Mention:
    is_public = action.live and action.audience == Audience.PUBLIC
    title = queries.text_in(action, get_language() or action.language).title
    return Mention(title, reverse("action", args=[action.slug]) if is_public else "")


def _may_place(structure: Organisation, action: Action, by: User) -> None:
    """For the lead, or a structure whose part is not still asked; on a sheet that one sees."""
    co_lead = action.co_leads.filter(organisation=structure).exclude(
        asked_at__isnull=False, confirmed_at=None
    )
    if action.lead_id != structure.pk and not co_lead.exists():
        raise contacts.NotAllowed
    is_seen = queries.visible_to(by).filter(pk=action.pk).exists()
    if not is_seen and not permissions.may_edit(by, action):
        raise contacts.NotAllowed


def _place(action: Action, contact: int, by: User) -> None:
    """On the sheet, which somebody of the team looks at: a card waits for nobody, whatever the regime."""
    # Locked: of two persons named at once, each has her own position.
    current = operations.locked(action)
    position = current.last_contact + 1
    Action.objects.filter(pk=action.pk).update(last_contact=position)
    ActionContact.objects.create(action=action, contact_id=contact, position=position)
    operations.next_version(current)  # nobody has looked at her who looked at the sheet before
    journal.record("action.contact_named", action, by=by, details={"contact": contact})
    if current.live and not permissions.may_moderate(by, current):
        moderation.to_look_at(current, before=versions.latest(current), by=by)
