"""What is told to a person, and to a program: nothing there, a fault of ours, a question too long."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from cordee.core.patience import was_too_long

_FOR_PROGRAMS = (".json", ".mvt", ".csv", ".xlsx", ".geojson")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404, as a page or as a sentence in JSON."""
    if _is_program(request):
        return JsonResponse({"error": _("There is nothing at this address.")}, status=404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest, *_arguments: Any) -> HttpResponseBase:
    """500, as a page that needs nothing or as a sentence in JSON."""
    if _is_program(request):
        message = _("Something broke on our side. The fault is in our log; try again in a few minutes.")
        return JsonResponse({"error": message}, status=500)
    return defaults.server_error(request)


class TooLong:
    """503 where the database ended a statement: the question can be narrowed, nothing is broken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Leave any other exception to Django."""
        if not was_too_long(exception):
            return None
        if _is_program(request):
            message = _("The answer takes too long to find. Narrow the question, or try again later.")
            response: HttpResponse = JsonResponse({"error": message}, status=503)
        else:
            response = HttpResponse(render_to_string("503.html"), status=503)
        response["Cache-Control"] = "no-store"
        return response


def _is_program(request: HttpRequest) -> bool:
    return request.path.endswith(_FOR_PROGRAMS)
