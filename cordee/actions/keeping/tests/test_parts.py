"""A structure that another names finds the question, answers it once, and sees nothing else of the sheet."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from cordee.actions import co_leads, contributing
from cordee.actions.enums import Audience
from cordee.actions.keeping.tests.browsers import acted, browser, english, inside
from cordee.actions.models import Action, CoLead
from cordee.actions.tests.factories import action, animator, content, member, now, said
from cordee.core.mail.delivery import carry
from cordee.organisations.enums import Regime
from cordee.organisations.models import Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def _named(other: Organisation, **parts: Any) -> Action:
    lead = organisation(name="La Meneuse")
    return contributing.contribute(by=member(lead), content=content(lead, co_leads=(other.pk,), **parts))


def _part(known: Action) -> CoLead:
    return CoLead.objects.get(action=known)


def test_she_is_asked_and_sees_nothing_of_the_inside() -> None:
    other = organisation(name="La Seconde")
    known = _named(other)
    page = inside(member(other), known)
    assert "Does “La Seconde” carry it too?" in page
    assert "La Meneuse says so" in page
    assert english("action", known.slug) in page
    for inner in ("versions", "archive_action", "Edit"):
        assert f">{inner}<" not in page
    assert english("archive_action", known.slug) not in page


def test_she_confirms_once() -> None:
    other = organisation(name="La Seconde")
    known, user = _named(other), member(other)
    assert "Confirmed: the sheet names “La Seconde”" in acted(user, known, "confirm_part", structure=other.pk)
    assert _part(known).confirmed_by == user
    page = inside(user, known)
    assert "“La Seconde” carries it too" in page
    assert "Yes, it does" not in page


def test_she_declines_with_a_reason_that_the_authors_read() -> None:
    other = organisation(name="La Seconde")
    known, user = _named(other), member(other)
    for reason in ("", "  ", "x" * 2001):
        acted(user, known, "decline_part", structure=other.pk, reason=reason)
        assert said(known).co_leads == (other.pk,)
    page = acted(user, known, "decline_part", structure=other.pk, reason="Pas\x00 nous.")
    assert "names “La Seconde” no more" in page
    assert said(known).co_leads == ()
    assert browser(user).get(english("my_action", known.slug)).status_code == 404
    assert "Pas nous." in inside(member(Organisation.objects.get(pk=known.lead_id)), known)


@pytest.mark.parametrize("structure", ["", "x", "0", "9" * 40])
def test_another_number_leads_nowhere(structure: str) -> None:
    other = organisation()
    known = _named(other)
    assert "nothing to answer" in acted(member(other), known, "confirm_part", structure=structure)
    assert _part(known).confirmed_at is None


def test_nobody_answers_for_the_structure_of_others() -> None:
    other, third = organisation(), organisation()
    known = _named(other)
    lead = Organisation.objects.get(pk=known.lead_id)
    assert "nothing to answer" in acted(member(lead), known, "confirm_part", structure=other.pk)
    address = english("my_action", known.slug)
    assert browser(member(third)).post(address, {"act": "confirm_part"}).status_code == 404
    assert _part(known).confirmed_at is None


@pytest.mark.parametrize("act", ["submit", "take_back", "confirm"])
def test_who_is_only_named_does_nothing_else(act: str) -> None:
    other = organisation()
    known = _named(other)
    answer = browser(member(other)).post(english("my_action", known.slug), {"act": act, "version": 1})
    assert answer.status_code == 404
    assert now(known).live


def test_a_sheet_that_is_not_public_yet_is_not_there_for_her() -> None:
    other, lead = organisation(), organisation()
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    known = contributing.contribute(by=member(lead), content=content(lead, co_leads=(other.pk,)))
    assert browser(member(other)).get(english("my_action", known.slug)).status_code == 404


def test_a_sheet_for_named_persons_is_not_there_for_her() -> None:
    other = organisation()
    known = action(co_leads=(other.pk,), audience=Audience.NAMED)
    assert browser(member(other)).get(english("my_action", known.slug)).status_code == 404


def test_the_team_answers_for_a_structure() -> None:
    other = organisation(name="La Seconde")
    known = _named(other)
    assert "Does “La Seconde” carry it too?" in inside(animator(), known)


def test_the_authors_read_who_has_answered() -> None:
    other = organisation(name="La Seconde")
    known = _named(other)
    author = member(Organisation.objects.get(pk=known.lead_id))
    assert "asked, has not answered yet" in inside(author, known)
    co_leads.confirm(co_lead=_part(known), by=member(other))
    assert "confirmed on" in inside(author, known)


def test_the_letter_leads_to_the_question() -> None:
    other = organisation(name="La Seconde")
    user = member(other)
    known = _named(other)
    carry.func()
    (letter,) = [one for one in mail.outbox if one.to == [user.email]]
    with translation.override("fr"):
        assert reverse("my_action", args=[known.slug]) in str(letter.body)
