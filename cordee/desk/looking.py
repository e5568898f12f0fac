"""The list of what is to be looked at, and several sheets seen in one act."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.accounts.models import User
from cordee.actions.labels import label
from cordee.desk import bulk, looking_list, looking_structures, undoing
from cordee.desk.pages import member, shown
from cordee.organisations.enums import Kind
from cordee.territory import instance

_PAGE = 50


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The list; a POST says of those that were ticked that they are seen."""
    filters = looking_list.Filters.of(request.GET)
    if request.method == "POST":
        _seen(request)
        return HttpResponseRedirect(f"?{urlencode(filters.said())}")
    page = Paginator(looking_list.rows(member(request), filters), _PAGE).get_page(request.GET.get("p"))
    written = looking_structures.rows(member(request), filters)
    houses = Paginator(written, looking_structures.MOST).get_page(request.GET.get("ps"))
    context = {
        "page": page,
        "structures": looking_structures.lines(houses.object_list),
        "houses": houses,
        "lines": looking_list.lines(page.object_list, filters),
        "filters": filters,
        "asked": urlencode(filters.said()),
        "most": bulk.MOST,
        "choices": _choices(member(request), filters),
    }
    return shown(request, "desk/looking.html", _("To look at"), context)


def _seen(request: HttpRequest) -> None:
    """What was ticked: sheets, or structures."""
    picked = request.POST.getlist("structure")
    if not picked:
        outcome = bulk.seen(by=member(request), picked=request.POST.getlist("fiche"))
        bulk.tell(request, outcome)
        undoing.offer(request, *outcome.steps)
        return
    steps, left = looking_structures.seen(by=member(request), picked=picked)
    undoing.offer(request, *steps)
    if done := len(steps):
        said = ngettext("%(number)d structure: seen.", "%(number)d structures: seen.", done)
        messages.success(request, said % {"number": done})
    if left:
        said = ngettext(
            "%(number)d structure was written since, or is somebody else’s: it was left.",
            "%(number)d structures were written since, or are somebody else’s: they were left.",
            left,
        )
        messages.warning(request, said % {"number": left})


def _all(user: User) -> tuple[Any, Any]:
    """Both lists, without a filter."""
    return looking_list.rows(user, looking_list.NO_FILTER), looking_structures.rows(user)


def _choices(user: User, filters: looking_list.Filters) -> list[dict[str, Any]]:
    """The filters that are a choice: name in the address, label, what is chosen, what may be."""
    language, communes = get_language() or "", instance.current().communes
    kinds = [(code, label("nature", code, language)) for code in Kind.values]
    found: list[tuple[str, str, Any, Any]] = [
        ("quoi", _("What"), filters.what, list(looking_list.WHAT.items())),
        ("nature", _("Kind of structure"), filters.kind, kinds),
        ("commune", _("Commune"), filters.commune, [(code, one.name) for code, one in communes.items()]),
        ("qui", _("Written by"), filters.by, looking_list.writers(*_all(user))),
    ]
    return [dict(zip(("name", "label", "chosen", "values"), choice, strict=True)) for choice in found]


urlpatterns = [path("", index, name="index")]
