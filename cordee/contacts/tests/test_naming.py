"""Naming a person: who may, what is refused, what she is told, what she may do about it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.contacts import disclosure, links, operations, queries
from cordee.contacts.enums import Field, Reach
from cordee.contacts.links import DeadLink
from cordee.contacts.models import Contact, Coordinates, RelayedMessage, Reveal
from cordee.contacts.operations import InvalidPerson, NotAllowed, Objected
from cordee.contacts.tests.factories import (
    account,
    card_path,
    contact,
    member,
    named,
    person,
    reached_by,
    token_of,
)
from cordee.contacts.tests.letters import letters_to
from cordee.core.limits import TooMany
from cordee.core.models import OutgoingMail
from cordee.journal.models import Change
from cordee.organisations import operations as organisations
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
ANA = "ana@persons.example"


def token(number: int) -> str:
    return token_of(card_path(number))


def test_she_is_told_by_letter_in_every_language() -> None:
    structure = organisation(name="Les Amis")
    number = named(structure)
    (letter,) = letters_to(ANA)
    for words in ("Les Amis", f"/contact/{token(number)}/", f"/en/contact/{token(number)}/"):
        assert words in letter
    assert contact(number).told_at


@pytest.mark.parametrize(
    "who", ["stranger", "awaiting", "reader", "of another"], ids=lambda who: who.replace(" ", "-")
)
def test_only_the_structure_and_the_team_name_persons(who: str) -> None:
    structure = organisation()
    accounts_of: dict[str, Callable[[], User]] = {
        "stranger": account,
        "awaiting": lambda: member(structure, verified=False),
        "reader": lambda: member(structure, is_reader=True),
        "of another": lambda: member(organisation()),
    }
    by = accounts_of[who]()
    with pytest.raises(NotAllowed):
        operations.name_person(structure=structure, person=person(), by=by)
    assert not Contact.objects.exists()
    assert operations.name_person(structure=structure, person=person(), by=account(is_staff=True))


def test_a_closed_structure_names_nobody() -> None:
    structure = organisation()
    by = member(structure)
    organisations.archive(organisation=structure)
    structure.refresh_from_db()
    with pytest.raises(NotAllowed):
        operations.name_person(structure=structure, person=person(), by=by)


def test_an_account_refused_meanwhile_names_nobody() -> None:
    structure = organisation()
    held = member(structure)
    accounts.refuse(user=type(held).objects.get(pk=held.pk), reason="x")
    with pytest.raises(NotAllowed):
        operations.name_person(structure=structure, person=person(), by=held)


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("name", " "),
        ("name", "Ana\r\nBcc: all@example.org"),
        ("name", "x" * 151),
        ("name", "Ana\x00"),
        ("email", ""),
        ("email", "ana"),
        ("email", "ana@persons.example\nBcc: b@c.example"),
        ("telephone", "call me"),
        ("telephone", "12"),
        ("name_for", "everybody"),
        ("side", "between"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(part: str, wrong: str) -> None:
    structure = organisation()
    with pytest.raises(InvalidPerson) as refused:
        operations.name_person(structure=structure, person=person(**{part: wrong}), by=member(structure))
    assert list(refused.value.problems) == [part]
    assert refused.value.problems[part].endswith(".")
    assert not Contact.objects.exists()
    assert not OutgoingMail.objects.exists()


@given(st.text(max_size=60))
def test_any_telephone_is_judged(text: str) -> None:
    assert set(person(telephone=text).tidy().problems()) <= {"telephone"}


def test_thirty_persons_a_day_and_no_more() -> None:
    structure = organisation()
    by = member(structure)
    for n in range(operations.NAMED.most):
        operations.name_person(structure=structure, person=person(email=f"p{n}@x.example"), by=by)
    with pytest.raises(TooMany):
        operations.name_person(structure=structure, person=person(email="last@x.example"), by=by)


def test_the_structure_changes_its_card_and_she_is_told() -> None:
    structure = organisation()
    number = named(structure)
    before = token(number)
    changes: dict[str, Any] = {"function": "Présidente"}
    assert operations.change(contact=number, changes=changes, by=member(structure)) == ["function"]
    assert contact(number).function == "Présidente"
    assert len(letters_to(ANA)) == 2
    assert links.card_behind(before).pk == number
    with pytest.raises(NotAllowed):
        operations.change(contact=number, changes=changes, by=account())


def test_what_she_has_chosen_no_structure_changes() -> None:
    structure = organisation()
    number = named(structure)
    operations.correct(contact=number, person=person(telephone_for=Reach.NOBODY))
    for by in (member(structure), account(is_staff=True)):
        with pytest.raises(InvalidPerson):
            operations.change(contact=number, changes={"telephone_for": Reach.VERIFIED}, by=by)
    assert contact(number).telephone_for == Reach.NOBODY


def test_another_address_gets_a_link_of_its_own() -> None:
    structure = organisation()
    number = named(structure)
    former = token(number)
    operations.change(contact=number, changes={"email": "Ana@New.example"}, by=member(structure))
    with pytest.raises(DeadLink):
        links.card_behind(former)
    (told,) = letters_to("ana@new.example")
    assert token(number) in told
    assert "/contact/" not in letters_to(ANA)[-1]


def test_an_objection_erases_what_was_said() -> None:
    structure = organisation()
    number, viewer = named(structure), account()
    operations.relay(contact=number, by=viewer, text="Bonjour")
    operations.object_to(contact=number)
    row, reached = contact(number), reached_by(number)
    assert (row.name, row.function, reached.email, reached.telephone) == ("", "", "", "")
    assert ANA not in reached.refused_address
    assert not RelayedMessage.objects.exists()
    assert disclosure.card(number, viewer=viewer) is None
    assert token(number) in letters_to(ANA)[-1]


def test_who_has_objected_is_not_named_again_by_the_same_structure() -> None:
    structure, other = organisation(), organisation()
    number, by = named(structure), member(structure)
    operations.object_to(contact=number)
    for again in (ANA, "ANA@persons.example "):
        with pytest.raises(Objected):
            operations.name_person(structure=structure, person=person(email=again), by=by)
    moved = operations.name_person(structure=structure, person=person(email="b@x.example"), by=by)
    with pytest.raises(Objected):
        operations.change(contact=moved, changes={"email": ANA}, by=by)
    with pytest.raises(Objected):
        operations.remove(contact=number, by=by)
    assert named(other)


def test_an_objection_can_be_taken_back() -> None:
    structure = organisation()
    number = named(structure)
    operations.object_to(contact=number)
    operations.take_back(contact=number)
    assert not Coordinates.objects.exists()
    assert named(structure)


def test_a_removed_card_leaves_nothing_and_its_link_dies() -> None:
    structure = organisation()
    number = named(structure)
    link = token(number)
    operations.reveal(contact=number, by=account(), field=Field.EMAIL)
    operations.remove(contact=number, by=member(structure))
    assert not Contact.objects.exists()
    assert not Coordinates.objects.exists()
    assert not Reveal.objects.exists()
    with pytest.raises(DeadLink):
        links.card_behind(link)


@pytest.mark.parametrize("wrong", ["", "x", "a:b:c", "x" * 5000, "é:é"])
def test_a_link_that_is_not_ours_opens_nothing(wrong: str) -> None:
    good = token(named())
    for asked in (wrong, good[:-1], good + "x", good.swapcase()):
        with pytest.raises(DeadLink):
            links.card_behind(asked)


def test_a_link_to_a_card_opens_no_message() -> None:
    with pytest.raises(DeadLink):
        links.message_behind(token(named()))


def test_the_journal_names_nobody() -> None:
    structure = organisation()
    number, viewer = named(structure), account(first_name="Zoé")
    operations.relay(contact=number, by=viewer, text="Un secret")
    operations.correct(contact=number, person=person(name="Ana Cé", telephone="0476000000"))
    operations.object_to(contact=number)
    rows = Change.objects.filter(act__startswith="contact.")
    said = " ".join(f"{row.subject_name} {row.details}" for row in rows)
    assert len(rows) == 4
    for word in ("Ana", "persons.example", "0476", "76 00", "Zoé", "secret"):
        assert word not in said


def test_her_export_holds_all_and_her_erasure_leaves_nothing() -> None:
    structure = organisation()
    number, viewer = named(structure), account()
    operations.reveal(contact=number, by=viewer, field=Field.EMAIL)
    operations.relay(contact=number, by=viewer, text="Bonjour")
    (card,) = queries.of_person(email=ANA)["cards"]
    assert (card["name"], card["telephone"], len(card["opened_by"])) == ("Ana Bel", "+33 4 76 00 00 00", 1)
    assert queries.of_person(user=viewer)["messages_sent"][0]["text"] == "Bonjour"
    operations.forget_person(user=viewer)
    assert queries.reveals_of(number)[0].who == ""
    assert not RelayedMessage.objects.exclude(text="", sender=None).exists()
    assert operations.forget_person(email=ANA) == 1
    assert not Contact.objects.exists()
    kinds = ("cards", "refusals", "choices", "opened", "messages_sent")
    assert queries.of_person() == {kind: [] for kind in kinds}
