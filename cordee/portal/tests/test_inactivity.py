"""Unused accounts are warned, then erased; a clock that jumps, or a mistake, erases nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cordee.accounts import inactivity, operations
from cordee.accounts.models import Erasure, User
from cordee.core import brake
from cordee.core.brake import Verdict
from cordee.core.models import JobRun
from cordee.journal.models import Change
from cordee.organisations.tests.people import person
from cordee.portal.rights import inactivity as job

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 15, 4, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> None:
    """The file of erasures lies in a home of its own."""
    settings.CORDEE_HOME = tmp_path


@pytest.fixture(autouse=True)
def first_run() -> Iterator[None]:
    """The job has run once, on the first day."""
    with time_machine.travel(START, tick=False):
        job.run(now=timezone.now())
    yield
    mail.outbox.clear()


def day(number: int) -> Any:
    """That many days after the first."""
    return time_machine.travel(START + timedelta(days=number), tick=False)


def run_on(number: int) -> job.Outcome:
    """The job on that day, having run the day before."""
    with day(number):
        JobRun.objects.update(ran_at=timezone.now() - timedelta(days=1))
        return job.run(now=timezone.now())


def seen(days_ago: int, **more: Any) -> User:
    """An account whose owner came that many days before the first day."""
    with day(-days_ago):
        user = person(first_name="Ana", last_name="Roux", **more)
        operations.seen(user=user)
    return user


def is_there(user: User) -> bool:
    return User.objects.get(pk=user.pk).closed_at is None


def test_warned_at_twenty_three_months_erased_at_twenty_four() -> None:
    ana, ben = seen(0), seen(0)
    assert run_on(699).to_warn == 0
    assert run_on(700).to_warn == 2  # 15 December 2028
    assert len(mail.outbox) == 2
    assert run_on(701).to_warn == 0
    with day(702):
        operations.seen(user=ben)
    assert run_on(730).to_end == 0
    assert (is_there(ana), is_there(ben)) == (True, True)
    assert run_on(731).to_end == 1  # 15 January 2029
    assert (is_there(ana), is_there(ben)) == (False, True)
    assert Erasure.objects.get().cause == "inactivity"


def test_the_letter_says_when_and_how_to_stay_in_her_language() -> None:
    seen(0, language="en")
    run_on(700)
    (letter,) = mail.outbox
    assert "15 January 2029" in letter.body
    assert "/en/compte/connexion/" in letter.body
    assert Change.objects.filter(act="account.warned").count() == 1


def test_nobody_is_erased_less_than_25_days_after_the_warning() -> None:
    ana = seen(900)
    assert run_on(1).to_warn == 1
    assert run_on(25).to_end == 0
    assert run_on(26).to_end == 1
    assert not is_there(ana)


def test_an_account_that_never_came_counts_from_its_first_day() -> None:
    with day(-800):
        person()
    assert run_on(1).to_warn == 1


def test_the_team_is_warned_and_stays() -> None:
    animator, chief = seen(900, is_staff=True), seen(900, is_staff=True, is_superuser=True)
    assert run_on(1).to_warn == 2
    assert "You have not come for long" in {letter.subject for letter in mail.outbox}
    assert run_on(60).to_end == 0
    assert is_there(animator)
    assert is_there(chief)


def test_a_setting_says_after_how_many_months(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inactivity, "_months", lambda: 3)
    seen(0)
    assert run_on(58).to_warn == 0
    assert run_on(60).to_warn == 1


# The brake


def test_the_first_run_notes_its_date_and_does_nothing() -> None:
    JobRun.objects.all().delete()
    seen(900)
    with day(0):
        assert job.run(now=timezone.now()).verdict == Verdict.FIRST
        assert job.run(now=timezone.now()).to_warn == 1


def test_a_clock_that_jumps_400_days_erases_nobody() -> None:
    """Even where it stays wrong for months, and the warning had left before."""
    accounts = [seen(710) for _number in range(3)]
    assert run_on(1).to_warn == 3
    with day(1):
        JobRun.objects.update(ran_at=timezone.now())
    for late in (401, 402, 403, 500):
        with day(late):
            assert job.run(now=timezone.now()).verdict == Verdict.LATE
    assert all(map(is_there, accounts))
    with day(2):
        assert job.run(now=timezone.now()).verdict == Verdict.GO
    assert JobRun.objects.get().held_at is None


def test_a_clock_that_goes_back_is_no_clock_either() -> None:
    with day(-400):
        assert job.run(now=timezone.now()).verdict == Verdict.LATE


def test_four_at_once_are_too_many_for_a_small_site() -> None:
    accounts = [seen(900) for _number in range(4)]
    assert run_on(1).verdict == Verdict.MANY
    assert not User.objects.exclude(warned_at=None).exists()
    assert all(map(is_there, accounts))


def test_administrators_are_told_once() -> None:
    chief = seen(0, is_staff=True, is_superuser=True)
    for number in (5, 6):
        with day(number):
            job.run(now=timezone.now())
    assert [letter.to for letter in mail.outbox] == [[chief.email]]
    assert Change.objects.get(act="job.held").details == {"why": "late", "concerned": 0}


def test_a_release_lets_it_run_once() -> None:
    for _number in range(4):
        seen(900)
    assert run_on(1).verdict == Verdict.MANY
    out = StringIO()
    with day(2):
        call_command("inactivity", release=True, stdout=out)
    assert "4 unused accounts warned" in out.getvalue()
    assert Change.objects.filter(act="job.released").exists()
    assert run_on(40).verdict == Verdict.MANY


def test_a_release_past_a_wrong_clock_warns_and_erases_nobody() -> None:
    accounts = [seen(0) for _number in range(3)]
    with day(800):
        job.run(now=timezone.now())
        assert job.release(now=timezone.now())
        outcome = job.run(now=timezone.now())
    assert (outcome.to_warn, outcome.to_end) == (3, 0)
    assert all(map(is_there, accounts))


def test_there_is_nothing_to_release_where_nothing_is_held() -> None:
    with pytest.raises(CommandError, match="not held"):
        call_command("inactivity", release=True)


def test_a_dry_run_writes_nothing() -> None:
    seen(900)
    out = StringIO()
    with day(1):
        call_command("inactivity", dry_run=True, stdout=out)
    assert "1 to warn, 0 to erase" in out.getvalue()
    assert mail.outbox == []
    assert not User.objects.exclude(warned_at=None).exists()


def test_the_daily_command_calls_it_and_says_that_it_is_held() -> None:
    out = StringIO()
    with day(10):
        call_command("daily", stdout=out)
    assert "HELD" in out.getvalue()


def test_who_came_between_the_list_and_the_end_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = seen(900)
    run_on(1)
    with day(40):
        found = list(inactivity.to_end(timezone.now()).values_list("pk", flat=True))
        operations.seen(user=ana)
        assert found == [ana.pk]
        assert not job._end(ana.pk, timezone.now())
    assert is_there(ana)


@given(among=st.integers(0, 10**6), concerned=st.integers(0, 10**6), hours=st.integers(-10_000, 10_000))
def test_the_brake_lets_nothing_through_that_it_should_hold(among: int, concerned: int, hours: int) -> None:
    run = JobRun(name="x", ran_at=START)
    said = brake._verdict(run, START + timedelta(hours=hours), concerned, among)
    is_sound = abs(hours) <= 48 and (concerned <= 3 or concerned * 100 <= among)
    assert (said == Verdict.GO) == is_sound


@given(day=st.dates(), months=st.integers(0, 120))
def test_months_are_those_of_the_calendar(day: Any, months: int) -> None:
    if day.year < 12:
        return
    before = inactivity.months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day <= day.day
