"""Answers that leave no earlier than a fixed moment: how long they took tells nothing about an address."""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

View = Callable[..., HttpResponse]


def paced(view: View) -> View:
    """What is posted to this view is answered after `CORDEE_PACE` seconds at least, or fails then.

    Not a refusal for too many requests: it knows no account, and a flood must not keep the server waiting.
    Whatever is posted, sense or not, counts for the machine that it comes from: each holds a worker up.
    """

    @wraps(view)
    def steady(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if (refusal := ratelimit.consume_or_429(request, action="paced")) is not None:
            turned_away: HttpResponse = refusal
            return turned_away
        began, refused = time.monotonic(), False
        try:
            response = view(request, *args, **kwargs)
            refused = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            return response
        finally:
            if not refused:
                _wait(settings.CORDEE_PACE - (time.monotonic() - began))

    return steady


def _wait(seconds: float) -> None:
    if seconds > 0:
        time.sleep(seconds)
