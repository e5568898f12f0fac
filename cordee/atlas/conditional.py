"""Answers that are kept: a browser asks after its own; what everybody asks first is made once a change."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from importlib.metadata import version
from threading import Lock
from typing import Any

from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import condition

from cordee.journal.queries import mark

View = Callable[..., HttpResponseBase]
_FAR = 2
"""The zooms of tiles that show a world."""
_KEPT = 60 * 60
"""Seconds: a picture that was forgotten costs one more reading, nothing else."""
_KEPT_STATUSES = (200, 204)
_KNOWN = "_cordee_standing"
_LOCKS = tuple(Lock() for _ in range(64))
_PATIENCE = 5.0
"""Seconds to wait for somebody else's picture; who has waited so long makes it, so that no wait adds up."""


def _kept_answers() -> BaseCache:
    return caches["pictures"]


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

    At 100,000 actions such a picture can take seconds: those who ask for the same one meanwhile wait for it.
    What is nearer, or filtered, is as varied as its readers, and cheaper: it is made anew.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        is_opening = not request.GET and named.get("z", 0) <= _FAR
        if not is_opening or request.user.is_authenticated:
            return view(request, *arguments, **named)
        # What such a view reads, and nothing else: it has no words, and no year is asked for.
        data, software, *_elsewhere = _standing(request)
        key = f"made-once-{_digest(view.__name__, sorted(named.items()), data, software)}"
        if (kept := _kept_answers().get(key)) is None:
            with _turn(key):
                kept = _kept_answers().get(key) or _made(view(request, *arguments, **named), key)
        status, content, content_type = kept
        return HttpResponse(content, status=status, content_type=content_type)

    return wrapped


@contextmanager
def _turn(key: str) -> Iterator[None]:
    """One at a time for each picture."""
    lock = _LOCKS[hash(key) % len(_LOCKS)]
    is_mine = lock.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        if is_mine:
            lock.release()


def _made(response: HttpResponse, key: str) -> tuple[int, bytes, str]:
    kept = (response.status_code, response.content, response.headers["Content-Type"])
    if response.status_code in _KEPT_STATUSES:
        _kept_answers().set(key, kept, _KEPT)
    return kept


def _etag(request: HttpRequest, *_arguments: Any, **_named: Any) -> str | None:
    """What decides the answer: the address with its query, and all that does not stand in it."""
    if request.user.is_authenticated:
        return None
    return f'"{_digest(request.get_full_path(), _standing(request))}"'


def _standing(request: HttpRequest) -> tuple[Any, ...]:
    """The data, the software, the language and the day, read once a request.

    The day counts because an action under way lives until today, and exports carry it in their name.
    """
    known: tuple[Any, ...] | None = getattr(request, _KNOWN, None)
    if known is None:
        known = (mark(), _software(), get_language(), localdate())
        setattr(request, _KNOWN, known)
    return known


def _digest(*said: Any) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


@cache
def _software() -> str:
    return version("cordee")
