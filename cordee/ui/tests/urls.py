"""The addresses that the base template names, for tests of the slice alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", nothing, name="home"),
    path("marque.css", nothing, name="brand"),
    path("styleguide/", include("cordee.ui.urls")),
]
