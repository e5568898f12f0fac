"""What is new for a person this week: sheets of others that touch hers, each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.accounts.models import User
from cordee.actions import permissions, queries
from cordee.actions.cards import Card, cards
from cordee.actions.labels import label
from cordee.actions.models import Action, ActionGoal, Location
from cordee.organisations.models import Organisation
from cordee.portal.words import listed

WEEK = timedelta(days=7)
SHOWN = 5
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class New:
    """One sheet, and why it is shown."""

    card: Card
    why: str


@dataclass(frozen=True, slots=True)
class _Mine:
    """What she works on: where, for which goals, in whose house."""

    countries: frozenset[str]
    goals: frozenset[int]
    house: frozenset[str]
    """Addresses of the structures above, below and beside hers."""


def build(user: User, language: str) -> list[New]:
    """A few, those that touch hers most first; for who has none, the latest."""
    own = permissions.contributes_to(user)
    mine = _mine(user, own)
    recent = queries.visible_to(user).filter(first_published_at__gte=timezone.now() - WEEK)
    recent = recent.exclude(lead__in=own).order_by("-first_published_at", "-pk")
    if mine is None:
        return [New(one, "") for one in cards(recent[:SHOWN], language)]
    found = cards(_touching(recent, mine)[:_LOOKED_AT], language)
    reasons = [(card, _reasons(card, mine, language)) for card in found]
    best = sorted(reasons, key=lambda one: -sum(weight for weight, _words in one[1]))[:SHOWN]
    return [New(card, " · ".join(words for _weight, words in why)) for card, why in best if why]


def _mine(user: User, own: QuerySet[Organisation]) -> _Mine | None:
    sheets = queries.editable_by(user).values("pk")
    countries = Location.objects.filter(action__in=sheets).exclude(country="").values_list("country")
    goals = ActionGoal.objects.filter(action__in=sheets).values_list("goal", flat=True)
    beside = Q(parent__in=own) | Q(departments__in=own) | Q(parent__departments__in=own)
    house = Organisation.objects.filter(beside).exclude(pk__in=own).values_list("slug", flat=True)
    mine = _Mine(
        frozenset(code for (code,) in countries.distinct()),
        frozenset(goals.distinct()),
        frozenset(house.distinct()),
    )
    return mine if mine.countries or mine.goals or mine.house else None


def _touching(recent: QuerySet[Action], mine: _Mine) -> QuerySet[Action]:
    there = Location.objects.filter(country__in=mine.countries).values("action")
    alike = ActionGoal.objects.filter(goal__in=mine.goals).values("action")
    return recent.filter(Q(pk__in=there) | Q(pk__in=alike) | Q(lead__slug__in=mine.house))


def _reasons(card: Card, mine: _Mine, language: str) -> Sequence[tuple[int, str]]:
    """Drawn from what the card shows, so that no reason tells what is hidden; each with its weight."""
    found = []
    if card.organisation_slug in mine.house:
        found.append((3, _("From your house: %(structure)s") % {"structure": card.organisation}))
    if countries := [code for code in card.countries if code in mine.countries]:
        names = listed([label("pays", code, language) for code in countries])
        found.append((3, _("Same country: %(names)s") % {"names": names}))
    if goals := [goal.number for goal in card.goals if goal.number in mine.goals]:
        text = ngettext("SDG %(numbers)s in common", "SDGs %(numbers)s in common", len(goals))
        found.append((min(len(goals), 2), text % {"numbers": listed([str(goal) for goal in goals])}))
    return found
