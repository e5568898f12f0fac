"""The journal is only ever added to, in the transaction of what it tells, and tells its followers once."""

from collections.abc import Iterator, Sequence

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from cordee.journal import operations, queries
from cordee.journal.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[list[str]]]:
    """What a follower heard: the acts of each call."""
    calls: list[list[str]] = []

    def follower(changes: Sequence[Change]) -> None:
        calls.append([change.act for change in changes])

    operations.subscribe(follower)
    operations.subscribe(follower)
    yield calls
    operations._followers.remove(follower)


@pytest.fixture
def subject() -> Model:
    """Something that is changed."""
    return get_user_model()._default_manager.create_user(
        "somebody@example.org", first_name="Some", last_name="Body"
    )


def test_a_change_says_who_what_and_when_a_person_by_her_number(subject: Model) -> None:
    change = operations.record("user.edited", subject, by=subject, details={"name": ["a", "b"]})
    kept = Change.objects.get(pk=change.pk)
    assert (kept.act, kept.actor, kept.subject_type, kept.subject_id) == (
        "user.edited", subject, "accounts.user", subject.pk,
    )  # fmt: skip
    assert (kept.subject_name, kept.details) == (f"#{subject.pk}", {"name": ["a", "b"]})
    assert str(kept) == f"user.edited – #{subject.pk}"


def test_nothing_is_rewritten_or_taken_out(subject: Model) -> None:
    change = operations.record("user.edited", subject)
    for write in (
        change.save,
        change.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(act="other"),
        lambda: Change.objects.filter(pk=change.pk).delete(),
    ):
        with pytest.raises(TypeError, match="append-only"):
            write()
    assert Change.objects.get().act == "user.edited"


def test_it_outlives_its_actor(subject: Model) -> None:
    operations.record("user.edited", subject, by=subject)
    subject.delete()
    assert Change.objects.get().actor is None


def test_followers_are_told_once_each(told: list[list[str]], subject: Model) -> None:
    operations.record("one", subject)
    operations.record_all("two", [(subject, {}), (subject, {"n": 1})])
    assert told == [["one"], ["two", "two"]]


def test_gathered_tells_all_at_the_end(told: list[list[str]], subject: Model) -> None:
    with operations.gathered():
        operations.record("one", subject)
        with operations.gathered():
            operations.record("two", subject)
        assert told == []
    assert told == [["one", "two"]]
    with operations.gathered():
        pass
    assert len(told) == 1


def test_gathered_tells_nothing_of_what_failed(told: list[list[str]], subject: Model) -> None:
    def fail() -> None:
        with transaction.atomic(), operations.gathered():
            operations.record("one", subject)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    operations.record("two", subject)
    assert told == [["two"]]
    assert Change.objects.get().act == "two"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_is_written_with_what_it_tells(subject: Model) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        operations.record("one", subject)
    assert not Change.objects.exists()


def test_the_mark_tells_every_state_from_the_others(subject: Model) -> None:
    """Also when a slower transaction commits a lower number late, as PostgreSQL lets it."""
    seen = {queries.mark()}

    def write(number: int) -> None:
        Change.objects.bulk_create([Change(pk=number, act="odd", subject_type="x", subject_name="x")])
        seen.add(queries.mark())

    start = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    numbers = [start + 2, start + 1, start + 2000, *range(start + 3000, start + 3005), start + 2500]
    for number in numbers:
        write(number)
    assert len(seen) == 1 + len(numbers)


def test_the_mark_looks_at_the_latest_changes_alone(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """However long the journal is; a late one among them still shows."""
    monkeypatch.setattr(queries, "_LATEST", 3)
    rows = [Change(pk=10 * n, act="odd", subject_type="x", subject_name="x") for n in range(1000, 1010)]
    Change.objects.bulk_create(rows)
    with django_assert_num_queries(1):
        assert queries.mark() == f"10090-{10_070 + 10_080 + 10_090}"
    Change.objects.bulk_create([Change(pk=10_085, act="odd", subject_type="x", subject_name="x")])
    assert queries.mark() == f"10090-{10_080 + 10_085 + 10_090}"
