"""Once a week each member of the team reads what awaits her, in her remit and language, if anything does."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from cordee.actions.tests.factories import animator, person
from cordee.core.models import OutgoingMail
from cordee.desk import jobs
from cordee.desk.models import WeeklySummary
from cordee.desk.tests.scenes import limited, reported, submitted, to_look_at
from cordee.organisations.enums import Kind

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def test_it_says_how_much_waits_once() -> None:
    submitted("Un puits")
    reported(to_look_at("Un chœur"))
    user = animator()
    jobs.weekly_summary(today=MONDAY)
    (letter,) = [one for one in mail.outbox if one.to == [user.email]]
    assert letter.subject == "The desk: 2 things wait"
    assert "http" in str(letter.body)
    assert "Un puits" not in str(letter.body)
    assert jobs.weekly_summary(today=MONDAY + timedelta(days=6)) == 0
    assert jobs.weekly_summary(today=MONDAY + timedelta(days=7)) > 0
    assert OutgoingMail.objects.count() == 0


def test_a_day_that_was_missed_is_made_up_for() -> None:
    submitted()
    assert jobs.weekly_summary(today=MONDAY + timedelta(days=2)) > 0


def test_nothing_to_tell_is_not_told_nor_later_in_the_week() -> None:
    user = animator()
    assert jobs.weekly_summary(today=MONDAY) == 0
    submitted()
    jobs.weekly_summary(today=MONDAY + timedelta(days=1))
    assert not [one for one in mail.outbox if one.to == [user.email]]


def test_a_remit_is_respected_and_others_are_not_written_to() -> None:
    submitted(kind=Kind.ASSOCIATION)
    outside, nobody = limited(Kind.COMPANY), person(verified=True)
    gone = animator()
    gone.is_active = False
    gone.save()
    jobs.weekly_summary(today=MONDAY)
    told = {address for letter in mail.outbox for address in letter.to}
    assert told
    assert not told & {outside.email, nobody.email, gone.email}


def test_the_letter_is_in_her_language() -> None:
    submitted()
    user = animator()
    user.language = "en"
    user.save()
    jobs.weekly_summary(today=MONDAY)
    (letter,) = [one for one in mail.outbox if one.to == [user.email]]
    assert "waits" in letter.subject


def test_the_daily_work_sends_it_and_old_weeks_are_forgotten() -> None:
    user = animator()
    WeeklySummary.objects.create(user=user, week=date(2025, 1, 6))
    said = StringIO()
    call_command("daily", stdout=said)
    assert "summaries of the week" in said.getvalue()
    assert WeeklySummary.objects.filter(user=user).count() == 1
