"""The back office's addresses: Wagtail's, with what its sign-in page needs open to all."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as wagtail_admin
from wagtail.admin.views.home import sprite

urlpatterns = [
    path(
        "jsi18n/",
        login_not_required(JavaScriptCatalog.as_view(packages=["wagtail.admin"])),
        name="wagtailadmin_javascript_catalog",
    ),
    path("sprite/", login_not_required(sprite), name="wagtailadmin_sprite"),
    path("", include(wagtail_admin)),
]
