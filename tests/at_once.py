"""Acts of several persons at the same moment, each in a thread with a connection of its own.

For tests with `transaction=True, serialized_rollback=True`: the threads read what the test has committed.
"""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections

PATIENCE = 60.0
"""Seconds after which a test fails rather than waits: two acts that wait for each other never end."""


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave back, or the exception that it raised, in their order."""
    start, results = Barrier(len(acts)), list[Any]([None] * len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            connections["default"].ensure_connection()
            start.wait(PATIENCE)
            results[number] = act()
        except Exception as error:  # noqa: BLE001  # the test judges it
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "two acts wait for each other"
    return results


def refusals(results: list[Any]) -> list[Exception]:
    """The acts that were refused, of those that `at_once` did."""
    return [result for result in results if isinstance(result, Exception)]
