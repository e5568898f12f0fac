"""The queue: one list of all that waits, filtered, with sheets that can be approved several at once."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.desk import attached, bulk, care, decisions, report, sheet, undoing, waiting
from cordee.desk.pages import member, shown
from cordee.desk.sources import SOURCES

_PAGE = 50


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All that waits; a POST approves the sheets that were ticked."""
    filters = waiting.Filters.of(request.GET)
    if request.method == "POST":
        outcome = bulk.approve(by=member(request), picked=request.POST.getlist("fiche"))
        bulk.tell(request, outcome)
        undoing.offer(request, *outcome.steps)
        return HttpResponseRedirect(f"?{urlencode(filters.said())}")
    page = Paginator(waiting.queue(member(request), filters), _PAGE).get_page(request.GET.get("p"))
    numbers = waiting.counts(member(request))
    context = {
        "page": page,
        "kinds": [(code, source.label, numbers[code]) for code, source in SOURCES.items()],
        "total": sum(numbers.values()),
        "filters": filters,
        "whose": waiting.whose(member(request)),
        "asked": urlencode(filters.said()),
        "can_approve": any(line.version for line in page.object_list),
    }
    return shown(request, "desk/queue.html", _("Queue"), context)


urlpatterns = [
    path("", index, name="index"),
    path("rattachements/<int:pk>/", decisions.membership, name="membership"),
    path("structures/<int:pk>/", decisions.structure, name="structure"),
    path("fiches/<int:pk>/", sheet.sheet, name="sheet"),
    path("images/<int:pk>/", attached.image, name="image"),
    path("documents/<int:pk>/", attached.document, name="document"),
    path("signalements/<int:pk>/", report.report, name="report"),
    path("annuler/", undoing.undo, name="undo"),
    path("<slug:kind>/<int:pk>/suivi/", care.care, name="care"),
]
