"""One screen for a sheet: what changed, every act with its words, and an undo where there is one."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cordee.actions import contributing, deciding, duplicates, operations
from cordee.actions.models import ActionImage, Confirmation
from cordee.actions.tests.factories import action as compiled
from cordee.actions.tests.factories import animator, member, now, person, said
from cordee.core.models import OutgoingMail
from cordee.desk.sheet_acts import ACTS
from cordee.desk.tests.scenes import (
    act,
    edited,
    limited,
    page,
    pending,
    reported,
    screen,
    seat,
    submitted,
    to_look_at,
)
from cordee.journal.models import Change
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations.enums import Kind
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, joined

pytestmark = pytest.mark.django_db
WHY = {"usual": "persons", "words": "Voyez avec nous."}


def test_an_edit_is_shown_against_what_the_public_reads() -> None:
    shown = page(seat(), screen(pending("Une école au Laos", "Une école au Japon")))
    assert "Une école au <del>" in shown
    assert "Laos</del>" in shown
    assert "Japon</ins>" in shown
    assert "taken out:" in shown
    assert "what is proposed" in shown


def test_what_was_published_is_shown_against_the_last_look() -> None:
    known = to_look_at("Une école au Laos")
    deciding.looked_at(action=known, by=animator(), version=known.version)
    edited(known, "Une école au Japon")
    shown = page(seat(), screen(known))
    assert "since the team looked at it last" in shown
    assert "<ins>" in shown


def test_a_new_sheet_is_shown_whole_and_unmarked() -> None:
    shown = page(seat(), screen(submitted("Un puits")))
    assert "Un puits" in shown
    assert "<ins>" not in shown


def test_the_screen_tells_what_is_known_around_the_sheet() -> None:
    known = to_look_at("Un puits à Thiès")
    to_look_at("Un puits à Thiès")
    reported(known, "Le puits est ailleurs.")
    Confirmation.objects.create(action=known, organisation=known.lead)
    shown = page(seat(), screen(known))
    for words in ("Looks like", "Le puits est ailleurs.", "no answer yet", "The sheet was written."):
        assert words in shown, words


def test_yes_makes_what_waits_public_and_goes_on() -> None:
    first, second = pending("Un", "Deux"), submitted("Trois")
    answer = act(seat(), first, "approve")
    assert said(first).texts["fr"].title == "Deux"
    assert answer["Location"] == screen(second)


def test_no_needs_a_reason_which_the_author_reads() -> None:
    known, client = submitted(), seat()
    assert "Give the reason" in act(client, known, "refuse").content.decode()
    assert now(known).state == State.SUBMITTED
    act(client, known, "refuse", usual="twice", words="Voir l’autre.")
    assert now(known).state == State.WITHDRAWN
    assert now(known).state_reason.endswith("Voir l’autre.")
    assert len(mail.outbox) + OutgoingMail.objects.count() == 1


def test_who_decides_on_an_older_version_reads_again_and_loses_no_word() -> None:
    known, client = pending(), seat()
    read = known.version
    edited(known, "Jumelage de communes")
    answer = act(client, known, "refuse", version=read, words="Mes mots à garder.")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "read it again" in shown
    assert "Mes mots à garder." in shown
    assert f'name="version" value="{now(known).version}"' in " ".join(shown.split())
    assert now(known).has_unpublished_changes


def test_of_two_animators_the_second_is_told() -> None:
    known, client = submitted(), seat()
    act(seat(), known, "approve")
    answer = act(client, known, "approve")
    assert answer.status_code == 200
    assert "Nothing waits for approval" in answer.content.decode()
    answer = act(client, known, "refuse", **WHY)
    assert "errorlist" in answer.content.decode()
    assert now(known).state == State.PUBLISHED


def test_changes_are_asked_for() -> None:
    known = submitted()
    act(seat(), known, "changes", usual="place", words="")
    assert now(known).state == State.CHANGES_REQUESTED


@pytest.mark.parametrize(
    ("code", "words", "state"),
    [("withdraw", WHY, State.WITHDRAWN), ("archive", {"words": "Finie."}, State.ARCHIVED)],
)
def test_what_was_taken_down_comes_back_by_one_button(code: str, words: dict[str, str], state: State) -> None:
    known, client = compiled(title="Un puits"), seat()
    answer = act(client, known, code, **words)
    assert now(known).state == state
    shown = page(client, answer["Location"])
    assert "Undo: “Un puits”" in shown
    assert "Undo: “Un puits”" in page(client, "/animation/file/")
    act(client, known, "publish")
    assert now(known).live


def test_a_look_is_undone_with_what_was_looked_at_before() -> None:
    known, client = to_look_at("Un"), seat()
    act(client, known, "seen")
    edited(known, "Deux")
    before = moderation.waiting_for_a_look(known).get()
    act(client, known, "seen")
    assert not moderation.waiting_for_a_look(known).exists()
    act(client, known, "look-again")
    again = moderation.waiting_for_a_look(known).get()
    assert (again.since, again.before, again.by) == (before.since, before.before, before.by)


def test_an_earlier_version_is_restored() -> None:
    known, client = to_look_at("Un"), seat()
    edited(known, "Deux")
    first = known.revisions.order_by("pk").first()
    assert first
    assert str(first.pk) in page(client, screen(known))
    act(client, known, "restore", revision=first.pk)
    assert said(known).texts["fr"].title == "Un"


def test_a_version_of_another_sheet_is_not_restored() -> None:
    known, other = to_look_at("Un"), to_look_at("Autre")
    foreign = other.revisions.order_by("pk").first()
    assert foreign
    answer = act(seat(), known, "restore", revision=foreign.pk)
    assert answer.status_code == 200
    assert said(known).texts["fr"].title == "Un"


def test_the_structure_is_asked_by_its_link() -> None:
    known, client = compiled(), seat()
    assert "errorlist" in act(client, known, "ask", to="bureau", words="").content.decode()
    act(client, known, "ask", to="bureau@association.example", words="Bonjour.")
    assert known.confirmations.count() == 1
    assert "bureau@" not in str(list(Change.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("code", list(ACTS))
@pytest.mark.parametrize("state", ["draft", "withdrawn", "submitted", "published"])
def test_no_act_in_no_state_breaks_the_page(code: str, state: str) -> None:
    known = submitted() if state in ("submitted", "withdrawn") else compiled()
    if state == "withdrawn":
        deciding.refuse(action=known, by=animator(), version=known.version, reason="Non.")
    if state == "draft":
        operations.archive(action=known)
    answer = act(seat(), known, code, words="Parce que.", to="a@b.example", revision="7", usual="")
    assert answer.status_code in (200, 302, 409)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣"])
def test_rubbish_is_no_version(version: str) -> None:
    known = submitted()
    assert act(seat(), known, "approve", version=version).status_code == 409
    assert act(seat(), known, "explode", version=version).status_code == 302
    assert now(known).state == State.SUBMITTED


def test_hostile_words_are_words() -> None:
    evil = "<script>alert(1)</script>\u202e" + "x" * 150
    known = submitted(evil)
    reported(to_look_at("Un"), "<img src=x onerror=alert(1)>")
    client = seat()
    for address in (screen(known), "/animation/file/", "/animation/journal/"):
        shown = page(client, address)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_a_sheet_out_of_the_remit_is_not_there() -> None:
    known = submitted(kind=Kind.ASSOCIATION)
    client = seat(limited(Kind.COMPANY))
    assert client.get(screen(known)).status_code == 404
    assert act(client, known, "approve").status_code == 404
    assert now(known).state == State.SUBMITTED


def test_nobody_but_the_team_comes_near() -> None:
    known = submitted()
    awaiting, reader, contributor = person(), person(verified=True, is_reader=True), member(known.lead)
    referent, stranger = joined(known.lead, REFERENT).user, member(organisation())
    for user in (awaiting, reader, contributor, referent, stranger):
        assert seat(user).get(screen(known)).status_code == 404
        assert act(seat(user), known, "approve").status_code == 404
    assert act(Client(), known, "approve")["Location"].startswith("/compte/connexion/")
    assert now(known).state == State.SUBMITTED


def test_the_screen_costs_the_same_with_a_long_past() -> None:
    known, client, counts = to_look_at("Un"), seat(), []
    for round_ in range(2):
        for number in range(3):
            edited(known, f"Titre {round_} {number}")
        client.get(screen(known))
        with CaptureQueriesContext(connection) as asked:
            client.get(screen(known))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 60


def test_a_sheet_that_its_author_took_back_is_not_published_over_her() -> None:
    known = submitted("Un puits")
    deciding.request_changes(action=known, by=animator(), reason="Une date manque.")
    author = member(known.lead)
    contributing.submit(action=now(known), by=author)
    contributing.take_back(action=now(known), by=author)
    client = seat()
    act(client, known, "publish")
    assert now(known).state == State.DRAFT


def test_what_stands_beside_the_sheet_is_shown() -> None:
    known = submitted("Un puits")
    row = ActionImage.objects.create(
        action=known, alternative="Quatre femmes", width=480, height=320, weight=1, is_waiting=False
    )
    shown = page(seat(), screen(known))
    assert row.alternative in shown
    assert f"/fichiers/{row.token}/" in shown


def test_look_alikes_are_looked_for_among_what_waits_too() -> None:
    known, twin = submitted("Zzpuits à Thiès"), submitted("Zzpuits à Thiès")
    taken_back = submitted("Zzpuits à Thiès")
    contributing.take_back(action=taken_back, by=member(taken_back.lead))
    found = duplicates.similar(title="Zzpuits à Thiès", viewer=animator(), but=known.pk, at_the_desk=True)
    assert [one.action for one in found] == [twin]
    assert "submitted, a similar title" in page(seat(), screen(known))


def test_nobody_else_learns_of_what_waits() -> None:
    known = submitted("Zzpuits à Thiès", kind=Kind.COMPANY)
    for viewer in (member(known.lead), person(verified=True), limited(Kind.ASSOCIATION), AnonymousUser()):
        for at_the_desk in (True, False):
            assert not duplicates.similar(title="Zzpuits à Thiès", viewer=viewer, at_the_desk=at_the_desk)
