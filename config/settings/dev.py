"""One machine, one person trying or developing: what `make start` runs."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import CORDEE_HOME

CORDEE_DEVELOPMENT = True
DEBUG = os.environ.get("CORDEE_DEBUG") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # this machine alone, over HTTP
MAIL_CARRIER = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = CORDEE_HOME / "mail"
