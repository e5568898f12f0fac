"""One report on a sheet: what somebody says, what the sheet says, and what was done."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from cordee.actions import differences, permissions, queries, reports
from cordee.actions.models import Action, Report
from cordee.actions.operations import InvalidContent
from cordee.desk import care, decisions, undoing
from cordee.desk.forms import Settling
from cordee.desk.pages import member, shown
from cordee.desk.sources import title_of
from cordee.moderation import handling


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a sheet of one's remit; one that is settled is shown with what was done."""
    mine = permissions.moderated_by(member(request))
    rows = Report.objects.filter(action__in=mine.values("pk")).select_related("by", "settled_by")
    known = get_object_or_404(rows, pk=pk)
    form = Settling(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with undoing.noted("signalements", known, _title(known)) as step:
                reports.settle(report=known, by=member(request), reason=_reason(form))
                handling.decided(known)
        except (InvalidContent, PermissionDenied) as error:
            messages.error(request, str(error))  # what was typed stays
        else:
            undoing.offer(request, step)
            messages.success(request, _("The report is settled; who left an address reads what was done."))
            return HttpResponseRedirect(decisions.onwards(request, known.at))
    action = queries.with_everything(Action.objects.filter(pk=known.action_id)).get()
    context = {
        "report": known,
        "action": action,
        "title": title_of(action),
        "parts": differences.whole(queries.content_of(action)),
        "sheet": reverse("desk-queue:sheet", args=[action.pk]),
        "correct": reverse("edit_action", args=[action.slug]),
        "form": form,
        **care.context(request, known, kind="signalements"),
    }
    return shown(request, "desk/report.html", title_of(action), context, way=[decisions.way()])


def _title(known: Report) -> str:
    return title_of(Action.objects.prefetch_related("texts").get(pk=known.action_id))


def _reason(form: Settling) -> str:
    """In the first language of the territory: nobody knows that of who wrote."""
    with override(settings.LANGUAGE_CODE):
        return form.reason()
