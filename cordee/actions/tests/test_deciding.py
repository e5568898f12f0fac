"""The team decides on what it has read, and sees what contributors published or took down."""

import pytest

from cordee.actions import contributing, deciding, permissions, queries, versions
from cordee.actions.tests.factories import (
    action,
    animator,
    content,
    member,
    now,
    retitle,
    title_of,
    under,
)
from cordee.organisations.enums import Regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def test_an_animator_approves_what_she_has_read() -> None:
    lead, user = under(Regime.ALWAYS)
    known = action(lead)
    retitle(known, "One", user)
    read = now(known).version
    retitle(known, "Two", user)
    with pytest.raises(deciding.ChangedSince):
        deciding.approve(action=known, by=animator(), version=read)


def test_what_was_taken_down_comes_back_through_the_team() -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    deciding.withdraw(action=known, by=animator(), reason="Faux.")
    for step in (contributing.submit, contributing.take_back, contributing.submit):
        step(action=known, by=user)
        assert not now(known).live
    retitle(known, "Corrected", user)
    assert not now(known).live
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert (now(known).live, title_of(known)) == (True, "Corrected")


def test_an_archived_sheet_takes_what_waited_with_it() -> None:
    lead, user = under(Regime.ALWAYS)
    known = action(lead, title="Before")
    retitle(known, "After", user)
    contributing.archive(action=known, by=user)
    assert not now(known).has_unpublished_changes
    deciding.publish(action=known, by=animator(), version=now(known).version)
    assert title_of(known) == "Before"


def test_only_the_team_decides() -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    with pytest.raises(permissions.NotAllowed):
        deciding.withdraw(action=known, by=user, reason="x")
    with pytest.raises(permissions.NotAllowed):
        deciding.publish(action=known, by=user, version=1)
    with pytest.raises(permissions.NotAllowed):
        deciding.looked_at(action=known, by=user, version=1)


def test_a_live_sheet_stays_live_while_changes_are_asked_for() -> None:
    lead = organisation()
    user = member(lead)
    known = contributing.contribute(by=user, content=content(lead))
    deciding.request_changes(action=known, by=animator(), reason="Précisez le lieu.")
    assert (known.live, known.state_reason) == (True, "Précisez le lieu.")
    retitle(known, "Better", user)
    assert now(known).state_reason == ""


def test_an_edit_seen_by_nobody_stays_in_the_list() -> None:
    lead = organisation()
    user = member(lead)
    known = contributing.contribute(by=user, content=content(lead))
    read = known.version
    retitle(known, "Later", user)
    with pytest.raises(deciding.ChangedSince):
        deciding.looked_at(action=known, by=animator(), version=read)
    assert deciding.looked_at(action=known, by=animator(), version=now(known).version)
    assert not queries.to_look_at().exists()


def test_the_list_keeps_what_was_looked_at_last() -> None:
    lead = organisation()
    user, known = member(lead), action(lead, title="Looked at")
    for title in ("Second", "Third"):
        retitle(known, title, user)
    before = queries.to_look_at().get().before
    assert before is not None
    assert versions.content_in(before).texts["fr"].title == "Looked at"


def test_a_sheet_that_its_structure_took_down_is_looked_at() -> None:
    lead = organisation()
    user, team = member(lead), animator()
    quiet, waiting = action(lead), contributing.contribute(by=user, content=content(lead))
    for known in (quiet, waiting):
        contributing.archive(action=known, by=user)
    assert [line.object_id for line in queries.to_look_at()] == [waiting.pk, quiet.pk]
    assert deciding.looked_at(action=quiet, by=team, version=now(quiet).version)
    deciding.publish(action=waiting, by=team, version=now(waiting).version)
    assert not queries.to_look_at().exists()


def test_a_team_edit_is_public_at_once_and_in_no_list() -> None:
    known, team = action(), animator()
    assert not retitle(known, "By the team", team).waits
    assert not queries.to_look_at().exists()
