"""The team's queue: the eldest first, what is needed to judge, one decision at a time, within one's remit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.organisations import founding, memberships
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind, MembershipState
from cordee.organisations.models import Membership, Organisation, Remit
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import animator, joined, person
from cordee.territory import instance
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def desk(**fields: object) -> Client:
    client = Client()
    sign_in(client, animator(**fields))
    return client


def asked(structure: Organisation, days: int = 0, reason: str = "J’y travaille.") -> Membership:
    one = memberships.request(
        user=person(first_name="Zoé", last_name=f"Roux{days}"), organisation=structure, reason=reason
    )
    Membership.objects.filter(pk=one.pk).update(requested_at=timezone.now() - timedelta(days=days))
    return one


def new_structure() -> Membership:
    commune = next(iter(instance.current().communes))
    sheet = Content(name="Sentiers du Népal", kind=Kind.ASSOCIATION, commune=commune)
    return founding.ask_for_new(user=person(), sheet=sheet, reason="Présidente", abroad="Des écoles.")


def test_the_eldest_comes_first_with_its_delay() -> None:
    structure = organisation(name="Tétraktys")
    for days in (1, 9, 4):
        asked(structure, days)
    page = desk().get(reverse("desk-queue:index")).content.decode()
    assert page.index("Roux9") < page.index("Roux4") < page.index("Roux1")
    assert page.count("desk-late") == 1
    assert "9 days" in page


def test_an_empty_queue_says_so() -> None:
    assert "the day’s work is done" in desk().get(reverse("desk-queue:index")).content.decode()


def test_one_screen_has_what_is_needed() -> None:
    structure = organisation(name="Tétraktys", website="https://www.example.org/")
    one = asked(structure)
    page = desk().get(reverse("desk-queue:membership", args=[one.pk])).content.decode()
    for words in ("Zoé Roux0", one.user.email, "J’y travaille.", "own domain", "Nobody belongs"):
        assert words in page, words


def test_yes_lets_her_in_and_goes_on_to_the_next() -> None:
    structure = organisation(name="Tétraktys")
    first, second = asked(structure, 3), asked(structure, 2)
    answer = desk().post(
        reverse("desk-queue:membership", args=[first.pk]), {"decision": "yes", "role": "referent"}
    )
    assert answer["Location"] == reverse("desk-queue:membership", args=[second.pk])
    first.refresh_from_db()
    assert (first.state, first.role) == (MembershipState.ACTIVE, "referent")


def test_no_needs_a_reason_and_says_it_in_her_language() -> None:
    one = asked(organisation(name="Tétraktys"))
    where, client = reverse("desk-queue:membership", args=[one.pk]), desk()
    assert client.post(where, {"decision": "no", "usual": "", "words": ""}).status_code == 200
    one.refresh_from_db()
    assert one.state == MembershipState.REQUESTED
    client.post(where, {"decision": "no", "usual": "personal", "words": "Écrivez-nous."})
    one.refresh_from_db()
    assert one.state == MembershipState.REFUSED
    assert "personal projects" in one.decision_reason
    assert one.decision_reason.endswith("Écrivez-nous.")


def test_a_decided_request_is_not_decided_again() -> None:
    one = asked(organisation(name="Tétraktys"))
    where = reverse("desk-queue:membership", args=[one.pk])
    desk().post(where, {"decision": "yes", "role": "member"})
    assert desk().post(where, {"decision": "no", "words": "Non."}).status_code == 404


def test_a_new_structure_comes_with_what_looks_like_it() -> None:
    organisation(name="Les Sentiers du Népal")
    one = new_structure()
    where, client = reverse("desk-queue:structure", args=[one.organisation_id]), desk()
    page = client.get(where).content.decode()
    assert "Les Sentiers du Népal" in page
    assert "no registration number" in page
    client.post(where, {"decision": "yes", "role": "referent"})
    assert Organisation.objects.get(pk=one.organisation_id).live
    one.refresh_from_db()
    assert one.state == MembershipState.ACTIVE


def test_a_refused_structure_stays_out_of_the_list() -> None:
    one = new_structure()
    desk().post(
        reverse("desk-queue:structure", args=[one.organisation_id]), {"decision": "no", "usual": "not-abroad"}
    )
    assert not Organisation.objects.get(pk=one.organisation_id).live


def test_a_remit_limits_what_one_sees_and_decides() -> None:
    one = asked(organisation(name="Tétraktys", kind=Kind.ASSOCIATION))
    client, member = Client(), animator()
    Remit.objects.create(user=member, kinds=[Kind.COMPANY], communes=[])
    sign_in(client, member)
    assert "Zoé" not in client.get(reverse("desk-queue:index")).content.decode()
    where = reverse("desk-queue:membership", args=[one.pk])
    assert client.post(where, {"decision": "yes", "role": "member"}).status_code == 404


def test_nobody_else_comes_near() -> None:
    structure = organisation(name="Tétraktys")
    one, client = asked(structure), Client()
    sign_in(client, joined(structure).user)
    where = reverse("desk-queue:membership", args=[one.pk])
    assert client.get(reverse("desk-queue:index")).status_code == 404
    assert client.post(where, {"decision": "yes", "role": "member"}).status_code == 404
    one.refresh_from_db()
    assert one.state == MembershipState.REQUESTED
