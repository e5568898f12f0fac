"""Every address of the site: French without prefix, English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from cordee.accounts import urls as accounts
from cordee.actions.attachments import urls as attachments
from cordee.portal import urls as portal

handler400 = "cordee.portal.errors.bad_request"
handler403 = "cordee.portal.errors.permission_denied"
handler404 = "cordee.portal.errors.page_not_found"
handler500 = "cordee.portal.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    *portal.machine_patterns,
    *accounts.machine_patterns,
    *attachments.machine_patterns,
    path("animation/", include("cordee.desk.urls")),
]

if settings.CORDEE_DEVELOPMENT:
    urlpatterns += i18n_patterns(
        path("styleguide/", include("cordee.ui.urls")),
        prefix_default_language=False,
    )

urlpatterns += i18n_patterns(
    path("compte/", include("cordee.accounts.urls")),
    path("", include("cordee.organisations.urls")),
    path("", include("cordee.atlas.urls")),
    path("", include("cordee.contacts.urls")),
    path("", include("cordee.actions.urls")),
    path("", include(portal.page_patterns)),
    prefix_default_language=False,
)
