"""What every response carries, whoever wrote the view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivateResponses:
    """What a signed-in person sees is kept by no cache: shared caches are how private pages leak."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response
