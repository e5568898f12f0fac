"""System checks on what Cordée stands on."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

SAFE_SQLITE = (3, 51, 3)


@register()
def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    """SQLite before 3.51.3 can corrupt a WAL database when it is reset (sqlite.org, release 3.51.3)."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"] or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can corrupt the database (WAL-reset bug, mended in 3.51.3).",
            hint="Install the pysqlite3 wheel (requirements/run.txt) and import «config» before Django.",
            id="cordee.E001",
        )
    ]
