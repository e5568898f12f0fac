"""What all the pages of the desk have in common: their frame, who looks, the offer to undo."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from cordee.accounts.models import User

_UNDO = "desk-undo"
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
    frame = {"header_title": title, "breadcrumbs_items": crumbs, "undo": request.session.pop(_UNDO, None)}
    return render(request, template, {**context, **frame}, status=status)


def offer_undo(request: HttpRequest, *, url: str, label: str, fields: Mapping[str, str | int]) -> None:
    """The next page shows a button that posts these fields there. Kept on the server: nobody writes it."""
    said = {name: str(value) for name, value in fields.items()}
    request.session[_UNDO] = {"url": url, "label": label, "fields": said}
