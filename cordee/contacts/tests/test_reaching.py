"""Opening a part of a card, and messages carried without an address."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordee.accounts import operations as accounts
from cordee.contacts import links, operations, queries
from cordee.contacts.enums import Field, Reach
from cordee.contacts.links import DeadLink
from cordee.contacts.models import RelayedMessage, Reveal
from cordee.contacts.operations import AlreadyAnswered, InvalidMessage, NotDisclosed
from cordee.contacts.tests.factories import account, answer_path, card_path, contact, member, named, token_of
from cordee.contacts.tests.letters import heads_to, letters_to
from cordee.core.limits import TooMany
from cordee.journal.models import Change
from cordee.organisations.tests.factories import organisation
from cordee.territory import instance

pytestmark = pytest.mark.django_db
ANA = "ana@persons.example"


def cards(count: int) -> list[int]:
    structure = organisation()
    return [named(structure, email=f"p{n}@persons.example") for n in range(count)]


def test_an_opening_is_logged_and_told_to_the_person() -> None:
    structure = organisation(name="Les Voisins")
    viewer = member(structure, first_name="Zoé", last_name="Roux")
    number = named()
    assert operations.reveal(contact=number, by=viewer, field=Field.EMAIL) == ANA
    (opening,) = queries.reveals_of(number)
    assert (opening.field, opening.who, opening.structures) == (Field.EMAIL, "Zoé Roux", ("Les Voisins",))


def test_an_account_without_a_name_is_not_called_by_its_address() -> None:
    number, viewer = named(), account()
    operations.reveal(contact=number, by=viewer, field=Field.EMAIL)
    operations.relay(contact=number, by=viewer, text="Bonjour")
    assert queries.reveals_of(number)[0].who == ""
    assert viewer.email not in letters_to(ANA)[-1]


@pytest.mark.parametrize("reach", [Reach.STRUCTURE, Reach.NOBODY])
def test_what_is_not_for_the_viewer_is_not_opened(reach: Reach) -> None:
    number = named(email_for=reach)
    with pytest.raises(NotDisclosed):
        operations.reveal(contact=number, by=account(), field=Field.EMAIL)
    assert not Reveal.objects.exists()


def test_rights_are_read_again() -> None:
    number, held = named(), account()
    accounts.refuse(user=type(held).objects.get(pk=held.pk), reason="x")
    with pytest.raises(NotDisclosed):
        operations.reveal(contact=number, by=held, field=Field.EMAIL)
    with pytest.raises(NotDisclosed):
        operations.relay(contact=number, by=held, text="Bonjour")


def test_the_day_s_last_one_is_refused_and_the_animators_are_told_once() -> None:
    most = instance.current().participation.reveals_a_day
    viewer, numbers = account(), cards(most + 1)
    for number in numbers[:most]:
        operations.reveal(contact=number, by=viewer, field=Field.EMAIL)
    for _turn in range(3):
        with pytest.raises(TooMany):
            operations.reveal(contact=numbers[-1], by=viewer, field=Field.EMAIL)
    assert Reveal.objects.count() == most
    (alert,) = Change.objects.filter(act="contact.limit")
    assert (alert.actor, alert.details) == (viewer, {"most": most})
    # What was opened already today is open still.
    assert operations.reveal(contact=numbers[0], by=viewer, field=Field.EMAIL)


def test_the_team_is_logged_not_counted() -> None:
    most = instance.current().participation.reveals_a_day
    team, numbers = account(is_staff=True), cards(most + 1)
    for number in numbers:
        operations.reveal(contact=number, by=team, field=Field.EMAIL)
    assert Reveal.objects.count() == most + 1


def test_the_same_within_a_day_is_one_opening() -> None:
    number, viewer = named(), account()
    with time_machine.travel(timezone.now()) as clock:
        for _turn in range(3):
            operations.reveal(contact=number, by=viewer, field=Field.TELEPHONE)
        assert Reveal.objects.count() == 1
        clock.shift(timedelta(hours=25))
        operations.reveal(contact=number, by=viewer, field=Field.TELEPHONE)
    assert Reveal.objects.count() == 2


def sent(text: str = "Bonjour Ana") -> tuple[RelayedMessage, str]:
    """A message, and the token of the link by which she answers it."""
    number = named(email_for=Reach.NOBODY)
    sender = member(organisation(name="Les Voisins"), first_name="Zoé", last_name="Roux")
    operations.relay(contact=number, by=sender, text=text)
    message = RelayedMessage.objects.get()
    return message, token_of(answer_path(message))


def test_a_message_tells_who_writes_and_no_address() -> None:
    message, token = sent("Un projet\r\nà Dakar")
    letter = letters_to(ANA)[-1]
    for words in ("Zoé Roux", "Les Voisins", "> Un projet\n> à Dakar", token):
        assert words in letter
    assert message.sender is not None
    assert message.sender.email not in letter
    assert "Reply-To" not in letter


def test_a_letter_that_is_handed_on_opens_no_card() -> None:
    message, _token = sent()
    card = card_path(message.contact_id)
    assert card not in letters_to(ANA)[-1]
    operations.send_link(contact=message.contact_id)
    assert card in letters_to(ANA)[-1]


def test_an_answer_tells_no_address_and_the_message_is_forgotten() -> None:
    message, token = sent()
    assert message.sender is not None
    operations.answer(message=links.message_behind(token).pk, text="Avec plaisir")
    (letter,) = letters_to(message.sender.email)
    assert "> Avec plaisir" in letter
    assert ANA not in letter
    assert "Reply-To" not in letter
    message.refresh_from_db()
    assert (message.text, bool(message.answered_at)) == ("", True)
    with pytest.raises(AlreadyAnswered):
        operations.answer(message=message.pk, text="Encore")


def test_an_answer_keeps_her_name_where_she_keeps_it() -> None:
    number, sender = named(name_for=Reach.NOBODY), account()
    operations.relay(contact=number, by=sender, text="Bonjour")
    operations.answer(message=RelayedMessage.objects.get().pk, text="Oui")
    assert "Ana Bel" not in letters_to(sender.email)[-1]


def test_no_answer_reaches_a_refused_account() -> None:
    message, _token = sent()
    assert message.sender is not None
    accounts.refuse(user=message.sender, reason="x")
    with pytest.raises(NotDisclosed):
        operations.answer(message=message.pk, text="Oui")


@pytest.mark.parametrize("text", ["", " \r\n ", "x" * 3001, "a\x00b"])
def test_a_message_that_cannot_be_carried_is_refused_in_a_sentence(text: str) -> None:
    number, sender = named(), account()
    with pytest.raises(InvalidMessage, match=r"\.$"):
        operations.relay(contact=number, by=sender, text=text)
    assert not RelayedMessage.objects.exists()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=200))
def test_no_text_becomes_a_head_of_the_letter(text: str) -> None:
    number, sender = named(), account(first_name="Zoé\r\nBcc: all@x.example")
    try:
        operations.relay(contact=number, by=sender, text=f"{text}\r\nBcc: all@x.example")
    except InvalidMessage:
        return
    assert "Bcc" not in heads_to(ANA)


def test_ten_messages_a_day() -> None:
    number, sender = named(), account()
    for _turn in range(10):
        operations.relay(contact=number, by=sender, text="Bonjour")
    with pytest.raises(TooMany):
        operations.relay(contact=number, by=sender, text="Bonjour")


def test_old_texts_and_openings_are_swept() -> None:
    message, token = sent()
    operations.reveal(contact=message.contact_id, by=account(), field=Field.TELEPHONE)
    now = timezone.now()
    assert operations.sweep(now=now + timedelta(days=89)) == (0, 0)
    assert operations.sweep(now=now + timedelta(days=91)) == (1, 0)
    assert operations.sweep(now=now + timedelta(days=366)) == (0, 1)
    with pytest.raises(AlreadyAnswered):
        operations.answer(message=message.pk, text="Oui")
    with time_machine.travel(now + timedelta(days=91)), pytest.raises(DeadLink):
        links.message_behind(token)


def test_her_new_address_does_not_inherit_the_links_of_the_former() -> None:
    message, token = sent()
    structure = contact(message.contact_id).structure
    operations.change(contact=message.contact_id, changes={"email": "b@x.example"}, by=member(structure))
    with pytest.raises(DeadLink):
        links.message_behind(token)
