"""The one screen of a sheet: what is to be judged, and every act; what is typed is never lost."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.actions import contact_cards, permissions, queries
from cordee.actions.attachments import shown as attached
from cordee.actions.models import Action
from cordee.core.text import number_in
from cordee.desk import care, decisions, looking_list, sheet_dossier, undoing
from cordee.desk.pages import member, shown
from cordee.desk.sheet_acts import ACTS, Asked, NotDone, offered, perform
from cordee.desk.sheet_dossier import SheetDossier
from cordee.desk.sources import SOURCES, title_of

_REVISION = "restore"


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Any sheet of one's remit, in whatever state."""
    action = _found(request, pk)
    code = request.POST.get("act", "")
    if request.method != "POST":
        return _page(request, action)
    if code not in ACTS:
        messages.error(request, _("Choose what is to be done with the sheet."))
        return HttpResponseRedirect(request.get_full_path())
    form = _form(code, action, request.POST)
    if not form.is_valid():
        return _page(request, action, {code: form})
    since = _since(request, action)
    try:
        step = perform(code, Asked(action, member(request), _version(request), form), title_of(action))
    except NotDone as error:
        form.add_error(None, str(error))
        return _page(request, _found(request, pk), {code: form}, status=409 if error.is_late else 200)
    here = reverse("desk-queue:sheet", args=[pk])
    if step:
        undoing.offer(request, step)
    messages.success(request, str(ACTS[code].done) % _named(action))
    return HttpResponseRedirect(_onwards(request, since) if ACTS[code].goes_on else here)


def _page(
    request: HttpRequest, action: Action, typed: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    for form in (typed or {}).values():  # said at the top too: the form may be far below
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    dossier = sheet_dossier.of(action, viewer=member(request))
    codes = offered(action, dossier.why, has_versions=bool(dossier.versions))
    codes += [code for code in typed or {} if code not in codes]
    known = _forms(codes, dossier, typed or {})
    context = {
        "dossier": dossier,
        "acts": [{"code": code, "act": ACTS[code], "form": known[code]} for code in codes],
        "images": attached.images(action),
        "documents": attached.documents(action),
        "people": contact_cards.of_action(action.pk, member(request)),
        "correct": reverse("edit_action", args=[action.slug]),
        **care.context(request, action, kind="fiches"),
    }
    way = looking_list.way() if looking_list.is_from(request.GET) else decisions.way()
    return shown(request, "desk/sheet.html", dossier.title, context, way=[way], status=status)


def _forms(codes: list[str], dossier: SheetDossier, typed: Mapping[str, Any]) -> dict[str, Any]:
    """A form for each act; the one that was sent keeps its words."""
    choices = [(version.number, version.said) for version in dossier.versions]
    known = {}
    for code in codes:
        more = {"versions": choices} if code == _REVISION else {}
        known[code] = typed.get(code) or ACTS[code].form(auto_id=f"{code}-%s", **more)
    return known


def _form(code: str, action: Action, posted: Any) -> Any:
    if code != _REVISION:
        return ACTS[code].form(posted, auto_id=f"{code}-%s")
    kept = [(version.number, version.said) for version in sheet_dossier.earlier(action)]
    return ACTS[code].form(posted, auto_id=f"{code}-%s", versions=kept)


def _found(request: HttpRequest, pk: int) -> Action:
    rows = queries.with_everything(permissions.moderated_by(member(request)))
    return get_object_or_404(rows.select_related("lead", "latest_revision"), pk=pk)


def _version(request: HttpRequest) -> int:
    """The version that was read; one that no sheet has, where nothing readable is sent."""
    return number_in(request.POST.get("version"), digits=9) or 0


def _since(request: HttpRequest, action: Action) -> Any:
    """The place of the sheet in the list one comes from, read before it leaves it."""
    if looking_list.is_from(request.GET):
        return looking_list.moment_of(action)
    rows = SOURCES["fiches"].rows(member(request)).filter(pk=action.pk)
    return rows.values_list("waits_since", flat=True).first() or timezone.now()


def _onwards(request: HttpRequest, since: Any) -> str:
    if looking_list.is_from(request.GET):
        return looking_list.next_url(member(request), request.GET, since=since)
    return decisions.onwards(request, since)


def _named(action: Action) -> dict[str, str]:
    return {"title": title_of(action)}
