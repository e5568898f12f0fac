"""What every response carries, whoever wrote the view."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/ld+json",
    "application/xml",
    "application/vnd.mapbox-vector-tile",
    "image/svg+xml",
)


class PrivateResponses:
    """What a signed-in person sees is kept by no cache: shared caches are how private pages leak.

    The cookie tells, not the account: no query is made, so `/healthz` answers while the database does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            response["Cache-Control"] = "private, no-store"
        return response


class CompressedText(GZipMiddleware):
    """Compress what is text or a tile, for those who take it; pictures and workbooks are compressed already.

    Django's own middleware adds a random length, so that the size tells nothing of a secret in the page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress it, or leave it."""
        if not response.get("Content-Type", "").startswith(_COMPRESSIBLE):
            return response
        return super().process_response(request, response)
