"""How often something may be done: counted in the database, by key, within a span of time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cordee.core import limits
from cordee.core.limits import Limit, TooMany
from cordee.core.models import Use

pytestmark = pytest.mark.django_db

THREE = Limit("letters", 3, timedelta(hours=1))
ONE = Limit("visits", 1, timedelta(minutes=1))


def test_the_last_one_is_refused_and_told_when_to_come_back() -> None:
    for _turn in range(3):
        limits.take([(THREE, "ana")])
    with pytest.raises(TooMany) as refused:
        limits.take([(THREE, "ana")])
    assert 3590 < refused.value.seconds <= 3601
    assert limits.left(THREE, "ana") == 0
    assert limits.left(THREE, "ben") == 3


def test_time_gives_them_back() -> None:
    with time_machine.travel(timezone.now()) as clock:
        for _turn in range(3):
            limits.take([(THREE, "ana")])
        clock.shift(timedelta(minutes=59))
        with pytest.raises(TooMany):
            limits.check(THREE, "ana")
        clock.shift(timedelta(minutes=2))
        limits.take([(THREE, "ana")])
    assert Use.objects.count() == 1


def test_all_limits_are_counted_or_none() -> None:
    limits.take([(ONE, "10.0.0.1")])
    with pytest.raises(TooMany):
        limits.take([(THREE, "ana"), (ONE, "10.0.0.1")])
    assert limits.left(THREE, "ana") == 3


def test_what_was_proved_since_is_forgiven() -> None:
    limits.take([(THREE, "ana")])
    limits.forget(THREE, "ana")
    assert limits.left(THREE, "ana") == 3


def test_the_table_tells_nobody_s_address() -> None:
    limits.take([(THREE, "ana@example.org")])
    assert "ana" not in Use.objects.get().key
    assert limits.sweep(timezone.now() + timedelta(seconds=1)) == 1


def test_a_limit_of_none_refuses_the_first() -> None:
    with pytest.raises(TooMany) as refused:
        limits.take([(Limit("openings", 0, timedelta(hours=1)), "ana")])
    assert 3590 < refused.value.seconds <= 3601
