"""An empty database filled with generated actions."""

import time
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connections

from cordee.actions.models import Action


@dataclass(frozen=True, slots=True)
class Prepared:
    """What it took."""

    database: str
    seconds: float


def database(actions: int, seed: int) -> Prepared:
    """Migrate, generate, gather the static files; refuses a database that holds anything."""
    call_command("migrate", interactive=False, verbosity=0)
    if Action.objects.exists():
        raise SystemExit("The bench wants an empty database: give --database the URL of another one.")
    started = time.perf_counter()
    call_command("generate", actions=actions, seed=seed)
    seconds = time.perf_counter() - started
    call_command("start", prepare_only=True)
    name = _name()
    connections.close_all()
    return Prepared(name, seconds)


def _name() -> str:
    connection = connections["default"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}"
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
