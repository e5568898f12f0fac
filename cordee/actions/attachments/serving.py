"""The files themselves: sent to whoever may see their sheet, as exactly what they are."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cordee.accounts.models import User
from cordee.actions.attachments import permissions
from cordee.actions.enums import DocumentType
from cordee.actions.models import ActionDocument, ActionImage
from cordee.core import shelf
from cordee.core.text import slug_of

log = logging.getLogger(__name__)
KEPT = "public, max-age=600"
"""Ten minutes after it was taken away, nobody has it from a cache any more."""
POLICY = "default-src 'none'; sandbox"
IMAGE = "image/webp"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    DocumentType.PDF: "application/pdf",
    DocumentType.ODT: f"{_OPEN_DOCUMENT}text",
    DocumentType.ODS: f"{_OPEN_DOCUMENT}spreadsheet",
    DocumentType.ODP: f"{_OPEN_DOCUMENT}presentation",
    DocumentType.DOCX: f"{_OFFICE}wordprocessingml.document",
    DocumentType.XLSX: f"{_OFFICE}spreadsheetml.sheet",
    DocumentType.PPTX: f"{_OFFICE}presentationml.presentation",
    DocumentType.CSV: "text/csv; charset=utf-8",
    DocumentType.TEXT: "text/plain; charset=utf-8",
}


@login_not_required
@require_safe
def image(request: HttpRequest, token: str, width: int) -> HttpResponseBase:
    """An image in one of its widths."""
    row = _seen(request, ActionImage, token)
    if width not in row.widths:
        raise Http404
    return _sent(request, row, f"{width}.webp", IMAGE, "")


@login_not_required
@require_safe
def document(request: HttpRequest, token: str) -> HttpResponseBase:
    """A document, to be kept and opened outside of the site."""
    row = _seen(request, ActionDocument, token)
    called = f"{slug_of(row.title, default='document')}.{row.type}"
    return _sent(request, row, f"document.{row.type}", MEDIA_TYPES[DocumentType(row.type)], called)


def _seen(request: HttpRequest, model: Any, token: str) -> Any:
    """The row, for whoever may see it: for all others there is nothing here."""
    rows = model._default_manager.select_related("action").filter(token=token)
    row = permissions.seen_by(request.user, rows).first()
    if row is None and isinstance(request.user, User):
        row = rows.first()
        if row and not permissions.may_see(request.user, row, row.action):
            row = None
    if row is None:
        raise Http404
    return row


def _sent(
    request: HttpRequest, row: ActionImage | ActionDocument, name: str, kind: str, called: str
) -> HttpResponseBase:
    is_public, etag = permissions.is_public(row, row.action), f'"{row.token}-{name}"'
    if is_public and (known := get_conditional_response(request, etag=etag)):
        return known
    response = _by_proxy(row, name, kind) if settings.CORDEE_SENT_BY_PROXY else _by_us(row, name, kind)
    disposition = content_disposition_header(as_attachment=bool(called), filename=called)
    if disposition:
        response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = KEPT if is_public else "private, no-store"
    if not is_public:
        response["X-Robots-Tag"] = "noindex"
        return response
    response["ETag"] = etag
    return response


def _by_proxy(row: ActionImage | ActionDocument, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content_type=kind)
    response["X-Accel-Redirect"] = f"{settings.CORDEE_SENT_BY_PROXY}/{shelf.location(row.token, name)}"
    return response


def _by_us(row: ActionImage | ActionDocument, name: str, kind: str) -> HttpResponseBase:
    try:
        return FileResponse(shelf.path(row.token, name).open("rb"), content_type=kind)
    except OSError as missing:
        log.warning("The file %s of attachment %s is not on the disk.", name, row.pk)
        raise Http404 from missing
