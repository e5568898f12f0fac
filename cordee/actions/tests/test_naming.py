"""The page of the persons of a sheet: who names them, what she reads of them, what is theirs alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cordee.accounts.models import User
from cordee.actions import contact_cards
from cordee.actions.models import Action
from cordee.actions.tests import factories
from cordee.contacts import operations as contacts
from cordee.contacts.enums import Reach
from cordee.contacts.models import Contact, Coordinates, Reveal
from cordee.contacts.tests.factories import account, contact, member, person, reached_by
from cordee.contacts.tests.letters import letters_to
from cordee.core.limits import Limit
from cordee.journal.models import Change
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.factories import organisation
from tests.pages.conformity import faults
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ANA = "ana@persons.example"
HOSTILE = "<script>alert(1)</script> \u202e" + "x" * 80


@pytest.fixture(autouse=True)
def in_french(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    with translation.override("fr"):
        yield


@pytest.fixture
def known() -> Action:
    return factories.action(organisation(), title="Un puits")


@pytest.fixture
def hers(client: Client, known: Action) -> User:
    """A contributor of the structure, signed in."""
    user = member(known.lead, first_name="Zoé", last_name="Roux")
    sign_in(client, user)
    return user


def path_of(known: Action, more: str = "") -> str:
    return f"/en/espace/actions/{known.slug}/contacts/{more}"


def named(known: Action, by: User, **parts: Any) -> int:
    return contact_cards.name_person(action=known, person=person(**parts), by=by)


def typed(**more: str) -> dict[str, str]:
    """What the form sends of Ana."""
    reaches = dict.fromkeys(("name_for", "email_for", "telephone_for"), "structure")
    return {"side": "here", "name": "Ana Bel", "email": ANA, "telephone": "", **reaches, **more}


def test_a_person_is_named_and_told(client: Client, known: Action, hers: User) -> None:
    response = client.post(path_of(known, "nouveau/"), typed(function="Directrice"))
    assert (response.status_code, response["Location"]) == (302, path_of(known))
    assert "Ana Bel" in client.get(path_of(known)).content.decode()
    (letter,) = letters_to(ANA)
    assert "Un puits" in letter


def test_each_part_goes_no_further_than_the_structure_unless_it_is_said(
    client: Client, known: Action, hers: User
) -> None:
    page = client.get(path_of(known, "nouveau/")).content.decode()
    assert page.count('<option value="structure" selected>') == 3
    assert "she may object" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"side": ""},
        {"side": "x"},
        {"name": " "},
        {"name": "x" * 151},
        {"name": "a\0"},
        {"name": "a\nb"},
        {"email": ""},
        {"email": "no address"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"telephone": "call me"},
        {"name_for": "everybody"},
        {"email_for": ""},
    ],
)
def test_rubbish_is_refused_beside_its_field_and_the_rest_stays(
    client: Client, known: Action, hers: User, wrong: dict[str, str]
) -> None:
    response = client.post(path_of(known, "nouveau/"), typed(function="Zztape", **wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_{next(iter(wrong))}' in page
    assert "Zztape" in page
    assert not Contact.objects.exists()


def test_who_has_objected_is_not_named_again_and_little_is_said_of_it(
    client: Client, known: Action, hers: User
) -> None:
    contacts.object_to(contact=named(known, hers))
    response = client.post(path_of(known, "nouveau/"), typed(function="Zztape"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "nobody wants to be named by this structure" in page
    assert "Zztape" in page
    assert "Ana Bel" not in client.get(path_of(known)).content.decode()


def test_the_thirty_first_letter_of_a_day_waits_and_nothing_typed_is_lost(
    client: Client, known: Action, hers: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contacts, "NAMED", Limit("contact.named", 1, timedelta(days=1)))
    named(known, hers)
    response = client.post(path_of(known, "nouveau/"), typed(email="b@persons.example", function="Zztape"))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Zztape" in response.content.decode()


def test_a_card_that_the_structure_keeps_is_put_on_another_sheet(
    client: Client, known: Action, hers: User
) -> None:
    number = named(factories.action(known.lead, title="Une école"), hers)
    assert f'<option value="{number}">Ana Bel' in client.get(path_of(known)).content.decode()
    client.post(path_of(known), {"act": "attach", "contact": str(number)})
    assert known.contacts.get().contact_id == number
    assert "Un puits" in letters_to(ANA)[1]


def test_a_card_of_another_structure_is_not_put_there(client: Client, known: Action, hers: User) -> None:
    other = factories.action(organisation())
    number = named(other, member(other.lead))
    for said in (str(number), "x", "", "9" * 30):
        assert client.post(path_of(known), {"act": "attach", "contact": said}).status_code == 422
    assert not known.contacts.exists()


def test_taken_off_the_sheet_she_is_still_kept(client: Client, known: Action, hers: User) -> None:
    number = named(known, hers)
    assert client.post(path_of(known), {"act": "detach", "position": "1"}).status_code == 302
    assert not known.contacts.exists()
    assert contact(number)
    for said in ("1", "2", "x", "", "-1", "9" * 30):
        assert client.post(path_of(known), {"act": "detach", "position": said}).status_code == 404


def test_what_reaches_her_is_closed_until_it_is_opened_and_she_learns_who_did(
    client: Client, known: Action, hers: User
) -> None:
    number = named(known, hers)
    path = path_of(known, "1/")
    for page in (client.get(path), client.get(path_of(known)), client.get(path + "?act=open")):
        assert ANA not in page.content.decode()
        assert "76 00" not in page.content.decode()
    response = client.post(path, {"act": "open"})
    assert ANA in response.content.decode()
    assert "76 00" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert set(Reveal.objects.values_list("contact", "viewer")) == {(number, hers.pk)}


def test_after_the_day_s_last_opening_the_fields_stay_closed(
    client: Client, known: Action, hers: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(known, hers)
    monkeypatch.setattr(contacts, "openings_a_day", lambda: Limit("contact.reveal", 0, timedelta(days=1)))
    response = client.post(path_of(known, "1/"), {"act": "open"})
    assert response.status_code == 429
    assert ANA not in response.content.decode()


def test_what_goes_to_nobody_goes_to_its_keeper_neither(client: Client, known: Action, hers: User) -> None:
    named(known, hers, email_for=Reach.NOBODY)
    page = client.post(path_of(known, "1/"), {"act": "open"}).content.decode()
    assert ANA not in page
    assert "76 00" in page


def test_a_card_is_changed_and_what_was_not_read_stays(client: Client, known: Action, hers: User) -> None:
    number = named(known, hers)
    said = typed(function="Présidente", email="", act="change")
    assert client.post(path_of(known, "1/"), said).status_code == 302
    assert (contact(number).function, contact(number).name_for) == ("Présidente", Reach.STRUCTURE)
    assert (reached_by(number).email, reached_by(number).telephone) == (ANA, "+33 4 76 00 00 00")
    assert len(letters_to(ANA)) == 2


def test_a_number_that_was_read_is_erased_by_emptying_it(client: Client, known: Action, hers: User) -> None:
    number = named(known, hers)
    client.post(path_of(known, "1/"), typed(act="change", opened="telephone"))
    assert reached_by(number).telephone == ""
    response = client.post(path_of(known, "1/"), typed(act="change", opened="email", email=""))
    assert response.status_code == 422
    assert reached_by(number).email == ANA


def test_what_she_chose_herself_is_shown_as_hers_and_not_changed(
    client: Client, known: Action, hers: User
) -> None:
    number = named(known, hers)
    contacts.correct(contact=number, person=replace(person(), telephone_for=Reach.NOBODY))
    page = client.get(path_of(known, "1/")).content.decode()
    assert "What she has chosen herself" in page
    assert 'name="telephone_for"' not in page
    said = typed(act="change", function="Présidente", telephone_for="verified")
    assert client.post(path_of(known, "1/"), said).status_code == 302
    assert (contact(number).function, contact(number).telephone_for) == ("Présidente", Reach.NOBODY)


def test_a_name_that_she_hid_is_neither_read_nor_changed(client: Client, known: Action, hers: User) -> None:
    number = named(known, hers)
    contacts.correct(contact=number, person=replace(person(), name_for=Reach.NOBODY))
    for path in (path_of(known), path_of(known, "1/")):
        assert "Ana Bel" not in client.get(path).content.decode()
    client.post(path_of(known, "1/"), typed(act="change", name="Zoé", function="x", languages="anglais"))
    assert (contact(number).name, contact(number).languages) == ("Ana Bel", "anglais")


def test_a_card_is_erased_once_it_was_asked_twice(client: Client, known: Action, hers: User) -> None:
    number = named(known, hers)
    page = client.post(path_of(known, "1/"), {"act": "remove"}).content.decode()
    assert "Yes, remove it" in page
    assert Contact.objects.filter(pk=number).exists()
    assert client.post(path_of(known, "1/"), {"act": "remove", "sure": "1"}).status_code == 302
    assert not Coordinates.objects.filter(pk=number).exists()
    assert client.post(path_of(known, "1/"), {"act": "remove", "sure": "1"}).status_code == 404


def test_a_card_that_goes_while_it_is_changed_is_not_there(
    client: Client, known: Action, hers: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**_said: Any) -> None:
        raise contacts.NotDisclosed

    named(known, hers)
    monkeypatch.setattr(contacts, "change", gone)
    assert client.post(path_of(known, "1/"), typed(act="change")).status_code == 404


def test_the_card_of_a_structure_that_carries_it_too_is_shown_and_not_written(
    client: Client, known: Action, hers: User
) -> None:
    other = organisation()
    known = factories.edited(known, co_leads=(other.pk,))
    contact_cards.name_person(action=known, person=person(), by=member(other), structure=other)
    page = client.get(path_of(known)).content.decode()
    assert "Ana Bel" in page
    assert "Change her card" not in page
    for said in ({}, {"act": "open"}, typed(act="change"), {"act": "remove", "sure": "1"}):
        assert client.post(path_of(known, "1/"), said).status_code == 404
    assert client.post(path_of(known), {"act": "detach", "position": "1"}).status_code == 302


def strangers(known: Action) -> dict[str, User | None]:
    """Who has nothing to do with the sheet, each in her way."""
    waiting = account(verified=False)
    Membership.objects.create(user=waiting, organisation=known.lead, state="active")
    asks = account()
    Membership.objects.create(user=asks, organisation=known.lead, state="requested")
    other = organisation()
    factories.edited(known, co_leads=(other.pk,))
    return {
        "visitor": None,
        "stranger": account(),
        "awaiting account": waiting,
        "awaiting membership": asks,
        "reader": member(known.lead, is_reader=True),
        "of another structure": member(organisation()),
        "of a structure that carries it too": member(other),
    }


def test_strangers_find_nothing_there_and_write_nothing(known: Action) -> None:
    number = named(known, member(known.lead))
    acts: list[tuple[str, dict[str, str]]] = [
        ("", {"act": "attach", "contact": str(number)}),
        ("", {"act": "detach", "position": "1"}),
        ("nouveau/", typed(email="b@persons.example")),
        ("1/", {"act": "open"}),
        ("1/", typed(act="change", function="x")),
        ("1/", {"act": "remove", "sure": "1"}),
    ]
    for who, user in strangers(known).items():
        client = Client()
        if user:
            sign_in(client, user)
        for more, said in acts:
            for response in (client.get(path_of(known, more)), client.post(path_of(known, more), said)):
                assert response.status_code == (404 if user else 302), (who, more)
                assert ANA not in response.content.decode()
    assert (Contact.objects.count(), known.contacts.count(), contact(number).function) == (1, 1, "Directrice")
    assert not Reveal.objects.exists()


def test_the_team_names_persons_for_a_structure(client: Client, known: Action) -> None:
    sign_in(client, factories.animator())
    assert client.post(path_of(known, "nouveau/"), typed()).status_code == 302
    assert contact(known.contacts.get().contact_id).structure == known.lead


def test_an_animator_whose_remit_is_elsewhere_names_nobody(client: Client, known: Action) -> None:
    from cordee.organisations.models import Remit

    animator = factories.animator()
    Remit.objects.create(user=animator, kinds=["nothing"], communes=[])
    sign_in(client, animator)
    assert client.get(path_of(known)).status_code == 404


def test_a_structure_that_is_closed_names_nobody(client: Client, known: Action) -> None:
    Organisation.objects.filter(pk=known.lead_id).update(live=False, state="archived")
    sign_in(client, factories.animator())
    response = client.post(path_of(known, "nouveau/"), typed())
    assert response.status_code == 422
    assert "Only who publishes for this structure" in response.content.decode()


def test_the_journal_names_nobody(client: Client, known: Action, hers: User) -> None:
    client.post(path_of(known, "nouveau/"), typed(telephone="+33 4 76 00 00 00"))
    client.post(path_of(known, "1/"), {"act": "open"})
    client.post(path_of(known, "1/"), typed(act="change", name="Anne Bel"))
    client.post(path_of(known, "1/"), {"act": "remove", "sure": "1"})
    rows = str(list(Change.objects.values_list("act", "subject_name", "details")))
    assert not [word for word in ("Ana", "Anne", "Bel", ANA, "76 00") if word in rows]


def test_nothing_is_named_without_the_form_of_the_page(known: Action) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, member(known.lead))
    assert strict.post(path_of(known, "nouveau/"), typed()).status_code == 403
    assert not Contact.objects.exists()


def test_hostile_words_are_text_on_every_page_and_in_the_letter(client: Client, hers: User) -> None:
    known = factories.action(hers.memberships.get().organisation, title=HOSTILE)
    client.post(path_of(known, "nouveau/"), typed(name=HOSTILE, function=HOSTILE, organisation=HOSTILE))
    pages = [
        client.get(path_of(known)),
        client.get(path_of(known, "nouveau/")),
        client.get(path_of(known, "1/")),
    ]
    pages += [client.post(path_of(known, "1/"), {"act": act}) for act in ("open", "change", "remove")]
    pages.append(client.get(f"/en/actions/{known.slug}/"))
    for response in pages:
        page = response.content.decode()
        assert "<script>alert" not in page
        assert not faults(page), response.request["PATH_INFO"]
    assert len(letters_to(ANA)) == 1


def test_the_page_costs_the_same_with_few_and_with_many(
    client: Client, known: Action, hers: User, django_assert_max_num_queries: Any
) -> None:
    team = factories.animator()
    for n in range(30):
        named(known, team, email=f"p{n}@persons.example")
    with django_assert_max_num_queries(20):
        assert client.get(path_of(known)).status_code == 200
