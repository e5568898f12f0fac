"""Two screens on which the team decides on people: a request to join a structure, and a new structure."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from cordee.desk import care, dossier, undoing, waiting
from cordee.desk.forms import Accepting, Refusing
from cordee.desk.pages import member, shown
from cordee.desk.undoing import Step
from cordee.moderation import handling
from cordee.organisations import founding, memberships, permissions
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership
from cordee.organisations.operations import InvalidContent


@require_http_methods(["GET", "POST"])
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person into a structure, or refuse her."""
    rows = permissions.decidable_by(member(request)).select_related("user", "organisation")
    asked = get_object_or_404(rows, pk=pk)
    return _decided(request, asked, asked, _take_in, _refuse)


@require_http_methods(["GET", "POST"])
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new structure in the list with its first person, or refuse both."""
    organisation = get_object_or_404(permissions.foundable_by(member(request)), pk=pk)
    rows = organisation.memberships.select_related("user", "organisation")
    asked = get_object_or_404(rows, state=MembershipState.REQUESTED)
    return _decided(request, asked, organisation, _found, _refuse_new)


Decision = Callable[[HttpRequest, Membership, Any], str]


def _decided(
    request: HttpRequest, asked: Membership, thing: Model, accept: Decision, refuse: Decision
) -> HttpResponse:
    """The screen; then the decision, and on to the next that waits."""
    is_yes = request.POST.get("decision") == "yes"
    posted = request.POST if request.method == "POST" else None
    accepting = Accepting(posted if is_yes else None, initial={"role": asked.role})
    refusing = Refusing(None if is_yes else posted)
    form: Any = accepting if is_yes else refusing
    if posted is not None and form.is_valid():
        try:
            step = _done(request, asked, thing, form, accept if is_yes else refuse)
        except InvalidContent as error:
            form.add_error(None, str(error))  # what was typed stays
        except (WrongState, PermissionDenied) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("desk-queue:index"))
        else:
            undoing.offer(request, step)
            return HttpResponseRedirect(onwards(request, asked.requested_at))
    is_new = thing is not asked
    context = {
        "dossier": dossier.of(asked, is_new=is_new),
        "is_new": is_new,
        "accepting": accepting,
        "refusing": refusing,
        **care.context(request, thing, kind="structures" if is_new else "rattachements"),
    }
    return shown(request, "desk/decision.html", asked.user.get_full_name(), context, way=[way()])


def _done(request: HttpRequest, asked: Membership, thing: Model, form: Any, decide: Decision) -> Step:
    """The decision, and what undoes it."""
    kind = "rattachements" if thing is asked else "structures"
    with undoing.noted(kind, thing, asked.organisation.name) as step:
        sentence = decide(request, asked, form)
        handling.decided(thing)
    messages.success(request, sentence)
    return step


def onwards(request: HttpRequest, since: datetime) -> str:
    """What waits next, as one has filtered the queue; the list, where nothing does."""
    filters = waiting.Filters.of(request.GET)
    return waiting.next_url(member(request), filters, since=since) or reverse("desk-queue:index")


def way() -> tuple[str, str]:
    """Back to the queue."""
    return reverse("desk-queue:index"), _("Queue")


def _take_in(request: HttpRequest, asked: Membership, form: Any) -> str:
    role = MembershipRole(form.cleaned_data["role"])
    memberships.approve(membership=asked, by=member(request), role=role)
    return _("%(person)s belongs to the structure; a letter says so.") % _who(asked)


def _refuse(request: HttpRequest, asked: Membership, form: Any) -> str:
    with override(asked.user.language):
        reason = form.reason()
    memberships.refuse(membership=asked, by=member(request), reason=reason)
    return _("The request of %(person)s is refused; a letter says why.") % _who(asked)


def _found(request: HttpRequest, asked: Membership, _form: Any) -> str:
    founding.accept_new(organisation=asked.organisation, by=member(request))
    return _("“%(structure)s” is in the list, with %(person)s.") % (
        _who(asked) | {"structure": asked.organisation.name}
    )


def _refuse_new(request: HttpRequest, asked: Membership, form: Any) -> str:
    with override(asked.user.language):
        reason = form.reason()
    founding.refuse_new(organisation=asked.organisation, by=member(request), reason=reason)
    return _("The request of %(person)s is refused; a letter says why.") % _who(asked)


def _who(asked: Membership) -> dict[str, str]:
    return {"person": asked.user.get_full_name()}
