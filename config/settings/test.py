"""The tests: SQLite unless DATABASE_URL says otherwise, fast hashing, a home of their own."""

import atexit
import os
import shutil
import tempfile

os.environ["CORDEE_HOME"] = tempfile.mkdtemp(prefix="cordee-test-")
atexit.register(shutil.rmtree, os.environ["CORDEE_HOME"], ignore_errors=True)

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import CACHES, CORDEE_HOME, DATABASES, STORAGES, TEMPLATES  # noqa: E402
from tests.undefined import Undefined  # noqa: E402

CORDEE_DEVELOPMENT = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # browsers of tests speak HTTP to this machine
CORDEE_PACE = 0.0  # tests do not wait; its own tests set it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_CARRIER = "django.core.mail.backends.locmem.EmailBackend"
DESK_HOLDS_LETTERS = False  # journeys read letters at once; the tests of undoing set it
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# A change that a test takes back leaves its number to the next one: nothing may be kept under it.
CACHES = CACHES | {"pictures": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file: the threads of a browser test lock each other out of a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(CORDEE_HOME / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
# Tests quote the msgids: they hold whatever a translator mends. `make check` proves the catalogues complete.
LOCALE_PATHS = []
