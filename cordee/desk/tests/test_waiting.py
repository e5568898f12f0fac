"""The one queue holds all that waits: its order, filters, counts, remit, and what a page of it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions.models import Action, Report
from cordee.actions.tests.factories import animator, now
from cordee.desk import waiting
from cordee.desk.sources import SOURCES
from cordee.desk.tests.scenes import limited, page, pending, reported, seat, submitted, to_look_at
from cordee.journal.models import Change
from cordee.moderation import handling
from cordee.moderation.enums import State
from cordee.organisations import memberships
from cordee.organisations.enums import Kind
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import person

pytestmark = pytest.mark.django_db
QUEUE = "/animation/file/"


def titles(user: User, **filters: str) -> list[str]:
    return [line.title for line in waiting.queue(user, waiting.Filters.of(filters))]


def aged(report: Report, days: int) -> None:
    Report.objects.filter(pk=report.pk).update(at=timezone.now() - timedelta(days=days))


def test_sheets_edits_and_reports_wait_with_persons() -> None:
    new, edit, public = submitted("Un puits"), pending("Une école"), to_look_at("Un chœur")
    reported(public)
    memberships.request(user=person(), organisation=organisation(), reason="J’y travaille.")
    lines = list(waiting.queue(animator()))
    assert sorted((line.kind, line.pk) for line in lines)[:2] == sorted(
        [("fiches", new.pk), ("fiches", edit.pk)]
    )
    assert sorted(line.kind for line in lines) == ["fiches", "fiches", "rattachements", "signalements"]
    assert [line.since for line in lines] == sorted(line.since for line in lines)


def test_what_is_public_and_settled_does_not_wait() -> None:
    to_look_at()
    assert not titles(animator())


def test_one_kind_is_shown_alone_and_each_is_counted() -> None:
    submitted("Un puits")
    reported(to_look_at("Un chœur"))
    user = animator()
    assert titles(user, genre="fiches") == ["Un puits"]
    counts = waiting.counts(user)
    assert counts.keys() == SOURCES.keys()
    assert {kind: number for kind, number in counts.items() if number} == {"fiches": 1, "signalements": 1}
    shown = page(seat(user), f"{QUEUE}?genre=signalements")
    assert "Un chœur" in shown
    assert "Un puits" not in shown
    assert "(2)" in shown


def test_late_ones_are_shown_alone() -> None:
    old, fresh = to_look_at("Ancienne"), to_look_at("Récente")
    aged(reported(old), 9)
    reported(fresh)
    assert titles(animator(), retard="oui") == ["Ancienne"]


def test_mine_and_nobody_s_are_told_apart() -> None:
    one, other = submitted("Un puits"), submitted("Une école")
    user, colleague = animator(), animator()
    handling.take(thing=one, by=user)
    assert titles(user, suivi="moi") == ["Un puits"]
    assert titles(user, suivi="personne") == ["Une école"]
    assert titles(colleague, suivi="moi") == []
    assert user.get_full_name() in page(seat(colleague), QUEUE)
    assert other.pk


def test_the_next_one_is_not_what_a_colleague_takes_care_of() -> None:
    one, other = submitted("Un puits"), submitted("Une école")
    user = animator()
    handling.take(thing=one, by=animator())
    assert waiting.next_url(user, waiting.Filters()) == reverse("desk-queue:sheet", args=[other.pk])


def test_a_remit_leaves_the_rest_out() -> None:
    submitted("Un puits", kind=Kind.ASSOCIATION)
    reported(to_look_at("Un chœur", kind=Kind.ASSOCIATION))
    assert titles(limited(Kind.COMPANY)) == []
    assert titles(limited(Kind.ASSOCIATION)) == ["Un puits", "Un chœur"]


def test_a_sheet_waits_since_it_was_handed_in_last() -> None:
    known = submitted()
    handed_in = Change.objects.filter(subject_id=known.pk, act="action.created").get()
    Action.objects.filter(pk=known.pk).update(edited_at=timezone.now() - timedelta(days=30))
    (line,) = waiting.queue(animator())
    assert line.since == handed_in.at


def test_pages_cost_the_same_however_long_the_queue() -> None:
    client, counts = seat(), []
    for _round in range(2):
        for number in range(2):
            submitted(f"Un puits {number}")
            reported(to_look_at(f"Un chœur {number}"))
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as asked:
            client.get(QUEUE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 56


def test_rubbish_in_the_address_is_no_filter() -> None:
    submitted("Un puits")
    client = seat()
    for rubbish in ("genre=x&suivi=%00&retard=x", "p=abc", "p=99999999999999999999", "genre=fiches&p=-1"):
        assert "Un puits" in page(client, f"{QUEUE}?{rubbish}")


def test_several_sheets_are_approved_each_with_its_own_right_and_version() -> None:
    ours, theirs = submitted("Un puits", kind=Kind.COMPANY), submitted("Ailleurs", kind=Kind.ASSOCIATION)
    changed = submitted("Changée", kind=Kind.COMPANY)
    client = seat(limited(Kind.COMPANY))
    picked = [f"{ours.pk}:{ours.version}", f"{theirs.pk}:{theirs.version}", f"{changed.pk}:77", "x", "9:"]
    shown = client.post(QUEUE, {"fiche": picked}, follow=True).content.decode()
    assert [now(known).state for known in (ours, theirs, changed)] == [
        State.PUBLISHED, State.SUBMITTED, State.SUBMITTED,
    ]  # fmt: skip
    assert "“Changée” was changed since" in shown
    assert "do not look after" in shown
    assert "Ailleurs" not in shown
