"""Who takes care of what waits, and what the team notes: for itself alone, and gone in time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cordee.actions import operations
from cordee.actions.models import Action
from cordee.actions.tests.factories import animator, member
from cordee.core.limits import Limit
from cordee.desk import care as desk_care
from cordee.desk import waiting
from cordee.desk.tests.scenes import act, limited, page, reported, screen, seat, submitted, to_look_at
from cordee.journal.models import Change
from cordee.moderation import handling
from cordee.moderation.models import Handling, Note
from cordee.organisations import memberships, permissions
from cordee.organisations.enums import Kind
from cordee.organisations.models import Remit
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import person
from cordee.territory import instance

pytestmark = pytest.mark.django_db


def care(thing: object, kind: str = "fiches") -> str:
    return reverse("desk-queue:care", args=[kind, getattr(thing, "pk", 0)])


def test_one_takes_it_and_gives_it_back() -> None:
    known, user = submitted(), animator()
    client = seat(user)
    client.post(care(known), {"act": "take"})
    assert handling.taken(known).get().by == user
    assert "Give it back" in page(client, screen(known))
    client.post(care(known), {"act": "give-back"})
    assert not handling.taken(known).exists()


def test_of_two_who_take_it_the_second_is_told() -> None:
    known, first = submitted(), animator()
    seat(first).post(care(known), {"act": "take"})
    shown = seat().post(care(known), {"act": "take"}, follow=True).content.decode()
    assert f"{first.get_full_name()} takes care of it already." in shown
    assert handling.taken(known).get().by == first


def test_what_is_decided_is_free_again() -> None:
    known, client = submitted(), seat()
    client.post(care(known), {"act": "take"})
    act(client, known, "approve")
    assert not Handling.objects.exists()


def test_a_note_is_read_by_the_team_and_the_journal_has_its_number_alone() -> None:
    known, client = submitted(), seat()
    client.post(care(known), {"act": "note", "text": "Zoé du 06 11 22 33 44 a <b>appelé</b>."})
    assert "&lt;b&gt;appelé&lt;/b&gt;" in page(client, screen(known))
    change = Change.objects.get(act="action.noted")
    assert change.details == {"note": Note.objects.get().pk}
    assert seat(member(known.lead)).get(screen(known)).status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\x00b"])
def test_what_is_no_note_is_told(text: str) -> None:
    known = submitted()
    shown = seat().post(care(known), {"act": "note", "text": text}, follow=True)
    assert shown.status_code == 200
    assert not Note.objects.exists()


def test_a_note_about_a_person_goes_with_her() -> None:
    asked = memberships.request(user=person(), organisation=organisation(), reason="J’y travaille.")
    client = seat()
    client.post(care(asked, "rattachements"), {"act": "note", "text": "À rappeler."})
    assert Note.objects.get().about == asked.user
    handling.forget_person(asked.user)
    assert not Note.objects.exists()


def test_what_is_noted_of_a_sheet_goes_with_it() -> None:
    known = submitted()
    handling.take(thing=known, by=animator())
    handling.note(thing=known, by=animator(), text="Vu.")
    operations.delete(action=Action.objects.get(pk=known.pk))
    assert not Note.objects.exists()
    assert not Handling.objects.exists()


def test_nothing_is_noted_out_of_the_remit_or_of_what_does_not_wait() -> None:
    known = submitted(kind=Kind.ASSOCIATION)
    report = reported(to_look_at(kind=Kind.ASSOCIATION))
    client = seat(limited(Kind.COMPANY))
    for address in (
        care(known),
        care(report, "signalements"),
        care(known, "nothing"),
        care(known, "structures"),
    ):
        assert client.post(address, {"act": "note", "text": "Vu."}).status_code == 404
    assert seat(member(known.lead)).post(care(known), {"act": "take"}).status_code == 404
    assert not Note.objects.exists()


def test_it_is_only_sent() -> None:
    assert seat().get(care(submitted())).status_code == 404


def test_it_is_given_to_a_colleague_who_is_written_to() -> None:
    known, by, to = submitted(kind=Kind.COMPANY), animator(), limited(Kind.COMPANY)
    client = seat(by)
    handling.take(thing=known, by=animator())
    assert f'<option value="{to.pk}">' in " ".join(page(client, screen(known)).split())
    client.post(care(known), {"act": "give", "to": to.pk})
    assert handling.taken(known).get().by == to
    assert Change.objects.get(act="action.given").details == {"to": to.pk}
    assert [letter.to for letter in mail.outbox if "gives you something" in letter.subject] == [[to.email]]
    assert waiting.queue(by, waiting.Filters.of({"suivi": str(to.pk)}))[0].pk == known.pk


def test_it_is_given_to_nobody_who_may_not_decide_on_it() -> None:
    asked = memberships.request(
        user=animator(), organisation=organisation(kind=Kind.ASSOCIATION), reason="J’y travaille."
    )
    client, stranger = seat(), limited(Kind.COMPANY)
    shown = page(client, reverse("desk-queue:membership", args=[asked.pk]))
    for user in (stranger, asked.user, member(asked.organisation)):
        assert f'<option value="{user.pk}">' not in " ".join(shown.split())
        answer = client.post(care(asked, "rattachements"), {"act": "give", "to": user.pk}, follow=True)
        assert "Choose a colleague who may decide on it." in answer.content.decode()
    for rubbish in ("", "x", "9" * 40, "-1"):
        client.post(care(asked, "rattachements"), {"act": "give", "to": rubbish})
    assert not Handling.objects.exists()


def test_who_has_given_much_goes_on_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_care, "BY_ONE", Limit("given", 1, timedelta(days=1)))
    one, other, client, to = submitted("Un puits"), submitted("Une école"), seat(), animator()
    for known in (one, other):
        client.post(care(known), {"act": "give", "to": to.pk})
    assert [handling.taken(known).exists() for known in (one, other)] == [True, False]


def test_the_remit_is_said_twice_alike() -> None:
    communes = [next(iter(instance.current().communes))]
    houses = [organisation(kind=Kind.COMPANY, commune=communes[0]), organisation(kind=Kind.ASSOCIATION)]
    for kinds, places in ([], []), ([Kind.COMPANY], []), ([], communes), ([Kind.ASSOCIATION], communes):
        user = animator()
        Remit.objects.create(user=user, kinds=kinds, communes=places)
        for house in houses:
            assert (user in permissions.team_for(house)) == permissions.in_remit(user, house)
    administrator = person(is_staff=True, is_superuser=True)
    assert administrator in permissions.team_for(houses[0])
    assert person() not in permissions.team_for(houses[0])


def test_a_note_that_is_too_long_stays_in_its_field_until_a_shorter_one_is_kept() -> None:
    known, client = submitted(), seat()
    text = "Zzappeler demain. " + "x" * 2001
    shown = client.post(care(known), {"act": "note", "text": text}, follow=True).content.decode()
    assert "2000 characters fit in a note" in shown
    assert text in shown
    assert text in page(client, screen(known))
    assert not Note.objects.exists()
    client.post(care(known), {"act": "note", "text": "Plus court."})
    assert "Zzappeler" not in page(client, screen(known))
