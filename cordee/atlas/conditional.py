"""Answers that are kept: a browser asks after its own; what everybody asks first is made once a change."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from importlib.metadata import version
from typing import Any

from django.core.cache import cache as kept_answers
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import condition

from cordee.journal.queries import last_change

View = Callable[..., HttpResponseBase]
_FAR = 2
"""The zooms of tiles that show a world."""
_KEPT = 600
"""Seconds: a forgotten answer costs one more reading, nothing else."""


def revalidated(view: View) -> View:
    """Give a visitor's answer an `ETag`, and have it asked after each time; a person's is never kept."""
    answered: View = condition(etag_func=_etag)(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        response = answered(request, *arguments, **named)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return wrapped


def made_once(view: Callable[..., HttpResponse]) -> View:
    """Make a visitor's picture of the world, without any filter, once a change: every visit opens with it.

    At 100,000 actions the world's tiles and its poster take a second of processor. What is nearer, or
    filtered, is as varied as its readers, and cheaper: it is made anew.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        is_opening = not request.GET and named.get("z", 0) <= _FAR
        key = _etag(request) if is_opening else None
        if key is None:
            return view(request, *arguments, **named)
        if (kept := kept_answers.get(key)) is None:
            made = view(request, *arguments, **named)
            kept = (made.status_code, made.content, made.headers["Content-Type"])
            kept_answers.set(key, kept, _KEPT)
        status, content, content_type = kept
        return HttpResponse(content, status=status, content_type=content_type)

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
