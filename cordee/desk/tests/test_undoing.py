"""What was decided is undone whole: for a while, by who decided, with its letters, if nothing came since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.actions import contributing, deciding, queries
from cordee.actions import undoing as sheets
from cordee.actions.enums import Audience
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import animator, content, member, now, said
from cordee.core.mail.delivery import carry
from cordee.core.models import OutgoingMail
from cordee.desk import undoing
from cordee.desk.pages import UNDO
from cordee.desk.sheet_acts import ACTS, Asked
from cordee.desk.tests.scenes import (
    act,
    edited,
    limited,
    page,
    pending,
    reported,
    seat,
    submitted,
    to_look_at,
)
from cordee.desk.undoing import NotUndone, Step
from cordee.journal.models import Change
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations.enums import Kind, Regime
from cordee.organisations.regimes import set_regime

pytestmark = pytest.mark.django_db
QUEUE, UNDOING = "/animation/file/", "/animation/file/annuler/"
WHY = {"usual": "", "words": "Parce que."}


@pytest.fixture
def letters_wait(settings: Settings) -> None:
    """As on a site that is in use."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    settings.DESK_HOLDS_LETTERS = True


def state_of(known: Action) -> dict[str, object]:
    """All that an undo puts back of a sheet."""
    current = now(known)
    seen = sheets.stood(current)
    waits = moderation.pending(current)
    moments = ("first_published_at", "last_published_at")
    facts = {name: seen[name] for name in ("state", "reason", "approved_for", "look", *moments)}
    drafts = set(Draft.objects.filter(action=current).values_list("pk", flat=True))
    return facts | {"content": said(current), "waits": waits, "live": current.live, "drafts": drafts}


def decided(known: Action, code: str, by: User, **fields: object) -> Step:
    form = ACTS[code].form(WHY | fields)
    if "revision" in fields:
        form = ACTS[code].form(fields, versions=[(fields["revision"], "x")])
    assert form.is_valid()
    current = now(known)
    with undoing.noted("fiches", current, "Un puits") as step:
        ACTS[code].run(Asked(current, by, current.version, form))
    return step


def code_of(client: Client) -> str:
    """What the button of the latest decision sends."""
    return str(client.session[UNDO][0]["code"])


def undo(client: Client, code: str = "") -> str:
    answer = client.post(UNDOING, {"undo": code or code_of(client)}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("scene", "code"),
    [
        (submitted, "approve"), (submitted, "refuse"), (submitted, "changes"),
        (pending, "approve"), (pending, "refuse"), (pending, "withdraw"), (pending, "changes"),
        (to_look_at, "seen"), (to_look_at, "withdraw"), (to_look_at, "archive"), (to_look_at, "changes"),
    ],
)  # fmt: skip
def test_a_sheet_stands_as_it_stood(scene: Callable[[str], Action], code: str) -> None:
    known, user = scene("Un puits"), animator()
    before = state_of(known)
    step = decided(known, code, user)
    assert state_of(known) != before
    undoing.put_back(step, by=user)
    assert state_of(known) == before
    last = Change.objects.filter(subject_id=known.pk, subject_type="actions.action").latest("pk")
    assert (last.act, last.actor) == ("action.undone", user)


def test_a_version_that_was_restored_goes_again() -> None:
    known, user = to_look_at("Un puits"), animator()
    first = known.revisions.order_by("pk").first()
    edited(known, "Deux puits")
    before = state_of(known)
    step = decided(known, "restore", user, revision=first.pk)
    assert said(known).texts["fr"].title == "Un puits"
    undoing.put_back(step, by=user)
    assert state_of(known)["content"] == before["content"]


def test_taking_down_by_mistake_vouches_for_nothing() -> None:
    known, user = to_look_at("Un puits"), animator()
    undoing.put_back(decided(known, "withdraw", user), by=user)
    assert now(known).approved_for is None


def test_the_letter_waits_and_goes_with_the_undo(letters_wait: None) -> None:
    known, client = submitted("Un puits"), seat()
    OutgoingMail.objects.all().delete()
    act(client, known, "approve")
    letter = OutgoingMail.objects.get()
    assert letter.due_at > timezone.now() + timedelta(minutes=5)
    assert carry.func() == 0
    assert "stands as it stood before" in undo(client)
    assert not OutgoingMail.objects.exists()
    assert now(known).state == State.SUBMITTED


