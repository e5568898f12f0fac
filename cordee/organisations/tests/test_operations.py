"""Structures: written once each, merged without losing an action, checked before they are kept."""

import pytest

from cordee.journal.models import Change
from cordee.organisations import operations, queries
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from cordee.organisations.registers import rna_is_valid, siret_is_valid
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
    ("rna", "is_valid"),
    [
        ("W381234567", True),
        ("W9R2003632", True),  # Réunion
        ("W2A1000412", True),  # Corse-du-Sud
        ("w381234567", False),
        ("381234567", False),
        ("W38123456", False),
        ("W381234567\n", False),
        ("W٣81234567", False),
    ],
)
def test_rna(rna: str, is_valid: bool) -> None:
    assert rna_is_valid(rna) is is_valid


@pytest.mark.parametrize(
    "parts",
    [
        {"name": " "},
        {"commune": "38185", "locality": "Lyon"},
        {"siret": "123"},
        {"rna": "123"},
        {"website": "ftp://x"},
    ],
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
    known = organisation()
    assert queries.followed([known.slug, "nobody"]) == {known.pk}


def test_plain_content_has_no_problem() -> None:
    assert Content(name="Ville", kind=Kind.PUBLIC_BODY).problems() == []
