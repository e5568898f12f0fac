"""Where a person stands who has no sheet yet, and the one thing that she can do next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import permissions
from cordee.organisations.enums import MembershipState


@dataclass(frozen=True, slots=True)
class Beginning:
    """What there is to say, and the way on."""

    title: str
    text: str
    url: str
    label: str
    writes: bool = False
    """The way on is the form of a new sheet."""
    joins: bool = False
    """The way on is to find her structure."""


def of(user: User) -> Beginning:
    """In the order of what she may do: publish, wait, look after others, read, join."""
    if permissions.contributes_to(user).exists():
        return Beginning(
            _("No sheet yet"),
            _("A title, a type, a place, the goals and two sentences: the first version takes five minutes."),
            reverse("write_action"),
            _("Write your first sheet"),
            writes=True,
        )
    if user.is_staff:
        return Beginning(
            _("No sheet of your own"),
            _("You belong to no structure: the sheets that wait for the team are at its desk."),
            reverse("desk-queue:index"),
            _("Open the queue"),
        )
    if user.is_reader:
        return Beginning(
            _("Your account reads"),
            _("It sees what verified accounts see; structures write their sheets themselves."),
            reverse("actions"),
            _("Read the actions"),
        )
    if user.memberships.filter(state=MembershipState.REQUESTED).exists():
        return Beginning(
            _("Begin while you wait"),
            _("Your request is with the team. What you write meanwhile is kept as a draft, for you alone."),
            reverse("write_action"),
            _("Write a draft"),
            writes=True,
        )
    return Beginning(
        _("First your structure"),
        _("Sheets are written in the name of a structure: find yours, or have it added."),
        reverse("find_structure"),
        _("Find my structure"),
        joins=True,
    )
