"""The back office's addresses: Wagtail's, with what its sign-in page needs open to all."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as wagtail_admin
from wagtail.admin.views.home import sprite


def _to_the_one_door(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in page knows no second factor: there is one door for all."""
    return redirect_to_login(request.GET.get("next", ""), login_url=reverse("account_login"))


def _to_the_one_way_out(_request: HttpRequest) -> HttpResponse:
    """As it was sent: whoever came in through another site leaves that one too."""
    return redirect("account_logout", preserve_request=True)


def _to_my_account(_request: HttpRequest) -> HttpResponse:
    """Wagtail's own page would change an address without proof: one's account is on the site."""
    return redirect("account_about_you")


urlpatterns = [
    path(
        "jsi18n/",
        login_not_required(JavaScriptCatalog.as_view(packages=["wagtail.admin"])),
        name="wagtailadmin_javascript_catalog",
    ),
    path("sprite/", login_not_required(sprite), name="wagtailadmin_sprite"),
    path("login/", login_not_required(_to_the_one_door), name="wagtailadmin_login"),
    path("logout/", _to_the_one_way_out, name="wagtailadmin_logout"),
    path("account/", _to_my_account, name="wagtailadmin_account"),
    path("", include(wagtail_admin)),
]
