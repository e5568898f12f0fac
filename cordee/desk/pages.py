"""What all the pages of the desk have in common: their frame, who looks, the offer to undo."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise

from cordee.accounts.models import User

UNDO = "desk-undos"
"""Where a session keeps what may be undone, see `cordee.desk.undoing`."""
Step = tuple[str, str | Promise]
"""An address of the way that leads to a page, and its name."""


def member(request: HttpRequest) -> User:
    """Who is at the desk: BackOfficeGuard has let only the team come here."""
    assert isinstance(request.user, User)  # noqa: S101  # what the guard has seen
    return request.user


def shown(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    *,
    way: Sequence[Step] = (),
    status: int = 200,
) -> HttpResponse:
    """A page in Wagtail's frame, with the way that leads to it."""
    crumbs = [{"url": url, "label": label} for url, label in (*way, ("", title))]
    frame = {"header_title": title, "breadcrumbs_items": crumbs, "undos": undos(request)}
    return render(request, template, {**context, **frame}, status=status)


def undos(request: HttpRequest) -> list[dict[str, Any]]:
    """What one has decided and may still undo, the latest first. Kept on the server: nobody writes it."""
    now = timezone.now()
    kept: list[dict[str, Any]] = request.session.get(UNDO, [])
    found = [one for one in kept if datetime.fromisoformat(one["until"]) > now]
    if found != kept:
        request.session[UNDO] = found
    return found
