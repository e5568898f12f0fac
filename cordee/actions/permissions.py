"""Who may see an action. Lists, map, exports and pages all start from this rule."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from cordee.accounts.models import User
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.organisations.enums import MembershipState

type_of_viewer = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Sight:
    """What one viewer may see among live actions: whole audiences, and single actions besides."""

    audiences: frozenset[str]
    besides: frozenset[int] = frozenset()

    def as_q(self) -> Q:
        """The same rule as a filter on actions."""
        rule = Q(audience__in=sorted(self.audiences))
        return rule | Q(pk__in=sorted(self.besides)) if self.besides else rule


PUBLIC = Sight(frozenset({Audience.PUBLIC}))


def sight_of(viewer: type_of_viewer) -> Sight:
    """Everybody sees what is public; a verified account also what is for verified accounts, what its own
    structures keep to themselves and what names it among the readers; the team sees all."""
    if not isinstance(viewer, User) or not viewer.is_verified:
        return PUBLIC
    if viewer.is_staff:
        return Sight(frozenset(Audience.values))
    mine: Any = Q(lead__memberships__user=viewer, lead__memberships__state=MembershipState.ACTIVE) | Q(
        co_leads__organisation__memberships__user=viewer,
        co_leads__organisation__memberships__state=MembershipState.ACTIVE,
    )
    rule = (Q(audience=Audience.STRUCTURE) & mine) | (Q(audience=Audience.NAMED) & Q(readers=viewer))
    besides = Action.objects.filter(rule, live=True).values_list("pk", flat=True)
    return Sight(frozenset({Audience.PUBLIC, Audience.VERIFIED}), frozenset(besides))
