"""How long a visitor's question may keep the database busy. Commands and the worker take their time."""

from django.conf import settings
from django.db import connections

_CUT = "57014"  # PostgreSQL's query_canceled


def limit_statements() -> None:
    """Have PostgreSQL end each statement of this process after a while; only a web server calls this.

    An address of the site can ask anything of the atlas: one that takes minutes would hold a thread for
    minutes, and a few of them all threads. It counts per statement: a long export is many short ones.
    """
    seconds = settings.CORDEE_STATEMENT_TIMEOUT
    for name in connections:
        database = connections.settings[name]
        if seconds and database["ENGINE"] == "django.db.backends.postgresql":
            options = database.setdefault("OPTIONS", {})
            # Before those of the operator: a timeout of theirs wins.
            given = options.get("options", "")
            options["options"] = f"-c statement_timeout={round(seconds * 1000)} {given}".strip()


def was_too_long(error: BaseException) -> bool:
    """The database ended a statement that took too long."""
    return getattr(error.__cause__, "sqlstate", "") == _CUT
