"""Persons in charge for tests that cross slices: one for each way of being shown, with her own words."""

from typing import Any

from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import contact_cards
from cordee.actions.models import Action
from cordee.contacts import links, operations
from cordee.contacts.enums import Field, Reach, Side
from cordee.contacts.models import Coordinates, RelayedMessage
from cordee.contacts.person import Person


def make(actions: dict[str, Action], people: dict[str, User]) -> dict[str, str]:
    """Cards on actions of each audience, a message; what the signed links of the first one hold."""
    team = people["team"]
    own = _name(actions["full"], team, "ouvert", Reach.VERIFIED, function="Zzfonction")
    inside = _name(actions["full"], team, "interne", Reach.STRUCTURE)
    closed = _name(actions["full"], team, "ferme", Reach.NOBODY)
    for contact in (own, inside, closed):
        contact_cards.attach(action=actions["hidden"], contact=contact, by=team)
    _name(actions["verified"], team, "pourcomptes", Reach.VERIFIED, name="Zzpourcomptes Martin")
    _name(actions["structure"], team, "entrenous", Reach.VERIFIED, name="Zzentrenous Martin")
    _name(actions["draft"], team, "dubrouillon", Reach.VERIFIED)
    operations.relay(contact=own, by=people["member"], text="Bonjour. Zzrelais.")
    return _tokens(own)


def many(action: Action, count: int) -> dict[str, str]:
    """As many persons on one action, whose first card as many accounts have opened; what its links hold."""
    team = User.objects.create_user(f"team{count}@zzcourriel.example", is_staff=True)
    own, *_others = [_name(action, team, f"un{count}x{n}", Reach.VERIFIED) for n in range(count)]
    for n in range(count):
        viewer = User.objects.create_user(f"v{count}x{n}@zzcourriel.example", validated_at=timezone.now())
        operations.reveal(contact=own, by=viewer, field=Field.EMAIL)
    operations.relay(contact=own, by=team, text="Bonjour.")
    return _tokens(own)


def _tokens(own: int) -> dict[str, str]:
    reached_by = Coordinates.objects.get(pk=own)
    message = RelayedMessage.objects.get(contact=own)
    return {
        "own_card": links.to_card(reached_by).split("/")[-2],
        "own_answer": links.to_message(message, reached_by).split("/")[-2],
    }


def _name(action: Action, by: User, word: str, reach: Reach, **more: Any) -> int:
    said: dict[str, Any] = {"side": Side.HERE, "name": f"Zznom{word} Martin", "function": ""} | more
    person = Person(
        **said,
        email=f"{word}@zzjoindre.example",
        telephone="+33 4 99 12 34 56",
        name_for=reach,
        email_for=reach,
        telephone_for=reach,
    )
    return contact_cards.name_person(action=action, person=person, by=by)
