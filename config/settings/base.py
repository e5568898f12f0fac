"""Settings that hold everywhere. `dev`, `test` and `prod` build on them."""

import os
import shlex
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings.accounts import *  # noqa: F403
from config.settings.accounts import SOCIALACCOUNT_PROVIDERS
from cordee.accounts import oidc
from cordee.core.home import home_folder, secret_key
from cordee.territory.basemap import origins
from cordee.territory.instance import load

BASE_DIR = Path(__file__).resolve().parents[2]
CORDEE_HOME = home_folder(os.environ.get("CORDEE_HOME"), default=BASE_DIR / "var")
CORDEE_TERRITORY = Path(os.environ.get("CORDEE_TERRITORY", BASE_DIR / "territories" / "grenoble"))
CORDEE_INDEX = "cordee.atlas.index.sql.SqlIndex"
# Another ground under the live map: see cordee.territory.basemap.
CORDEE_BASEMAP = os.environ.get("CORDEE_BASEMAP", "").strip()
CORDEE_BASEMAP_STYLE = os.environ.get("CORDEE_BASEMAP_STYLE", "").strip()
CORDEE_DEVELOPMENT = False  # the style guide and mail as files
SECRET_KEY = secret_key(os.environ.get("SECRET_KEY"), CORDEE_HOME)
DEBUG = False
ALLOWED_HOSTS: list[str] = []
# Whole addresses start with it, never with the Host header that a visitor sends.
SITE_URL = (os.environ.get("SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}").rstrip("/")

INSTALLED_APPS = [
    "cordee.portal",
    "cordee.desk",
    "cordee.atlas",
    "cordee.actions",
    "cordee.contacts",
    "cordee.organisations",
    "cordee.accounts",
    "cordee.moderation",
    "cordee.journal",
    "cordee.territory",
    "cordee.ui",
    "cordee.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cordee.core.middleware.CompressedText",
    "csp.middleware.CSPMiddleware",
    "cordee.core.middleware.PrivateResponses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "cordee.accounts.gate.Gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cordee.desk.middleware.BackOfficeGuard",
    "cordee.portal.errors.TooLong",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cordee.portal.context.site",
                "cordee.accounts.context.account",
            ],
        },
    }
]

_database: dict[str, Any] = dict(
    dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{CORDEE_HOME / 'cordee.sqlite3'}")
)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: no upgrade of a lock that fails. FULL: an acknowledged row survives a power cut.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;"
        ),
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
# A new connection reads the whole schema and starts with nothing in its cache, on SQLite too.
_database["CONN_MAX_AGE"] = 60
DATABASES = {"default": _database}
# Seconds after which PostgreSQL ends a statement of the web server, see cordee.core.patience; 0: never.
CORDEE_STATEMENT_TIMEOUT = float(os.environ.get("CORDEE_STATEMENT_TIMEOUT") or "30")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "cordee.desk.backends.TeamBackend",
]
CSRF_FAILURE_VIEW = "cordee.portal.errors.form_refused"

# French without prefix, the others under /<language>/; a territory offers some of these.
TERRITORY = load(CORDEE_TERRITORY)
_KNOWN_LANGUAGES = {"fr": _("French"), "en": _("English")}
LANGUAGES = [(code, _KNOWN_LANGUAGES[code]) for code in TERRITORY.languages if code in _KNOWN_LANGUAGES]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["cordee.ui.formats"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES

STATIC_URL = "/static/"
STATIC_ROOT = CORDEE_HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = CORDEE_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cordee.ui.storage.BundledStaticFilesStorage"},
}
# Compressed already, or read by byte range: compressing them again breaks ranges.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("pmtiles", "woff2", "webp", "png", "jpg", "gif", "zip", "gz", "br")

# `default` counts attempts to sign in: in the database, no restart nor second process forgets them.
# In `pictures` only what everybody may see, under the number of the latest change: never a whole answer.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_counters",
        "KEY_FUNCTION": "cordee.core.limits.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pictures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "cordee"},
}

EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
MAIL_CARRIER = "cordee.core.mail.relay.Relay"
DESK_UNDO = timedelta(minutes=10)
DESK_HOLDS_LETTERS = True
"""How long a decision of the team can be undone, and that its letters leave when this is over (ADR 0024)."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

WAGTAIL_SITE_NAME = TERRITORY.name_in(LANGUAGE_CODE)
WAGTAILIMAGES_IMAGE_MODEL = "ui.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "ui.Attachment"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
TAGGIT_CASE_INSENSITIVE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *origins(CORDEE_BASEMAP_STYLE)],
        "font-src": [SELF],
        "connect-src": [SELF, *origins(CORDEE_BASEMAP, CORDEE_BASEMAP_STYLE)],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        # The button that leads to another site is a form: browsers hold where it is sent on against this too.
        "form-action": [SELF, *oidc.origins(SOCIALACCOUNT_PROVIDERS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A file that is too heavy is thrown away while it comes, whoever sends it and wherever.
FILE_UPLOAD_HANDLERS = [
    "cordee.core.uploads.Capped",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A command that looks for viruses in a file: see cordee.actions.attachments.scanning.
CORDEE_SCAN = shlex.split(os.environ.get("CORDEE_SCAN", ""))
# Where the proxy finds files that the application lets it send: see docs/operate.md; empty: it sends them.
CORDEE_SENT_BY_PROXY = os.environ.get("CORDEE_SENT_BY_PROXY", "").strip().rstrip("/")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_links": {"()": "cordee.core.logs.WithoutLinks"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_links"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