def test_the_letter_leaves_when_the_time_is_over(letters_wait: None) -> None:
    known, client = submitted("Un puits"), seat()
    OutgoingMail.objects.all().delete()
    act(client, known, "approve")
    code = code_of(client)
    with time_machine.travel(timezone.now() + configured.DESK_UNDO + timedelta(minutes=1), tick=False):
        assert carry.func() == 1
        assert "Undo: “Un puits”" not in page(client, QUEUE)
        assert "too late" in undo(client, code)
    assert now(known).state == State.PUBLISHED


def test_after_its_letter_nothing_is_undone(letters_wait: None) -> None:
    known, client = submitted("Un puits"), seat()
    OutgoingMail.objects.all().delete()
    act(client, known, "approve")
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    carry.func()
    assert "its letter has left" in undo(client)
    assert now(known).state == State.PUBLISHED


def test_it_is_undone_once() -> None:
    known, client = submitted("Un puits"), seat()
    act(client, known, "approve")
    code = code_of(client)
    undo(client, code)
    assert "too late" in undo(client, code)
    assert Change.objects.filter(act="action.undone").count() == 1


def test_what_was_written_since_is_not_undone() -> None:
    known, client = submitted("Un puits"), seat()
    act(client, known, "approve")
    set_regime(organisation=known.lead, regime=Regime.AFTER, by=animator())
    edited(known, "Deux puits")
    assert "was changed since" in undo(client)
    assert now(known).state == State.PUBLISHED


def test_what_stands_beside_the_sheet_keeps_nothing_from_being_undone() -> None:
    known, client = to_look_at("Un puits"), seat()
    act(client, known, "seen")
    reported(known)
    assert "stands as it stood before" in undo(client)
    assert moderation.waiting_for_a_look(known).exists()


def test_a_colleague_undoes_nothing_of_mine() -> None:
    known, client = submitted("Un puits"), seat()
    act(client, known, "approve")
    assert "too late" in undo(seat(), code_of(client))
    for user in (member(known.lead), None):
        stranger = seat(user) if user else Client()
        answer = stranger.post(UNDOING, {"undo": code_of(client)})
        assert answer.status_code == (404 if user else 302)
    assert seat().get(UNDOING).status_code == 404
    assert now(known).state == State.PUBLISHED


@pytest.mark.parametrize("rubbish", ["", "x", "\x00", "é" * 300])
def test_rubbish_undoes_nothing(rubbish: str) -> None:
    assert "too late" in str(seat().post(UNDOING, {"undo": rubbish}, follow=True).content.decode())


def test_an_undo_asks_the_right_of_now() -> None:
    known, user = submitted("Un puits", kind=Kind.COMPANY), limited(Kind.COMPANY)
    step = decided(known, "approve", user)
    user.remit.kinds = [Kind.ASSOCIATION]
    user.remit.save()
    with pytest.raises(NotUndone, match="Only the team decides"):
        undoing.put_back(step, by=user)
    assert now(known).state == State.PUBLISHED


def test_an_undo_shows_nothing_that_the_edit_had_hidden() -> None:
    known, user = to_look_at("Un puits"), animator()
    set_regime(organisation=known.lead, regime=Regime.ALWAYS, by=user)
    narrow = content(known.lead, title="Un puits", audience=Audience.VERIFIED)
    author = member(known.lead)
    contributing.revise(action=now(known), content=narrow, base_version=now(known).version, by=author)
    step = decided(known, "approve", user)
    with pytest.raises(NotUndone, match="More persons would see more"):
        undoing.put_back(step, by=user)
    assert now(known).audience == Audience.VERIFIED


def test_several_are_undone_together_and_what_was_changed_is_named() -> None:
    one, other = submitted("Un puits"), submitted("Une école")
    client = seat()
    picked = [f"{known.pk}:{known.version}" for known in (one, other)]
    client.post(QUEUE, {"fiche": picked})
    assert "Undo: 2 things" in page(client, QUEUE)
    deciding.withdraw(action=now(other), by=animator(), reason="Une erreur.")
    shown = undo(client)
    assert [now(known).state for known in (one, other)] == [State.SUBMITTED, State.WITHDRAWN]
    assert "“Un puits” stands as it stood before." in shown
    assert "“Une école” is not undone" in shown
    assert "Undo: “Une école”" in shown


def test_what_is_undone_is_not_found_any_more() -> None:
    known, user = submitted("Un puits"), animator()
    step = decided(known, "approve", user)
    assert queries.visible_to(user).filter(pk=known.pk).exists()
    undoing.put_back(step, by=user)
    assert not queries.visible_to(user).filter(pk=known.pk).exists()
