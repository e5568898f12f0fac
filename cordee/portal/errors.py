"""What a program is told where a person would see a page: an address that leads nowhere, a fault of ours."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

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


def _is_program(request: HttpRequest) -> bool:
    return request.path.endswith(_FOR_PROGRAMS)
