"""Production, behind a proxy that speaks TLS: `SECRET_KEY`, `ALLOWED_HOSTS` and `SITE_URL` must be given."""

import os

from django.core.exceptions import ImproperlyConfigured

for _name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"):
    if not os.environ.get(_name):
        raise ImproperlyConfigured(
            f"Set the environment variable {_name}: production does not start without it."
        )

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import SITE_URL, SOCIALACCOUNT_PROVIDERS, TERRITORY  # noqa: E402
from cordee.accounts import oidc  # noqa: E402

ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL}: in production it must begin with https://.")
for _origin in oidc.origins(SOCIALACCOUNT_PROVIDERS):
    if not _origin.startswith("https://"):
        raise ImproperlyConfigured(f"OIDC_ISSUER begins with {_origin}: in production, with https://.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the address that the proxy writes last in X-Forwarded-For is the visitor's
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_SSL_HOST = SITE_URL.removeprefix("https://")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = os.environ.get("HSTS_PRELOAD", "1") == "1"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "0") == "1"
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "0" if EMAIL_USE_SSL else "1") == "1"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM", TERRITORY.email)
