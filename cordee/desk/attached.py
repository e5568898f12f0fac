"""An image or a document that waits: what is to be shown, where, and the decision on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from cordee.actions.attachments import deciding, shown, words
from cordee.actions.deciding import ChangedSince
from cordee.actions.models import ActionDocument, ActionImage
from cordee.actions.operations import InvalidContent
from cordee.core.text import number_in
from cordee.desk import care, decisions, undoing
from cordee.desk import pages as desk
from cordee.desk.forms import RefusingSheet
from cordee.desk.pages import member
from cordee.desk.sources import SOURCES, title_of
from cordee.moderation import handling


@require_http_methods(["GET", "POST"])
def image(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture that a contributor has added, or whose words she has changed."""
    return _decided(request, "images", pk)


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document that a contributor has added, or whose title she has changed."""
    return _decided(request, "documents", pk)


def _decided(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    row = get_object_or_404(SOURCES[kind].rows(member(request)), pk=pk)
    is_yes = request.POST.get("decision") == "yes"
    refusing = RefusingSheet(request.POST if request.method == "POST" and not is_yes else None)
    if request.method == "POST" and (is_yes or refusing.is_valid()):
        try:
            with undoing.noted(kind, row, title_of(row.action)) as step:
                sentence = _done(request, row, refusing, is_yes=is_yes)
                handling.decided(row)
        except (InvalidContent, ChangedSince, PermissionDenied) as error:
            messages.error(request, str(error))  # what was typed stays
        else:
            messages.success(request, sentence)
            undoing.offer(request, step)
            return HttpResponseRedirect(decisions.onwards(request, row.added_at))
    context = {
        "row": row,
        "title": title_of(row.action),
        "image": shown.image(row) if isinstance(row, ActionImage) else None,
        "document": shown.document(row) if isinstance(row, ActionDocument) else None,
        "said": words.in_order(row, row.words),
        "proposed": words.in_order(row, row.proposed or {}),
        "sheet": reverse("desk-queue:sheet", args=[row.action_id]),
        "refusing": refusing,
        **care.context(request, row, kind=kind),
    }
    return desk.shown(request, "desk/attached.html", title_of(row.action), context, way=[decisions.way()])


def _done(request: HttpRequest, row: Any, refusing: RefusingSheet, *, is_yes: bool) -> str:
    said = number_in(request.POST.get("version"), digits=9)
    version = -1 if said is None else said
    if is_yes:
        deciding.approve(attached=row, by=member(request), version=version)
        return _("It is shown; a letter says so.")
    with override(row.added_by.language if row.added_by else None):
        reason = refusing.reason()
    deciding.refuse(attached=row, by=member(request), version=version, reason=reason, may_undo=True)
    return _("It is not shown; a letter says why.")
