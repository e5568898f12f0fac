"""The pages by which a person finds her place: found by what she types, asked for, invited, left."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.core.mail.delivery import carry
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, animator, joined, person, validated
from cordee.territory import instance
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Sentiers du Népal",
    "kind": "association",
    "abroad": "Des écoles à Katmandou.",
    "reason": "Présidente",
}


def browser(user: User) -> Client:
    """Her browser."""
    client = Client()
    sign_in(client, user)
    return client


def commune() -> str:
    return next(iter(instance.current().communes))


def test_a_slip_of_the_pen_finds_it() -> None:
    known = organisation(name="Tétraktys")
    page = browser(person()).get(reverse("find_structure"), {"q": "tetraktis"}).content.decode()
    assert reverse("join_structure", args=[known.slug]) in page


def test_nothing_found_leads_to_a_new_one() -> None:
    page = browser(person()).get(reverse("find_structure"), {"q": "Xylophone & <b>"}).content.decode()
    assert reverse("found_structure") + "?nom=Xylophone%20%26%20%3Cb%3E" in page
    assert "<b>&quot;" not in page


def test_she_asks_and_is_told_who_looks() -> None:
    known, ana = organisation(name="Tétraktys"), person()
    answer = browser(ana).post(
        reverse("join_structure", args=[known.slug]), {"reason": "J’y travaille.", "role": "referent"}
    )
    assert answer["Location"] == reverse("space")
    asked = Membership.objects.get(user=ana)
    assert (asked.state, asked.role) == (MembershipState.REQUESTED, MembershipRole.REFERENT)


def test_a_second_request_is_refused_with_what_was_typed_kept() -> None:
    known, ana = organisation(name="Tétraktys"), person()
    client, where = browser(ana), reverse("join_structure", args=[known.slug])
    client.post(where, {"reason": "J’y travaille.", "role": "member"})
    page = client.post(where, {"reason": "Encore moi.", "role": "member"}).content.decode()
    assert "already" in page
    assert "Encore moi." in page
    assert Membership.objects.count() == 1


def test_a_new_structure_waits_for_the_team() -> None:
    ana = person()
    answer = browser(ana).post(reverse("found_structure"), NEW | {"commune": commune()})
    assert answer["Location"] == reverse("space")
    made = Organisation.objects.get(name=NEW["name"])
    assert not made.live
    assert Client().get(reverse("organisation", args=[made.slug])).status_code == 404


def test_what_looks_like_it_is_shown_first() -> None:
    known = organisation(name="Les Sentiers du Népal")
    client, said = browser(person()), NEW | {"commune": commune()}
    page = client.post(reverse("found_structure"), said).content.decode()
    assert reverse("join_structure", args=[known.slug]) in page
    assert not Organisation.objects.filter(name=NEW["name"]).exists()
    assert client.post(reverse("found_structure"), said | {"sure": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"commune": ""}, "commune"), ({"kind": "x"}, "kind"), ({"website": "javascript:alert(1)"}, "website"),
     ({"name": ""}, "name"), ({"siret": "123"}, "siret"), ({"abroad": "a" * 1001}, "abroad")],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(wrong: dict[str, str], field: str) -> None:
    page = browser(person()).post(reverse("found_structure"), NEW | {"commune": commune()} | wrong)
    assert page.status_code == 200
    assert b"errorlist" in page.content, field
    assert not Organisation.objects.exists()


def test_a_referent_invites_and_the_invited_says_yes() -> None:
    known = organisation(name="Tétraktys")
    first = joined(known, REFERENT).user
    people = reverse("structure_people", args=[known.slug])
    ben = validated()
    client = browser(ben)
    browser(first).post(people, {"act": "invite", "email": ben.email.upper(), "role": "member"})
    carry.func()
    (link,) = set(re.findall(r"/espace/invitation/[^/\s]+/", str(mail.outbox[-1].body)))
    assert "Tétraktys" in client.get(link).content.decode()
    client.post(link)
    assert Membership.objects.get(user=ben).state == MembershipState.ACTIVE
    assert client.post(link).status_code == 410
    assert browser(person()).get(link).status_code == 410


def test_who_does_not_belong_sees_nobody() -> None:
    known = organisation(name="Tétraktys")
    joined(known)
    people = reverse("structure_people", args=[known.slug])
    assert browser(person()).get(people).status_code == 404
    assert browser(animator()).get(people).status_code == 200


def test_a_member_acts_on_nobody_else() -> None:
    known = organisation(name="Tétraktys")
    chief, other = joined(known, REFERENT).user, joined(known).user
    hers = Membership.objects.get(user=chief)
    people, client = reverse("structure_people", args=[known.slug]), browser(other)
    for act in ("end", "role", "approve", "refuse", "take_over"):
        client.post(people, {"act": act, "membership": hers.pk, "role": "member", "reason": "x"})
    client.post(people, {"act": "invite", "email": "x@example.org", "role": "referent"})
    hers.refresh_from_db()
    assert (hers.state, hers.role) == (MembershipState.ACTIVE, MembershipRole.REFERENT)
    assert not known.invitations.exists()


def test_another_structure_s_number_leads_nowhere() -> None:
    known, away = organisation(name="Tétraktys"), organisation(name="Ailleurs")
    chief = joined(known, REFERENT).user
    theirs = Membership.objects.get(user=joined(away).user)
    client, people = browser(chief), reverse("structure_people", args=[known.slug])
    for number in (theirs.pk, 0, "x", "9" * 30):
        assert client.post(people, {"act": "end", "membership": number}).status_code == 404
    assert client.post(people, {"act": "nothing"}).status_code == 404


def test_one_leaves_by_oneself() -> None:
    known = organisation(name="Tétraktys")
    ana = joined(known).user
    mine = Membership.objects.get(user=ana)
    people = reverse("structure_people", args=[known.slug])
    browser(ana).post(people, {"act": "end", "membership": mine.pk})
    mine.refresh_from_db()
    assert mine.state == MembershipState.ENDED
    with pytest.raises(memberships.WrongState):
        memberships.end(membership=mine, by=ana)
