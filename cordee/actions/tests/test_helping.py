"""While one types: sheets that look alike, and what is still to be said."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from cordee.actions.completeness import ADDITIONS, completeness
from cordee.actions.content import PartnerName, Text
from cordee.actions.duplicates import Reason, similar
from cordee.actions.enums import Audience, Precision, Progress
from cordee.actions.models import Action
from cordee.actions.tests.factories import ESSEN, OXFORD, action, content, member
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def _found(title: str, **more: Any) -> list[Action]:
    return [one.action for one in similar(title=title, viewer=VISITOR, **more)]


@pytest.mark.parametrize("typed", ["Jumelage avec Oxford", "jumelage Oxfrod", "OXFORD, jumelage"])
def test_a_title_typed_otherwise_is_found(typed: str) -> None:
    known = action(title="Jumelage avec Oxford")
    action(title="École de montagne au Népal", places=(ESSEN,))
    assert _found(typed, country="GB") == [known]


def test_accents_do_not_hide_a_sheet_of_the_same_country() -> None:
    known = action(title="Coopération décentralisée", places=(OXFORD,))
    assert _found("cooperation decentralisee", country="GB") == [known]


def test_another_subject_is_not_found() -> None:
    action(title="Jumelage avec Oxford")
    assert _found("Formation de sages-femmes", country="GB") == []


def test_the_reasons_are_said_and_raise_it() -> None:
    lead = organisation()
    action(title="Jumelage et jeunesse", places=(ESSEN,))
    known = action(lead, title="Jumelage et jeunesse", partners=(PartnerName(name="Oxford City Council"),))
    best, other = similar(
        title="Jumelage et jeunesse",
        viewer=VISITOR,
        country="GB",
        partner="oxford city council",
        organisation=lead.pk,
    )
    assert best.action == known
    assert set(best.reasons) == set(Reason)
    assert other.reasons == (Reason.TITLE,)
    assert best.score >= other.score


def test_a_hidden_partner_is_no_reason() -> None:
    hidden = (PartnerName(name="Fondation Secrète", is_hidden=True),)
    action(title="Jumelage", partners=hidden)
    (found,) = similar(title="Jumelage", viewer=VISITOR, partner="Fondation Secrète")
    assert Reason.PARTNER not in found.reasons


def test_what_one_may_not_see_is_not_found() -> None:
    lead = organisation()
    known = action(lead, title="Jumelage avec Oxford", audience=Audience.STRUCTURE)
    assert _found("Jumelage avec Oxford") == []
    assert [one.action for one in similar(title="Jumelage avec Oxford", viewer=member(lead))] == [known]


@pytest.mark.parametrize("typed", ["", " ", "…", "%_", "\0", "x" * 10_000, "(", "日本"])
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    action()
    assert _found(typed.replace("\0", "")) == []


def test_many_sheets_cost_as_many_queries_as_few(django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        action(title=f"Jumelage {n}")
    with django_assert_max_num_queries(4):
        assert len(_found("Jumelage 3", country="GB")) == 5


def test_five_fields_are_a_sheet_and_everything_is_a_hundred() -> None:
    five = content(summary="Deux phrases. Voilà.", places=(replace(OXFORD, precision=Precision.COUNTRY),))
    assert completeness(five).score == 40
    assert completeness(five).missing[0].code == "partners"
    long = Text(
        title="Titre", **dict.fromkeys(("summary", "unfolding", "objectives", "effects"), "mot " * 20)
    )
    full = replace(
        five,
        places=(OXFORD,),
        texts={"fr": long, "en": Text(title="Title")},
        partners=(PartnerName(name="Un"),),
        themes=("eau",),
        start_year=2020,
        progress=Progress.UNDER_WAY,
        sources="https://exemple.example/",
    )
    assert (completeness(full).score, completeness(full).missing) == (100, ())
    assert sum(one.points for one in ADDITIONS) == 60
