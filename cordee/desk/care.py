"""Taking care of a thing that waits, giving it to a colleague, notes: a block on each screen of the queue."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.accounts.models import User
from cordee.actions import permissions as sheets
from cordee.actions.models import Action, Report
from cordee.core.limits import Limit, TooMany, take
from cordee.core.text import number_in
from cordee.desk import emails
from cordee.desk.forms import Giving, Noting
from cordee.desk.pages import member
from cordee.desk.sources import SOURCES
from cordee.moderation import handling
from cordee.organisations import permissions
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation

BY_ONE = Limit("things given to colleagues", 60, timedelta(days=1))
"""Each is a letter."""
_TYPED = "desk-note"
_KEPT = 10 * handling.LONGEST


def context(request: HttpRequest, thing: Model, *, kind: str) -> dict[str, Any]:
    """What the block shows, with the note that could not be kept: three or four queries."""
    taken = handling.taken(thing).first()
    colleagues = [
        (user.pk, user.get_full_name()) for user in _colleagues(thing, but=[member(request), taken])
    ]
    typed = request.session.get(_TYPED, {})
    is_hers = typed.get("of") == [kind, thing.pk]
    return {
        "care": {
            "kind": kind,
            "number": thing.pk,
            "taken": taken,
            "notes": list(handling.notes(thing)),
            "form": Noting({"text": typed["text"]} if is_hers else None, auto_id="note-%s"),
            "giving": Giving(auto_id="give-%s", colleagues=colleagues) if colleagues else None,
        }
    }


@require_POST
def care(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take it, give it, give it back, or note something: of a thing in one's remit, and nothing else."""
    by = member(request)
    if kind not in SOURCES:
        raise Http404
    thing = get_object_or_404(_reachable(by, kind), pk=pk)
    try:
        messages.success(request, _ACTS.get(request.POST.get("act", ""), _note)(request, thing, kind))
    except handling.InvalidNote as error:
        request.session[_TYPED] = {"of": [kind, pk], "text": request.POST.get("text", "")[:_KEPT]}
        messages.error(request, str(error))
    except (handling.Taken, NotGiven) as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(f"{reverse(SOURCES[kind].route, args=[pk])}#care")


class NotGiven(Exception):
    """It was not given to the colleague; the sentence says why."""


def _take(request: HttpRequest, thing: Model, _kind: str) -> str:
    handling.take(thing=thing, by=member(request))
    return _("You take care of it.")


def _give_back(request: HttpRequest, thing: Model, _kind: str) -> str:
    handling.give_back(thing=thing, by=member(request))
    return _("Nobody takes care of it any more.")


def _note(request: HttpRequest, thing: Model, _kind: str) -> str:
    text = request.POST.get("text", "")
    handling.note(thing=thing, by=member(request), text=text, about=_about(thing))
    request.session.pop(_TYPED, None)
    return _("The note is kept; the team alone reads it.")


def _give(request: HttpRequest, thing: Model, kind: str) -> str:
    """The colleague is asked for anew: she may decide on this very thing, now."""
    number, by = number_in(request.POST.get("to")), member(request)
    to = User.objects.filter(pk=number or 0, is_active=True, is_staff=True).first()
    if to is None or not _reachable(to, kind).filter(pk=thing.pk).exists():
        raise NotGiven(_("Choose a colleague who may decide on it."))
    named = {"person": to.get_full_name()}
    try:
        with transaction.atomic():
            if not handling.give(thing=thing, to=to, by=by):
                raise NotGiven(_("%(person)s takes care of it already.") % named)
            if to != by:
                take([(BY_ONE, str(by.pk))])
                emails.given(to=to, by=by, kind=kind, url=reverse(SOURCES[kind].route, args=[thing.pk]))
    except TooMany as error:
        raise NotGiven(_("Enough has been given to colleagues today: go on tomorrow.")) from error
    return _("%(person)s takes care of it now; a letter tells her.") % named


_ACTS: Mapping[str, Callable[[HttpRequest, Model, str], str]] = {
    "take": _take,
    "give": _give,
    "give-back": _give_back,
}


def _colleagues(thing: Any, *, but: Iterable[Any]) -> list[User]:
    """Who else may decide on it: those who look after its structure, and whom it is not about."""
    aside = {getattr(one, "by_id", one.pk) for one in but if one} | _concerned(thing)
    return [user for user in permissions.team_for(_structure(thing)) if user.pk not in aside]


def _structure(thing: Any) -> Organisation:
    if isinstance(thing, Organisation):
        return thing
    if isinstance(thing, Membership):
        return thing.organisation
    sheet = thing if isinstance(thing, Action) else thing.action
    return sheet.lead


def _concerned(thing: Any) -> set[int]:
    """Nobody decides on her own request, nor on the structure that she asked for."""
    if isinstance(thing, Membership):
        return {thing.user_id}
    return set(thing.memberships.values_list("user", flat=True)) if isinstance(thing, Organisation) else set()


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
