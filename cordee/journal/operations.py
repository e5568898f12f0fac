"""Writing the journal, and telling those that follow it: inside the writer's own transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from cordee.journal.models import Change

Follower = Callable[[Sequence[Change]], None]
_followers: list[Follower] = []
_gathered: ContextVar[list[Change] | None] = ContextVar("gathered", default=None)


def subscribe(follower: Follower) -> None:
    """Have the follower called with each change, in the transaction that records it. Once per follower."""
    if follower not in _followers:
        _followers.append(follower)


def record(
    act: str, subject: models.Model, *, by: Any = None, details: dict[str, Any] | None = None
) -> Change:
    """Write what was done to the subject, and by whom. Must run in the transaction of the change itself."""
    (change,) = record_all(act, [(subject, details or {})], by=by)
    return change


def record_all(
    act: str, subjects: Sequence[tuple[models.Model, dict[str, Any]]], *, by: Any = None
) -> Sequence[Change]:
    """Write the same act on several things, each with its details, in one insert."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A change is recorded in the transaction that makes it.")
    changes = Change.objects.bulk_create(
        [
            Change(
                act=act,
                actor=by,
                subject_type=subject._meta.label_lower,
                subject_id=subject.pk,
                subject_name=_name(subject)[:300],
                details=details,
            )
            for subject, details in subjects
        ],
        batch_size=1000,
    )
    waiting = _gathered.get()
    if waiting is None:
        _tell(changes)
    else:
        waiting.extend(changes)
    return changes


@contextmanager
def gathered() -> Iterator[None]:
    """Tell the followers once, at the end, of all that is recorded inside: for imports of many rows."""
    if _gathered.get() is not None:
        yield
        return
    waiting: list[Change] = []
    token = _gathered.set(waiting)
    try:
        yield
    finally:
        _gathered.reset(token)
    if waiting:
        _tell(waiting)


def _name(subject: models.Model) -> str:
    """What the journal calls a thing for ever: a person is a number in it, her name goes when she does."""
    return str(getattr(subject, "name_in_journal", subject))


def _tell(changes: Sequence[Change]) -> None:
    for follower in _followers:
        follower(changes)
