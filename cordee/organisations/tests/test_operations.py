"""Structures: written once each, merged without losing an action, checked before they are kept."""

import pytest

from cordee.actions.models import Action, CoLead
from cordee.actions.tests.factories import action, content, edited
from cordee.atlas.models import Document
from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.organisations import operations, queries
from cordee.organisations.content import Content, siret_is_valid
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from cordee.organisations.tests import factories
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def _now(known: Organisation) -> Organisation:
    return Organisation.objects.get(pk=known.pk)


@pytest.mark.parametrize(
    ("siret", "is_valid"),
    [
        ("73282932000074", True),
        ("73282932000075", False),
        ("35600000000048", True),  # La Poste's seat: Luhn's sum too
        ("35600000049837", True),  # one of its offices: only the sum of its digits
        ("35600000049838", False),
        ("7328293200007", False),
        ("732829320000740", False),
        ("７3282932000074", False),
        ("", False),
    ],
)
def test_siret(siret: str, is_valid: bool) -> None:
    assert siret_is_valid(siret) is is_valid


@pytest.mark.parametrize(
    "parts",
    [{"name": " "}, {"commune": "38185", "locality": "Lyon"}, {"siret": "123"}, {"website": "ftp://x"}],
)
def test_what_is_wrong_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(operations.InvalidContent) as refusal:
        operations.put([operations.Entry(key="k", content=factories.content(**parts))])
    assert refusal.value.problems[0].endswith(".")
    assert not Organisation.objects.exists()


def test_writing_twice_is_one_sheet() -> None:
    entry = operations.Entry(key="k", content=factories.content(descriptions={"fr": "Ici"}))
    assert operations.put([entry]) == operations.Outcome(created=1)
    assert operations.put([entry]) == operations.Outcome(unchanged=1)
    other = operations.Entry(key="k", content=factories.content(name="Autre", descriptions={"en": "Here"}))
    assert operations.put([other]) == operations.Outcome(updated=1)
    known = queries.by_key(["k"])["k"]
    assert (queries.content_of(known), known.slug) == (other.content, "k")
    assert list(Change.objects.values_list("act", flat=True)) == [
        "organisation.created",
        "organisation.edited",
    ]
    assert known.latest_revision is not None
    assert known.latest_revision.content["content"]["name"] == "Autre"


def test_a_renamed_structure_is_found_by_its_new_name() -> None:
    made = action(organisation("k", name="Zoologia"))
    operations.put([operations.Entry(key="k", content=factories.content(name="Botanica"))])
    assert Document.objects.get(pk=made.pk).structure_key == "botanica"


def test_archived_structures_leave_the_lists_and_keep_their_actions() -> None:
    known = organisation("k")
    made = action(known)
    operations.archive(organisation=known, reason="closed")
    assert (_now(known).state, queries.published().exists()) == (State.ARCHIVED, False)
    assert Document.objects.filter(pk=made.pk).exists()


def test_merging_takes_over_actions_departments_and_addresses() -> None:
    first, old, new, part = (organisation(key) for key in ("first", "old", "new", "part"))
    operations.put([operations.Entry(key="part", content=factories.content(parent=old.pk))])
    led, helped = action(old), action(organisation(), co_leads=(old.pk,))
    operations.merge(organisation=first, into=old)
    operations.merge(organisation=_now(old), into=new)
    assert Action.objects.get(pk=led.pk).lead == new
    assert CoLead.objects.get(action=helped).organisation == new
    assert _now(part).parent == new
    assert {_now(first).merged_into, _now(old).merged_into} == {new}
    for slug in ("first", "old", "new"):
        assert queries.followed([slug]) == {new.pk}
    assert set(queries.published()) == {new, part, helped.lead}


def test_merging_makes_nobody_lead_twice() -> None:
    old, new, lead = organisation("old"), organisation("new"), organisation("lead")
    both = action(lead, co_leads=(old.pk, new.pk))
    led_by_old, led_by_new = action(old, co_leads=(new.pk,)), action(new, co_leads=(old.pk,))
    operations.merge(organisation=old, into=new)
    assert list(both.co_leads.values_list("organisation", flat=True)) == [new.pk]
    for one in (led_by_old, led_by_new):
        assert Action.objects.get(pk=one.pk).lead == new
        assert not CoLead.objects.filter(action=one).exists()
        assert edited(Action.objects.get(pk=one.pk), sources="Still editable").sources


def test_merging_into_ones_own_department() -> None:
    top, school, lab = organisation("top"), organisation("school"), organisation("lab")
    for one, parent in ((school, top), (lab, school)):
        operations.put([operations.Entry(key=one.key, content=factories.content(parent=parent.pk))])
    operations.merge(organisation=_now(school), into=_now(lab))
    assert (_now(lab).parent, _now(school).parent) == (top, top)


@pytest.mark.parametrize("pair", [("a", "a"), ("merged", "a"), ("a", "merged")])
def test_merging_what_cannot_be(pair: tuple[str, str]) -> None:
    known = {key: organisation(key) for key in ("a", "merged", "target")}
    operations.merge(organisation=known["merged"], into=known["target"])
    with pytest.raises(operations.InvalidContent):
        operations.merge(organisation=known[pair[0]], into=known[pair[1]])


def test_nothing_is_part_of_itself() -> None:
    top, part = organisation("top"), organisation("part")
    operations.put([operations.Entry(key="part", content=factories.content(parent=top.pk))])
    for parent in (top.pk, part.pk):
        with pytest.raises(operations.InvalidContent):
            operations.put([operations.Entry(key="top", content=factories.content(parent=parent))])


def test_unknown_address_leads_nowhere() -> None:
    assert queries.followed(["nobody"]) == frozenset()
    assert content().lead in queries.followed([Organisation.objects.get().slug])


def test_plain_content_has_no_problem() -> None:
    assert Content(name="Ville", kind=Kind.PUBLIC_BODY).problems() == []
