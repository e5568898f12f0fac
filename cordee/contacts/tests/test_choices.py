"""What a person has chosen holds for her address and the structure, whatever becomes of her cards."""

from typing import Any

import pytest

from cordee.contacts import operations, queries
from cordee.contacts.enums import Field, Reach
from cordee.contacts.models import Choice, Reveal
from cordee.contacts.operations import InvalidPerson
from cordee.contacts.tests.factories import account, contact, member, named, person, reached_by
from cordee.organisations import operations as organisations
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
ANA = "ana@persons.example"
HIDDEN: dict[str, Any] = {"name_for": Reach.STRUCTURE, "email_for": Reach.NOBODY, "telephone": ""}


def _chosen(structure: Organisation) -> int:
    """A card on which Ana has hidden her address and taken her number out."""
    number = named(structure)
    operations.correct(contact=number, person=person(**HIDDEN))
    return number


def test_removed_and_named_again_she_is_shown_as_she_chose() -> None:
    structure = organisation()
    operations.remove(contact=_chosen(structure), by=member(structure))
    again = named(structure)
    row = contact(again)
    assert (row.name_for, row.email_for, reached_by(again).telephone) == (Reach.STRUCTURE, Reach.NOBODY, "")
    with pytest.raises(InvalidPerson):
        operations.change(contact=again, changes={"email_for": Reach.VERIFIED}, by=member(structure))


def test_what_she_corrected_no_structure_changes_back() -> None:
    structure = organisation()
    number = _chosen(structure)
    for changes in ({"telephone": "+33 4 76 00 00 00"}, {"name_for": Reach.VERIFIED}):
        with pytest.raises(InvalidPerson) as refused:
            operations.change(contact=number, changes=changes, by=member(structure))
        assert list(refused.value.problems) == list(changes)
    assert operations.change(contact=number, changes={"function": "Vice"}, by=member(structure))


def test_another_address_after_a_choice_is_another_person() -> None:
    structure = organisation()
    number = _chosen(structure)
    Reveal.objects.create(contact=contact(number), viewer=account(), field=Field.EMAIL)
    operations.relay(contact=number, by=account(), text="Bonjour")
    operations.change(contact=number, changes={"email": "b@x.example"}, by=member(structure))
    row = contact(number)
    assert (row.name_for, row.email_for, row.chosen_at) == (Reach.STRUCTURE, Reach.NOBODY, None)
    assert not queries.reveals_of(number)
    assert not row.messages.exists()


def test_a_change_of_address_shows_nothing_wider_by_the_way() -> None:
    structure = organisation()
    number = _chosen(structure)
    wider = {"email": "b@x.example", "email_for": Reach.VERIFIED}
    with pytest.raises(InvalidPerson):
        operations.change(contact=number, changes=wider, by=member(structure))


def test_back_at_her_address_her_choices_hold_again() -> None:
    structure = organisation()
    number, by = _chosen(structure), member(structure)
    operations.change(contact=number, changes={"email": "b@x.example"}, by=by)
    operations.change(contact=number, changes={"email_for": Reach.VERIFIED, "telephone": "0476000000"}, by=by)
    operations.change(contact=number, changes={"email": ANA}, by=by)
    assert (contact(number).email_for, reached_by(number).telephone) == (Reach.NOBODY, "")
    assert contact(number).chosen_at


def test_a_second_card_of_which_she_said_nothing_is_shown_as_she_chose() -> None:
    structure = organisation()
    second = named(structure)
    _chosen(structure)
    assert (contact(second).email_for, reached_by(second).telephone) == (Reach.NOBODY, "")


def test_another_structure_is_not_bound_by_them() -> None:
    _chosen(organisation())
    assert contact(named(organisation())).email_for == Reach.VERIFIED


def test_of_two_structures_in_one_the_narrower_choice_holds() -> None:
    one, two = organisation(), organisation()
    first, second = named(one), named(two)
    operations.correct(contact=first, person=person(email_for=Reach.NOBODY))
    operations.correct(contact=second, person=person(telephone_for=Reach.STRUCTURE))
    organisations.merge(organisation=one, into=two)
    (kept,) = Choice.objects.all()
    assert (kept.structure, kept.email_for, kept.telephone_for) == (two, Reach.NOBODY, Reach.STRUCTURE)


def test_what_she_kept_to_one_structure_is_not_for_the_members_of_another() -> None:
    one, two = organisation(), organisation()
    number = _chosen(one)
    organisations.merge(organisation=one, into=two)
    assert (contact(number).structure, contact(number).name_for) == (two, Reach.NOBODY)
    assert Choice.objects.get().name_for == Reach.NOBODY


def test_her_choices_are_in_her_export_and_hold_no_word_of_hers() -> None:
    structure = organisation(name="Les Amis")
    operations.remove(contact=_chosen(structure), by=member(structure))
    (told,) = queries.of_person(email=ANA)["choices"]
    assert (told["structure"], told["email_for"], told["emptied"]) == ("Les Amis", "nobody", ["telephone"])
    assert "Ana" not in str(Choice.objects.values().get())


def test_what_she_wrote_of_herself_does_not_go_to_another_address() -> None:
    structure = organisation()
    number, by = named(structure), member(structure)
    hers = {"name": "Ana Véritable", "telephone": "+33 6 12 34 56 78", "telephone_for": Reach.NOBODY}
    operations.correct(contact=number, person=person(**hers))
    with pytest.raises(InvalidPerson) as refused:
        operations.change(contact=number, changes={"email": "spy@x.example"}, by=by)
    assert list(refused.value.problems) == ["name"]
    operations.change(contact=number, changes={"email": "spy@x.example", "name": "Zoé"}, by=by)
    assert (contact(number).name, reached_by(number).telephone) == ("Zoé", "")
