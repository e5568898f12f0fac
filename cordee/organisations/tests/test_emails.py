"""What people are told: in their language, with addresses of the site, and nobody's who has gone."""

import pytest
from django.core import mail
from django.utils import translation

from cordee.accounts.models import User
from cordee.core import addresses
from cordee.organisations import emails, invitations, memberships, remits
from cordee.organisations.enums import Kind
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import MEMBER, REFERENT, animator, joined, person
from cordee.territory import instance

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "address"), [("fr", "/espace/"), ("en", "/en/espace/"), ("xx", "/espace/")]
)
def test_a_letter_leads_to_pages_of_its_language(language: str, address: str) -> None:
    joined(organisation(name="Maison & Cie"), user=person(language=language))
    letter = mail.outbox[-1]
    assert f"http://testserver{address}" in str(letter.body)
    assert "Maison & Cie" in letter.subject
    assert "Maison & Cie" in str(letter.body)


def test_a_page_has_the_prefix_of_the_active_language() -> None:
    with translation.override("en"):
        assert addresses.page("/espace/") == "http://testserver/en/espace/"
    with translation.override(None):
        assert addresses.page("/espace/") == "http://testserver/espace/"


def test_a_closed_account_receives_nothing() -> None:
    member = joined(organisation())
    User.objects.filter(pk=member.user_id).update(is_active=False)
    letters = len(mail.outbox)
    memberships.end(membership=member, by=animator(), reason="Closed.")
    assert len(mail.outbox) == letters


def test_an_invitation_says_who_invites_and_until_when() -> None:
    house = organisation(name="Maison")
    by = joined(house, REFERENT, person(first_name="Zoé", last_name="Martin")).user
    invitations.invite(organisation=house, email="x@example.org", by=by)
    letter = mail.outbox[-1]
    assert "Zoé Martin" in str(letter.body)
    assert "Valid until" in str(letter.body)
    assert by.email not in str(letter.message())


def test_a_name_with_a_line_feed_stays_on_its_line() -> None:
    member = joined(organisation())
    member.organisation.name = "Maison\nBcc: all@example.org"
    emails.approved(member)
    assert mail.outbox[-1].message()["Bcc"] is None
    assert "\n" not in mail.outbox[-1].subject


def test_who_is_given_another_role_is_told_once() -> None:
    house = organisation(name="Maison")
    member = joined(house, user=person(language="en"))
    letters = len(mail.outbox)
    memberships.set_role(membership=member, role=REFERENT, by=animator())
    memberships.set_role(membership=member, role=REFERENT, by=animator())
    (letter,) = mail.outbox[letters:]
    assert letter.to == [member.user.email]
    assert letter.subject == "Your role in “Maison” has changed"
    assert instance.current().email in str(letter.body)


def test_who_steps_down_by_herself_is_told_nothing() -> None:
    referent = joined(organisation(), REFERENT)
    letters = len(mail.outbox)
    memberships.set_role(membership=referent, role=MEMBER, by=referent.user)
    assert len(mail.outbox) == letters


def test_an_animator_is_told_what_she_looks_after_once() -> None:
    chief, of_team = animator(is_superuser=True), animator(language="en")
    for _turn in range(2):
        remits.set_remit(user=of_team, kinds=[Kind.COMPANY], communes=[], by=chief)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([of_team.email], "What you look after has changed")
    assert "Company" in str(letter.body)
