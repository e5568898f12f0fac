"""The team writes for a structure, which confirms by its link, without an account: from form to sheet."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cordee.actions.models import Action
from cordee.actions.tests.factories import action, animator, member, now, said
from cordee.actions.tests.test_confirming import sent
from cordee.actions.writing.tests.pages import FIVE, browser, opened, send, text
from cordee.actions.writing.tests.test_edit import address
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
TO = "bureau@association.example"
QUESTION = 'name="confirm_to"'


def _link() -> str:
    (letter,) = mail.outbox
    assert letter.to == [TO]
    found = re.search(r"/en(/confirmation/[^/]+/)", str(letter.body))
    assert found
    return found[1]


def test_what_is_entered_for_a_structure_is_confirmed_by_it_from_its_letter(client: Client) -> None:
    lead, team = organisation(), browser(animator())
    answer = send(team, opened(team, lead), **FIVE, confirm_to=TO, confirm_words="Bonjour.")
    assert "its address is not kept" in text(team.get(answer.headers["Location"]))
    known = Action.objects.get()
    assert "Bonjour." in str(mail.outbox[0].body)
    assert sent(client, "/en" + _link(), "confirm", known).status_code == 302
    assert said(known).confirmed_on == timezone.localdate()


def test_a_sheet_completed_for_a_structure_asks_it_too() -> None:
    known, team = action(), browser(animator())
    send(team, team.get(address(known)), summary_fr="Complétée.", confirm_to=TO)
    assert (now(known).confirmations.count(), said(known).texts["fr"].summary) == (1, "Complétée.")
    assert _link()


def test_an_address_that_is_none_is_said_beside_its_field_and_nothing_is_sent() -> None:
    lead, team = organisation(), browser(animator())
    answer = send(team, opened(team, lead), **FIVE, confirm_to="bureau")
    assert (answer.status_code, 'value="bureau"' in text(answer)) == (422, True)
    assert not Action.objects.exists()


def test_what_is_not_public_is_not_asked_about_and_not_written_half() -> None:
    lead, team = organisation(), browser(animator())
    answer = send(team, opened(team, lead), **FIVE, audience="structure", confirm_to=TO)
    assert (answer.status_code, Action.objects.count(), len(mail.outbox)) == (422, 0, 0)
    assert "Publish the sheet first" in text(answer)


def test_a_contributor_asks_nobody_to_confirm_her_own_word() -> None:
    lead = organisation()
    client = browser(member(lead))
    page = opened(client, lead)
    assert QUESTION not in text(page)
    send(client, page, **FIVE, confirm_to=TO)
    assert (Action.objects.count(), len(mail.outbox)) == (1, 0)
