"""Actions as lines of an index, the place first; four queries however many lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from cordee.actions.cards import Card, GoalMark, PlaceMark
from cordee.actions.enums import Precision
from cordee.actions.models import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What `ui/_row.html` shows."""

    place: str
    country: str
    title: str
    language: str
    url: str
    organisation: str
    type: str
    type_label: str
    goals: tuple[GoalMark, ...]
    year: str


def recent_first(actions: QuerySet[Action]) -> QuerySet[Action]:
    """The most recent start first, as the atlas sorts them."""
    return actions.order_by(Coalesce("start_year", "end_year", 0).desc(), "-pk")


def place_of(mark: PlaceMark) -> str:
    """The name of the place, unless only its country is known: a capital put by default is no place."""
    return "" if mark.precision in (Precision.COUNTRY, Precision.WORLD) else mark.place


def name_of(mark: PlaceMark) -> str:
    """The place and its country in words, with no more than is known."""
    return ", ".join(part for part in (place_of(mark), mark.country_name) if part)


def rows(found: Sequence[Card], *, page_of: str = "") -> list[Row]:
    """The lines of these cards; the structure whose page it is is not named again in each."""
    return [row(card, page_of=page_of) for card in found]


def row(card: Card, *, page_of: str = "") -> Row:
    """The line of one action: its first place, and how many more there are."""
    first = card.places[0]
    place = place_of(first)
    more = len(card.places) - 1
    others = ngettext("and %(count)s more place", "and %(count)s more places", more) % {"count": more}
    country = first.country_name if place else ""
    return Row(
        place=place or first.country_name,
        country=" ".join(part for part in (country, others if more else "") if part),
        title=card.title,
        language=card.language,
        url=card.url,
        organisation="" if card.organisation_slug == page_of else card.organisation,
        type=card.type,
        type_label=card.type_label,
        goals=card.goals,
        year=str(card.start_year or card.end_year or "–"),
    )
