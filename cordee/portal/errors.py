"""What a program is told where a person sees a page: nothing here, not allowed, too long, a fault of ours.

A program is known by an address that ends as data do, or by asking for JSON rather than for a page.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import csrf, defaults

from cordee.core.patience import was_too_long
from cordee.core.sent import texts_in

_FOR_PROGRAMS = (".json", ".mvt", ".svg", ".csv", ".xlsx", ".geojson")
_JSON = ("application/json", "application/geo+json", "application/problem+json")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404, as a page or as a sentence in JSON."""
    told = _("There is nothing at this address.")
    if typed := texts_in(request):
        context = {"typed": typed}
        return _told(request, 404, told, lambda: render(request, "404_typed.html", context, status=404))
    return _told(request, 404, told, lambda: defaults.page_not_found(request, exception))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """403, as a page or as the reason in JSON."""
    told = str(exception) or _(
        "This is not open to you. If you think that you should see it, write to the team."
    )
    return _told(request, 403, told, lambda: defaults.permission_denied(request, exception))


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """403 for what is sent without the secret mark of a form: a program is told to read instead."""
    told = _("Nothing was recorded: what was sent has no valid mark of a form (CSRF). Read with GET or HEAD.")
    return _told(request, 403, told, lambda: csrf.csrf_failure(request, reason))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400 for what cannot be read at all; a wrong parameter of the atlas is told by the atlas."""
    told = _("The server could not read this request: its address, its host or its content is damaged.")
    return _told(request, 400, told, lambda: defaults.bad_request(request, exception))


def server_error(request: HttpRequest, *_arguments: Any) -> HttpResponseBase:
    """500, as a page that needs nothing or as a sentence in JSON."""
    told = _("Something broke on our side. The fault is in our log; try again in a few minutes.")
    return _told(request, 500, told, lambda: defaults.server_error(request))


def _told(
    request: HttpRequest, status: int, sentence: str, page: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    response = JsonResponse({"error": sentence}, status=status) if _is_program(request) else page()
    patch_vary_headers(response, ["Accept"])
    return response


class TooLong:
    """503 where the database ended a statement: the question can be narrowed, nothing is broken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Leave any other exception to Django."""
        if not was_too_long(exception):
            return None
        told = _("The answer takes too long to find. Narrow the question, or try again later.")
        response = _told(request, 503, told, lambda: HttpResponse(render_to_string("503.html"), status=503))
        response["Cache-Control"] = "no-store"
        return response


def _is_program(request: HttpRequest) -> bool:
    """A browser names HTML first; «*/*» alone says nothing, and gets the page."""
    return request.path.endswith(_FOR_PROGRAMS) or (
        request.get_preferred_type(["text/html", "application/xhtml+xml", *_JSON]) in _JSON
    )
