"""Other actions near one, each with the reason why it is shown, drawn from what both sheets say."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.actions.cards import Card
from cordee.portal.words import listed


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour and why."""

    card: Card
    why: str


def near(own: Card, others: Sequence[Card]) -> tuple[Near, ...]:
    """The neighbours with their reasons."""
    return tuple(Near(other, _why(own, other)) for other in others)


def _why(own: Card, other: Card) -> str:
    reasons = []
    if _cities(own) & _cities(other):
        reasons.append(_("Same city"))
    elif common := _common_countries(own, other):
        reasons.append(_("Same country: %(names)s") % {"names": listed(common)})
    if own.organisation_slug == other.organisation_slug:
        reasons.append(_("same structure"))
    goals = sorted({goal.number for goal in own.goals} & {goal.number for goal in other.goals})
    if goals:
        text = ngettext("SDG %(numbers)s in common", "SDGs %(numbers)s in common", len(goals))
        reasons.append(text % {"numbers": listed([str(goal) for goal in goals])})
    return " · ".join(reasons)


def _cities(card: Card) -> set[tuple[str, str]]:
    return {(place.country, place.place) for place in card.places if place.is_exact and place.place}


def _common_countries(own: Card, other: Card) -> list[str]:
    names = {place.country: place.country_name for place in own.places if place.country}
    return [name for code, name in names.items() if code in other.countries]
