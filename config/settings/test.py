"""The tests: in-memory SQLite unless DATABASE_URL says otherwise, fast hashing, a home of their own."""

import os
import tempfile

os.environ["CORDEE_HOME"] = tempfile.mkdtemp(prefix="cordee-test-")

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES, TEMPLATES
from tests.undefined import Undefined

CORDEE_DEVELOPMENT = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
WAGTAILADMIN_BASE_URL = "http://testserver"
