"""A test that empties the tables puts back what migrations wrote (`-p tests.rollback`).

Django lets it leave them empty: the next such test on the worker then fails, or not, by the order of the day.
"""

from collections.abc import Iterable

import pytest

EMPTYING = frozenset({"transactional_db", "live_server"})


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Refuse to start with a test that would leave the tables empty."""
    if leaving := [item.nodeid for item in items if leaves_tables_empty(item)]:
        raise pytest.UsageError(
            "Say serialized_rollback=True beside transaction=True (or ask for"
            " django_db_serialized_rollback) in: " + ", ".join(leaving)
        )


def leaves_tables_empty(item: pytest.Item) -> bool:
    """Does the test end by emptying every table, and nothing fills those of the migrations again?"""
    fixtures = set(getattr(item, "fixturenames", ()))
    asked = {name.removeprefix("django_db_") for name in fixtures}
    for marker in item.iter_markers("django_db"):
        asked |= {name for name, value in marker.kwargs.items() if value}
    empties = bool(asked & {"transaction", "reset_sequences"} or fixtures & EMPTYING)
    return empties and "serialized_rollback" not in asked
