"""My space: what awaits me, how my requests stand, nobody else's."""

import pytest
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.organisations import memberships
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import animator, joined, let_referents_validate, person
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def space(user: User) -> str:
    client = Client()
    sign_in(client, user)
    return client.get(reverse("space")).content.decode()


def test_who_has_just_come_is_led_to_her_structure() -> None:
    page = space(person())
    assert "One thing awaits you" in page
    assert reverse("find_structure") in page


def test_a_request_reads_as_such_then_as_it_was_decided() -> None:
    ana, known = person(), organisation(name="Tétraktys")
    asked = memberships.request(user=ana, organisation=known, reason="J’y travaille.")
    assert "Your request is on its way" in space(ana)
    memberships.refuse(membership=asked, by=animator(), reason="Écrivez d’une adresse de la structure.")
    assert "Écrivez d’une adresse de la structure." in space(ana)


def test_a_member_finds_her_structure_and_its_people() -> None:
    known = organisation(name="Tétraktys")
    page = space(joined(known).user)
    assert "Nothing awaits you" in page
    assert reverse("structure_people", args=[known.slug]) in page


def test_the_team_is_told_how_many_wait() -> None:
    known, ana = organisation(name="Tétraktys"), person()
    memberships.request(user=ana, organisation=known, reason="J’y travaille.")
    assert "One request waits for a decision" in space(animator())


def test_a_referent_decides_where_the_territory_lets_her(monkeypatch: pytest.MonkeyPatch) -> None:
    known = organisation(name="Tétraktys")
    chief = joined(known, "referent").user  # type: ignore[arg-type]
    memberships.request(user=person(first_name="Zoé"), organisation=known, reason="J’y travaille.")
    assert "Zoé" not in space(chief)
    let_referents_validate(monkeypatch)
    assert "Zoé" in space(chief)


def test_a_visitor_is_led_to_the_door() -> None:
    assert Client().get(reverse("space"))["Location"].startswith(reverse("account_login"))
