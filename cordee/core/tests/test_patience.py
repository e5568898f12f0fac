"""Statements are bound on PostgreSQL alone, and what the operator says wins."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connections
from django.test import override_settings

from cordee.core.patience import limit_statements, was_too_long

POSTGRESQL = "django.db.backends.postgresql"


def limited(seconds: float, **database: Any) -> dict[str, Any]:
    """The settings of a database once its statements are bound."""
    known = {"default": database}
    with patch.object(connections, "settings", known), override_settings(CORDEE_STATEMENT_TIMEOUT=seconds):
        limit_statements()
    return database


def test_postgresql_is_told_in_milliseconds() -> None:
    assert limited(0.5, ENGINE=POSTGRESQL)["OPTIONS"] == {"options": "-c statement_timeout=500"}


def test_what_the_operator_gives_comes_last_and_wins() -> None:
    database = limited(30, ENGINE=POSTGRESQL, OPTIONS={"options": "-c statement_timeout=9s", "sslmode": "x"})
    assert database["OPTIONS"]["options"] == "-c statement_timeout=30000 -c statement_timeout=9s"
    assert database["OPTIONS"]["sslmode"] == "x"


@pytest.mark.parametrize(("seconds", "engine"), [(0, POSTGRESQL), (30, "django.db.backends.sqlite3")])
def test_nothing_is_bound_at_zero_nor_on_sqlite(seconds: float, engine: str) -> None:
    assert limited(seconds, ENGINE=engine) == {"ENGINE": engine}


def test_only_a_statement_that_was_cut_is_too_long() -> None:
    class Canceled(Exception):
        sqlstate = "57014"

    class Deadlock(Exception):
        sqlstate = "40P01"

    error = DatabaseError("canceling statement due to statement timeout")
    assert not was_too_long(error)
    error.__cause__ = Deadlock()
    assert not was_too_long(error)
    error.__cause__ = Canceled()
    assert was_too_long(error)
