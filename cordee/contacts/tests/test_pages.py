"""The pages behind her links: no account, nothing kept, nothing found, and each form does what it says."""

from typing import Any

import pytest
from django.test import Client

from cordee.contacts import operations
from cordee.contacts.enums import Field, Reach
from cordee.contacts.models import Contact, RelayedMessage
from cordee.contacts.tests.factories import account, answer_path, card_path, contact, member, named
from cordee.contacts.tests.letters import letters_to
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
ANA = "ana@persons.example"


def typed(**parts: str) -> dict[str, str]:
    return {
        "name": "Ana Bel",
        "email": ANA,
        "name_for": Reach.VERIFIED,
        "email_for": Reach.VERIFIED,
        "telephone_for": Reach.VERIFIED,
    } | parts


def test_she_reads_what_is_kept_and_who_opened_it(client: Client) -> None:
    number = named(organisation(name="Les Amis"))
    viewer = member(organisation(name="Les Voisins"), first_name="Zoé", last_name="Roux")
    operations.reveal(contact=number, by=viewer, field=Field.EMAIL)
    page = client.get("/en" + card_path(number)).content.decode()
    for words in ("Les Amis", "Ana Bel", ANA, "Zoé Roux", "Les Voisins"):
        assert words in page
    assert viewer.email not in page


@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_keeps_or_lists_her_pages(client: Client, language: str) -> None:
    address = language + card_path(named())
    for asked in (address, f"{address}opposition/", f"{language}/contact/nothing/"):
        response = client.get(asked)
        assert response["Cache-Control"] == "private, no-store", asked
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"
        assert b'rel="canonical"' not in response.content
        assert not response.cookies.get("sessionid")


def test_a_dead_link_says_so_whatever_killed_it(client: Client) -> None:
    structure = organisation()
    number = named(structure)
    gone = card_path(number)
    operations.remove(contact=number, by=member(structure))
    answers = [client.get("/en" + address) for address in (gone, "/contact/x/", "/contact/reponse/x/")]
    assert {response.status_code for response in answers} == {404}
    assert all("This link opens nothing" in response.content.decode() for response in answers)


def test_she_corrects_and_chooses(client: Client) -> None:
    number = named()
    response = client.post(card_path(number), typed(name="Ana Cé", telephone_for=Reach.NOBODY), follow=True)
    assert response.status_code == 200
    row = contact(number)
    assert (row.name, row.telephone_for, bool(row.chosen_at)) == ("Ana Cé", Reach.NOBODY, True)


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "ana"}, {"telephone": "call"}, {"email_for": "all"}]
)
def test_what_is_wrong_is_told_beside_its_field(client: Client, wrong: dict[str, str]) -> None:
    number = named()
    response = client.post(card_path(number), typed(**wrong))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(wrong)
    assert contact(number).name == "Ana Bel"


def test_her_new_address_gets_the_link_and_the_page_closes(client: Client) -> None:
    number = named()
    former = card_path(number)
    response = client.post("/en" + former, typed(email="b@x.example"))
    assert "the link that opens it has been sent there" in response.content.decode()
    assert client.get(former).status_code == 404
    assert card_path(number) in letters_to("b@x.example")[0]


def test_reading_the_page_of_the_objection_objects_to_nothing(client: Client) -> None:
    number = named()
    client.get(f"{card_path(number)}opposition/")
    client.post(f"{card_path(number)}opposition/")
    assert contact(number).objected_at is None


def test_she_objects_and_takes_it_back(client: Client) -> None:
    number = named()
    address = card_path(number)
    done = client.post(f"/en{address}opposition/", {"object": "1"}, follow=True).content.decode()
    assert "Your objection is recorded" in done
    assert contact(number).objected_at
    again = client.get(f"/en{address}", follow=True).content.decode()
    assert "Take my objection back" in again
    assert ANA not in again
    client.post(f"{address}opposition/", {"object": "1"})  # twice is once
    client.post(f"{address}opposition/", {"take_back": "1"})
    assert not Contact.objects.exists()


def test_forms_ask_for_their_mark(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    number = named()
    for asked, what in (
        (card_path(number), typed(name="X")),
        (f"{card_path(number)}opposition/", {"object": "1"}),
    ):
        assert strict.post(asked, what).status_code == 403
    assert contact(number).name == "Ana Bel"


def test_too_often_is_told_with_a_time(client: Client) -> None:
    number = named()
    for _turn in range(operations.BY_HERSELF.most):
        client.post(card_path(number), typed())
    response = client.post(card_path(number), typed())
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 3000
    assert response["Cache-Control"] == "private, no-store"


def asked_to_answer() -> tuple[str, RelayedMessage]:
    number = named(email_for=Reach.NOBODY)
    operations.relay(contact=number, by=account(first_name="Zoé"), text="<b>Bonjour</b>")
    message = RelayedMessage.objects.get()
    return answer_path(message), message


def test_she_answers_once(client: Client) -> None:
    address, message = asked_to_answer()
    page = client.get(address).content.decode()
    assert "&lt;b&gt;Bonjour&lt;/b&gt;" in page
    assert "Zoé" in page
    assert message.sender is not None
    assert message.sender.email not in page
    answers: list[Any] = [client.post(address, {"text": "Avec plaisir"}, follow=True) for _turn in range(2)]
    assert {response.status_code for response in answers} == {200}
    assert len(letters_to(message.sender.email)) == 1
    assert "Bonjour" not in client.get(address).content.decode()


def test_an_answer_that_is_too_long_keeps_its_text(client: Client) -> None:
    address, message = asked_to_answer()
    response = client.post(address, {"text": "y" * 3001})
    assert response.status_code == 422
    assert "y" * 3001 in response.content.decode()
    message.refresh_from_db()
    assert message.answered_at is None


def test_her_link_goes_to_her_address_alone(client: Client) -> None:
    address, message = asked_to_answer()
    page = client.post(address, {"link": "1"}, follow=True).content.decode()
    assert card_path(message.contact_id) not in page
    assert card_path(message.contact_id) in letters_to(ANA)[-1]
