"""The empty database of the tests is migrated once for each state of the migrations, then copied.

On SQLite alone: two hundred migrations take half a minute, a copy of their result a moment. It lies in the
folder for temporary files, for its owner's eyes, under a name drawn from all that makes it.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

ROOT = Path(__file__).parents[1]
MADE_OF = ("cordee/**/migrations/*.py", "config/settings/*.py", "requirements/dev.txt")


def pytest_configure(config: pytest.Config) -> None:
    """Come after pytest-django, whose fixture of the same name this one replaces."""
    config.pluginmanager.register(Fixtures(), "cordee-fresh-database")


class Fixtures:
    """What tests ask for."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(
        cls, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
    ) -> Iterator[None]:
        """The databases: copied where that was made before, else migrated and kept."""
        for before in ("django_test_environment", "django_db_modify_db_settings"):
            request.getfixturevalue(before)
        with django_db_blocker.unblock():
            kept = template()
            is_file = connection.vendor == "sqlite"
            if is_known := is_file and kept.exists():
                shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])
            made = setup_databases(verbosity=0, interactive=False, keepdb=is_known)
            if is_file and not is_known:
                keep(kept)
        yield
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def template() -> Path:
    """Where the migrated database is kept."""
    said = hashlib.sha256()
    for file in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        said.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    said.update(repr(settings.LANGUAGES).encode() + str(settings.CORDEE_TERRITORY).encode())
    folder = Path(tempfile.gettempdir()) / f"cordee-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise pytest.UsageError(f"{folder} belongs to somebody else.")
    return folder / f"{said.hexdigest()[:32]}.sqlite3"


def keep(path: Path) -> None:
    """Put a copy of the database there, whole or not at all."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.replace(path)
