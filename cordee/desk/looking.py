"""The list of what is to be looked at, and several sheets seen in one act."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.actions.labels import label
from cordee.desk import bulk, looking_list
from cordee.desk.pages import member, shown
from cordee.organisations.enums import Kind
from cordee.territory import instance

_PAGE = 50


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The list; a POST says of those that were ticked that they are seen."""
    filters = looking_list.Filters.of(request.GET)
    if request.method == "POST":
        bulk.tell(request, bulk.seen(by=member(request), picked=request.POST.getlist("fiche")))
        return HttpResponseRedirect(f"?{urlencode(filters.said())}")
    rows = looking_list.rows(member(request), filters)
    page = Paginator(rows, _PAGE).get_page(request.GET.get("p"))
    language = get_language() or ""
    context = {
        "page": page,
        "lines": looking_list.lines(page.object_list, filters),
        "filters": filters,
        "asked": urlencode(filters.said()),
        "most": bulk.MOST,
        "whats": list(looking_list.WHAT.items()),
        "kinds": [(code, label("nature", code, language)) for code in Kind.values],
        "communes": [(code, commune.name) for code, commune in instance.current().communes.items()],
        "writers": looking_list.writers(member(request)),
    }
    return shown(request, "desk/looking.html", _("To look at"), context)


urlpatterns = [path("", index, name="index")]
