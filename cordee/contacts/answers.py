"""How pages that speak of a person are answered: kept by no cache, found by no robot; and «too often»."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from cordee.core.limits import TooMany

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """A view that needs no account by itself, whose answers nobody keeps and no robot lists."""

    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


def too_many(request: HttpRequest, refused: TooMany) -> HttpResponse:
    """429, with the moment from which it is possible again."""
    until = date_format(timezone.localtime(refused.until), "DATETIME_FORMAT")
    response = render(request, "contacts/too_many.html", {"until": until}, status=429)
    response["Retry-After"] = str(refused.seconds)
    return response
