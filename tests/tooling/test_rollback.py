"""The guard against tests that empty the tables sees what it must, and only that."""

from types import SimpleNamespace
from typing import cast

import pytest

from tests.rollback import leaves_tables_empty, pytest_collection_modifyitems


def item(*fixtures: str, **marks: bool) -> pytest.Item:
    marker = pytest.mark.django_db(**marks).mark
    marked = SimpleNamespace(nodeid="test_it", fixturenames=fixtures, iter_markers=lambda _name: [marker])
    return cast("pytest.Item", marked)


@pytest.mark.parametrize(
    ("test", "leaving"),
    [
        (item(), False),
        (item("db"), False),
        (item(transaction=False), False),
        (item(transaction=True), True),
        (item("live_server"), True),
        (item(reset_sequences=True), True),
        (item(transaction=True, serialized_rollback=True), False),
        (item("live_server", "django_db_serialized_rollback"), False),
    ],
)
def test_it_sees_what_leaves_the_tables_empty(*, test: pytest.Item, leaving: bool) -> None:
    assert leaves_tables_empty(test) is leaving


def test_it_names_the_test_and_the_mend() -> None:
    with pytest.raises(pytest.UsageError, match=r"serialized_rollback=True.*test_it"):
        pytest_collection_modifyitems([item(transaction=True)])
