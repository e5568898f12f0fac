"""Every address of the site: French without prefix, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtail_admin
from wagtail.documents import urls as wagtail_documents

urlpatterns: list[URLPattern | URLResolver] = [
    path("animation/", include(wagtail_admin)),
    path("documents/", include(wagtail_documents)),
]

urlpatterns += i18n_patterns(
    path("", include("cordee.atlas.urls")),
    prefix_default_language=False,
)
