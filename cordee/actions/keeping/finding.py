"""The sheet at an address, for who keeps it or was named on it; for everybody else it is not there."""

from dataclasses import dataclass

from django.http import Http404

from cordee.accounts.models import User
from cordee.actions import permissions, queries
from cordee.actions.models import Action, CoLead


@dataclass(frozen=True, slots=True)
class Found:
    """The sheet with everything; who may edit it is its keeper. `parts`: those she may answer for."""

    action: Action
    is_keeper: bool
    parts: tuple[CoLead, ...]


def find(viewer: User, slug: str) -> Found:
    """Http404 where she neither keeps the sheet nor, seeing it, answers for a structure that it names."""
    action = queries.with_everything(Action.objects.filter(slug=slug)).first()
    if action is None:
        raise Http404
    is_keeper = permissions.may_edit(viewer, action)
    is_seen = is_keeper or queries.visible_to(viewer).filter(pk=action.pk).exists()
    co_leads = tuple(action.co_leads.all()) if is_seen else ()
    answered = permissions.answered_for(viewer, (co_lead.organisation_id for co_lead in co_leads))
    parts = tuple(co_lead for co_lead in co_leads if co_lead.organisation_id in answered)
    if not (is_keeper or parts):
        raise Http404
    return Found(action, is_keeper, parts)


def find_kept(viewer: User, slug: str) -> Action:
    """Http404 where she may not edit it."""
    found = find(viewer, slug)
    if not found.is_keeper:
        raise Http404
    return found.action
