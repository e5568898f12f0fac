"""Contacts on an action: who puts them there, who reads them, and what opening one answers."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cordee.accounts.models import User
from cordee.actions import co_leads, contact_cards, contributing, deciding, operations, queries
from cordee.actions.contact_cards import NotThere, NotVerified
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.actions.tests import factories
from cordee.contacts import mentions
from cordee.contacts import operations as contacts
from cordee.contacts.enums import Reach
from cordee.contacts.models import Reveal
from cordee.contacts.tests.factories import account, member, person
from cordee.contacts.tests.letters import letters_to
from cordee.core.limits import Limit
from cordee.journal.models import Change
from cordee.organisations.tests.factories import organisation
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ANA = "ana@persons.example"


@pytest.fixture(autouse=True)
def mail_table(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"


def with_contact(audience: Audience = Audience.PUBLIC, **parts: object) -> tuple[Action, User]:
    """An action that names Ana, and the member who named her."""
    lead = organisation()
    action, by = factories.action(lead, title="Un puits", audience=audience), member(lead)
    contact_cards.name_person(action=action, person=person(**parts), by=by)
    return action, by


def opened(client: Client, action: Action, field: str = "courriel", position: int = 1) -> tuple[int, str]:
    response = client.post(f"/en/actions/{action.slug}/contacts/{position}/{field}/")
    return response.status_code, response.content.decode()


def test_she_is_told_on_which_action() -> None:
    action, _by = with_contact()
    (letter,) = letters_to(ANA)
    assert "Un puits" in letter
    assert f"/actions/{action.slug}/" in letter


def test_she_reads_where_she_is_named_and_gets_no_link_that_is_closed_to_her() -> None:
    public, _by = with_contact()
    inside, _by = with_contact(Audience.STRUCTURE, email="b@x.example")
    with translation.override("fr"):
        paths = [
            mention.path
            for action in (public, inside)
            for mention in mentions.mentions(action.contacts.get().contact_id)
        ]
    assert paths == [f"/actions/{public.slug}/", ""]


def test_only_structures_that_carry_the_action_name_persons_on_it() -> None:
    action, _by = with_contact()
    other = organisation()
    with pytest.raises(contacts.NotAllowed):
        contact_cards.name_person(action=action, person=person(), by=member(other), structure=other)
    with pytest.raises(contacts.NotAllowed):
        contact_cards.name_person(action=action, person=person(), by=member(other))


def test_a_card_is_shown_on_a_second_action_and_she_is_told() -> None:
    action, by = with_contact()
    second = factories.action(action.lead, title="Une école")
    number = action.contacts.get().contact_id
    for _turn in range(2):
        contact_cards.attach(action=second, contact=number, by=by)
    assert len(letters_to(ANA)) == 2
    assert "Une école" in letters_to(ANA)[1]
    with pytest.raises(contacts.NotAllowed):
        contact_cards.detach(action=second, contact=number, by=account())
    contact_cards.detach(action=second, contact=number, by=by)
    assert [mention.title for mention in mentions.mentions(number)] == ["Un puits"]


def test_an_edit_of_the_action_keeps_its_contacts() -> None:
    action, _by = with_contact()
    factories.edited(action, start_year=2001)
    assert action.contacts.count() == 1


def test_positions_do_not_move_when_one_goes() -> None:
    action, by = with_contact()
    contact_cards.name_person(action=action, person=person(email="b@x.example"), by=by)
    contacts.remove(contact=action.contacts.get(position=1).contact_id, by=by)
    contact_cards.name_person(action=action, person=person(email="c@x.example"), by=by)
    assert [placed.position for placed in contact_cards.of_action(action.pk, account())] == [2, 3]


def test_a_position_is_given_once() -> None:
    action, by = with_contact()
    contacts.remove(contact=action.contacts.get().contact_id, by=by)
    contact_cards.name_person(action=action, person=person(email="b@x.example"), by=by)
    assert [placed.position for placed in contact_cards.of_action(action.pk, account())] == [2]


def test_a_structure_names_persons_once_it_has_confirmed_its_part() -> None:
    lead, other = organisation(), organisation()
    by = member(other)
    action = contributing.contribute(by=member(lead), content=factories.content(lead, co_leads=(other.pk,)))
    deciding.looked_at(action=action, by=factories.animator(), version=action.version)
    with pytest.raises(contacts.NotAllowed):
        contact_cards.name_person(action=action, person=person(), by=by, structure=other)
    co_leads.confirm(co_lead=action.co_leads.get(), by=by)
    contact_cards.name_person(action=action, person=person(), by=by, structure=other)
    line = queries.to_look_at().get()
    assert (line.object_id, line.by, line.before is not None) == (action.pk, by, True)
    assert Change.objects.filter(act="action.contact_named", actor=by).exists()


def test_nobody_is_named_on_a_sheet_that_one_does_not_see() -> None:
    action, by = with_contact()
    factories.edited(action, audience=Audience.NAMED)
    with pytest.raises(contacts.NotAllowed):
        contact_cards.name_person(action=action, person=person(email="b@x.example"), by=by)


def test_names_are_on_the_page_for_the_verified_alone(client: Client) -> None:
    action, _by = with_contact()
    address = f"/en/actions/{action.slug}/"
    assert "Ana Bel" not in client.get(address).content.decode()
    sign_in(client, account(verified=False))
    page = client.get(address).content.decode()
    assert "Ana Bel" not in page
    assert "The team is looking at your account" in page
    sign_in(client, account())
    page = client.get(address).content.decode()
    assert "Ana Bel" in page
    assert ANA not in page
    assert "76 00" not in page


def test_an_action_without_contacts_speaks_of_none(client: Client) -> None:
    action, _by = with_contact()
    contacts.object_to(contact=action.contacts.get().contact_id)
    for page in (client.get(f"/en/actions/{action.slug}/"),):
        assert "Ask for an account" not in page.content.decode()


def test_opening_shows_the_value_once_and_nothing_keeps_it(client: Client) -> None:
    action, _by = with_contact()
    sign_in(client, account())
    response = client.post(f"/en/actions/{action.slug}/contacts/1/courriel/")
    assert ANA in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "+33 4 76 00 00 00" in opened(client, action, "telephone")[1]
    assert Reveal.objects.count() == 2


def test_nothing_is_opened_by_reading(client: Client) -> None:
    action, _by = with_contact()
    sign_in(client, account())
    for method in (client.get, client.head, client.put, client.delete):
        assert method(f"/actions/{action.slug}/contacts/1/courriel/").status_code == 405
    assert not Reveal.objects.exists()


def test_who_is_not_verified_is_sent_away(client: Client) -> None:
    action, _by = with_contact()
    assert opened(client, action)[0] == 403
    sign_in(client, account(verified=False))
    assert opened(client, action)[0] == 403
    assert opened(client, action, position=9)[0] == 403
    assert client.get(f"/actions/{action.slug}/contacts/1/message/").status_code == 403
    assert not Reveal.objects.exists()


def test_what_one_may_not_know_is_not_found(client: Client) -> None:
    inside, by = with_contact(Audience.STRUCTURE, telephone_for=Reach.NOBODY)
    assert opened(client, inside)[0] == 404
    sign_in(client, account())
    assert opened(client, inside)[0] == 404
    assert client.get(f"/actions/{inside.slug}/contacts/1/message/").status_code == 404
    sign_in(client, by)
    assert opened(client, inside)[0] == 200
    for field, position in (("telephone", 1), ("nom", 1), ("courriel", 2)):
        assert opened(client, inside, field, position)[0] == 404
    operations.archive(action=inside)
    assert opened(client, inside)[0] == 404


def test_the_day_s_limit_is_told_with_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    action, _by = with_contact()
    monkeypatch.setattr(contacts, "openings_a_day", lambda: Limit("contact.reveal", 1, contacts.DAY))
    sign_in(client, account())
    assert opened(client, action)[0] == 200
    response = client.post(f"/en/actions/{action.slug}/contacts/1/telephone/")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 80_000
    assert "76 00" not in response.content.decode()


def test_a_message_is_written_in_the_browser(client: Client) -> None:
    action, _by = with_contact(email_for=Reach.NOBODY)
    sign_in(client, account(first_name="Zoé"))
    address = f"/en/actions/{action.slug}/contacts/1/message/"
    assert "Write to Ana Bel" in client.get(address).content.decode()
    assert client.post(address, {"text": " "}).status_code == 422
    done = client.post(address, {"text": "Bonjour"}, follow=True)
    assert "Your message is on its way" in done.content.decode()
    assert "> Bonjour" in letters_to(ANA)[-1]


def test_of_the_same_address_each_viewer_gets_her_own_answer() -> None:
    action, by = with_contact(Audience.STRUCTURE)
    assert contact_cards.at(by, action.slug, 1)[1].card.name == "Ana Bel"
    with pytest.raises(NotThere):
        contact_cards.at(account(), action.slug, 1)
    public, _by = with_contact()
    with pytest.raises(NotVerified):
        contact_cards.at(account(verified=False), public.slug, 1)


@pytest.mark.parametrize("path", ["", "contacts/1/message/"])
def test_a_page_costs_the_same_with_one_contact_and_with_many(client: Client, path: str) -> None:
    action, by = with_contact()
    sign_in(client, account())
    costs = []
    for count in (1, 8):
        for n in range(1, count):
            contact_cards.name_person(action=action, person=person(email=f"p{n}@x.example"), by=by)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/en/actions/{action.slug}/{path}").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 19
