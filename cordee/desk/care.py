"""Taking care of a thing that waits, and notes for the team: the same block on each screen of the queue."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.accounts.models import User
from cordee.actions import permissions as sheets
from cordee.actions.models import Report
from cordee.desk.forms import Noting
from cordee.desk.pages import member
from cordee.desk.sources import SOURCES
from cordee.moderation import handling
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation


def context(thing: Model, *, kind: str, noting: Noting | None = None) -> dict[str, Any]:
    """What the block shows: two queries."""
    return {
        "care": {
            "kind": kind,
            "number": thing.pk,
            "taken": handling.taken(thing).first(),
            "notes": list(handling.notes(thing)),
            "form": noting or Noting(auto_id="note-%s"),
        }
    }


@require_POST
def care(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take it, give it back, or note something: of a thing that is in one's remit, and nothing else."""
    by = member(request)
    if kind not in SOURCES:
        raise Http404
    thing = get_object_or_404(_reachable(by, kind), pk=pk)
    try:
        messages.success(request, _done(request, thing, by))
    except (handling.Taken, handling.InvalidNote) as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse(SOURCES[kind].route, args=[pk]))


def _done(request: HttpRequest, thing: Model, by: User) -> str:
    act = request.POST.get("act")
    if act == "take":
        handling.take(thing=thing, by=by)
        return _("You take care of it.")
    if act == "give-back":
        handling.give_back(thing=thing, by=by)
        return _("Nobody takes care of it any more.")
    handling.note(thing=thing, by=by, text=request.POST.get("text", ""), about=_about(thing))
    return _("The note is kept; the team alone reads it.")


def _reachable(user: User, kind: str) -> QuerySet[Any]:
    """What waits; and any sheet of her remit, which may be noted on when it does not."""
    return sheets.moderated_by(user) if kind == "fiches" else SOURCES[kind].rows(user)


def _about(thing: Model) -> User | None:
    """The person with whom a note goes, where the thing is somebody's."""
    if isinstance(thing, Membership):
        return thing.user
    if isinstance(thing, Report):
        return thing.by
    if isinstance(thing, Organisation):
        first = thing.memberships.filter(state=MembershipState.REQUESTED).select_related("user").first()
        return first.user if first else None
    return None
