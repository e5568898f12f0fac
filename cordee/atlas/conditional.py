"""Answers that a browser keeps and asks after: nothing is computed again while nothing has changed."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import condition

from cordee.journal.queries import last_change

View = Callable[..., HttpResponseBase]


def revalidated(view: View) -> View:
    """Give a visitor's answer an `ETag`, and have it asked after each time; a person's is never kept."""
    answered: View = condition(etag_func=_etag)(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        response = answered(request, *arguments, **named)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return wrapped


def _etag(request: HttpRequest, *_arguments: Any, **_named: Any) -> str | None:
    """What decides the answer: the data, the address with its query, the language, the day, the software.

    The day counts because an action under way lives until today, and exports carry it in their name.
    """
    if request.user.is_authenticated:
        return None
    said = (last_change(), request.get_full_path(), get_language(), localdate(), _software())
    return f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'


@cache
def _software() -> str:
    return version("cordee")
