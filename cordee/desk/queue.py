"""The queue and its decisions, inside Wagtail's admin: one list, then one screen for each thing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from cordee.desk import dossier, waiting
from cordee.desk.forms import Accepting, Refusing
from cordee.organisations import founding, memberships, permissions
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Membership
from cordee.organisations.operations import InvalidContent

_PAGE = 50


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All that waits."""
    kind = request.GET.get("genre", "")
    found = waiting.queue(_member(request), kind if kind in waiting.KINDS else "")
    page = Paginator(found, _PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "kinds": waiting.KINDS, "kind": kind, "header_title": _("Queue")}
    return render(request, "desk/queue.html", context | _crumbs())


@require_http_methods(["GET", "POST"])
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person into a structure, or refuse her."""
    rows = permissions.decidable_by(_member(request)).select_related("user", "organisation")
    asked = get_object_or_404(rows, pk=pk)
    return _decided(request, asked, _take_in, _refuse)


@require_http_methods(["GET", "POST"])
def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new structure in the list with its first person, or refuse both."""
    organisation = get_object_or_404(permissions.foundable_by(_member(request)), pk=pk)
    rows = organisation.memberships.select_related("user", "organisation")
    asked = get_object_or_404(rows, state=MembershipState.REQUESTED)
    return _decided(request, asked, _found, _refuse_new, is_new=True)


Decision = Callable[[HttpRequest, Membership, Any], str]


def _decided(
    request: HttpRequest, asked: Membership, accept: Decision, refuse: Decision, *, is_new: bool = False
) -> HttpResponse:
    """The screen; then the decision, and on to the next that waits."""
    is_yes = request.POST.get("decision") == "yes"
    posted = request.POST if request.method == "POST" else None
    accepting = Accepting(posted if is_yes else None, initial={"role": asked.role})
    refusing = Refusing(None if is_yes else posted)
    form: Any = accepting if is_yes else refusing
    if posted is not None and form.is_valid():
        try:
            messages.success(request, (accept if is_yes else refuse)(request, asked, form))
            return HttpResponseRedirect(_next(request))
        except (InvalidContent, WrongState, PermissionDenied) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("desk-queue:index"))
    context = {
        "dossier": dossier.of(asked, is_new=is_new),
        "is_new": is_new,
        "accepting": accepting,
        "refusing": refusing,
        "header_title": asked.user.get_full_name(),
    }
    return render(request, "desk/decision.html", context | _crumbs(asked.user.get_full_name()))


def _take_in(request: HttpRequest, asked: Membership, form: Any) -> str:
    role = MembershipRole(form.cleaned_data["role"])
    memberships.approve(membership=asked, by=_member(request), role=role)
    return _("%(person)s belongs to the structure; a letter says so.") % _who(asked)


def _refuse(request: HttpRequest, asked: Membership, form: Any) -> str:
    with override(asked.user.language):
        reason = form.reason()
    memberships.refuse(membership=asked, by=_member(request), reason=reason)
    return _("The request of %(person)s is refused; a letter says why.") % _who(asked)


def _found(request: HttpRequest, asked: Membership, _form: Any) -> str:
    founding.accept_new(organisation=asked.organisation, by=_member(request))
    return _("“%(structure)s” is in the list, with %(person)s.") % (
        _who(asked) | {"structure": asked.organisation.name}
    )


def _refuse_new(request: HttpRequest, asked: Membership, form: Any) -> str:
    with override(asked.user.language):
        reason = form.reason()
    founding.refuse_new(organisation=asked.organisation, by=_member(request), reason=reason)
    return _("The request of %(person)s is refused; a letter says why.") % _who(asked)


def _next(request: HttpRequest) -> str:
    """The eldest of what still waits; the list, empty, where nothing does."""
    left = waiting.queue(_member(request))
    return left[0].url if left else reverse("desk-queue:index")


def _crumbs(last: str = "") -> dict[str, Any]:
    queue = {"url": reverse("desk-queue:index") if last else "", "label": _("Queue")}
    return {"breadcrumbs_items": [queue, {"url": "", "label": last}] if last else [queue]}


def _who(asked: Membership) -> dict[str, str]:
    return {"person": asked.user.get_full_name()}


def _member(request: HttpRequest) -> Any:
    """Who decides: BackOfficeGuard has let only the team come here."""
    return request.user


urlpatterns = [
    path("", index, name="index"),
    path("rattachements/<int:pk>/", membership, name="membership"),
    path("structures/<int:pk>/", structure, name="structure"),
]
