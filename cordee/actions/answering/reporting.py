"""Anybody tells the team that a sheet is wrong, or what is missing: no account, no third party."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.accounts import visitors
from cordee.accounts.models import User
from cordee.actions import queries, reports
from cordee.actions.answering import by_hand
from cordee.actions.answering.forms import Telling
from cordee.actions.answering.waiting import told, until
from cordee.actions.enums import ReportKind
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.actions.permissions import NotAllowed
from cordee.contacts.answers import personal
from cordee.core.limits import TooMany

RECORDED = "recu"
"""What the address holds once a message is taken."""


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, what it answers, and the page after it. A sheet that one does not see is not there."""
    visible = queries.visible_to(request.user).select_related("lead").prefetch_related("texts")
    action = get_object_or_404(visible, slug=slug)
    if request.method == "POST":
        return _sent(request, action)
    if RECORDED in request.GET:
        return render(request, "actions/answering/reported.html", _context(request, action))
    form = Telling(initial={"kind": ReportKind.REPORT}, asks_address=not _is_known(request))
    return _page(request, action, form, since=by_hand.opened(slug))


def _sent(request: HttpRequest, action: Action) -> HttpResponse:
    form = Telling(request.POST, asks_address=not _is_known(request))
    since, refused = request.POST.get(by_hand.SINCE, ""), None
    if request.POST.get(by_hand.TRAP):
        return _taken(action)  # a machine is told nothing that it could learn from
    if by_hand.is_hasty(since, action.slug):
        form.add_error(None, _("That was very fast. Read what you wrote, then send it again."))
    elif not by_hand.is_known(since, action.slug):
        form.add_error(None, _("This page was open for a long time. Send your message again."))
        since = by_hand.opened(action.slug)
    elif form.is_valid():
        refused = _report(request, action, form)
        if form.is_valid():
            return _taken(action)
    status = 429 if refused else 422
    return told(_page(request, action, form, since=since, status=status), refused)


def _report(request: HttpRequest, action: Action, form: Telling) -> TooMany | None:
    """Write it down; what keeps it from being written stands in the form."""
    said = form.cleaned_data
    try:
        reports.report(
            action=action,
            viewer=request.user,
            kind=ReportKind(said["kind"]),
            text=said["text"],
            key=visitors.key_of(request),
            email=said.get("email", ""),
        )
    except InvalidContent as wrong:
        for problem in wrong.problems:
            form.add_error(None, problem)
    except NotAllowed as hidden:
        raise Http404 from hidden
    except TooMany as refused:
        form.add_error(None, until(refused))
        return refused
    return None


def _taken(action: Action) -> HttpResponse:
    return redirect(f"{reverse('report_action', args=[action.slug])}?{RECORDED}=1")


def _page(
    request: HttpRequest, action: Action, form: Telling, *, since: str, status: int = 200
) -> HttpResponse:
    context = _context(request, action) | {"form": form, "since": since}
    return render(request, "actions/answering/report.html", context, status=status)


def _context(request: HttpRequest, action: Action) -> dict[str, object]:
    return {
        "action": action,
        "text": queries.text_in(action, request.LANGUAGE_CODE),
        "is_known": _is_known(request),
    }


def _is_known(request: HttpRequest) -> bool:
    return isinstance(request.user, User)
