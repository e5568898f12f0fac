"""The back office is closed by default: what is not allowed by name does not exist, and nothing writes."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cordee.desk.policy import CONTENT_SECURITY, is_readable, is_writable

PREFIX = "animation/"
SAFE = ("GET", "HEAD", "OPTIONS")


class BackOfficeGuard:
    """Stands before every view of Wagtail's admin, those that a later version will add among them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and match.route.startswith(PREFIX):
            setattr(response, "_csp_replace", CONTENT_SECURITY)  # noqa: B010  # what django-csp reads
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """404 for a page that is not offered or for who is not of the team, 403 for an act of others."""
        match = request.resolver_match
        if match is None or not match.route.startswith(PREFIX):
            return
        if request.user.is_authenticated and not request.user.is_staff:
            raise Http404
        if request.method not in SAFE and not is_writable(match.view_name):
            raise PermissionDenied(
                _("The back office shows; it does not write. Use the commands of the team.")
            )
        if request.method in SAFE and not is_readable(match.view_name):
            raise Http404
