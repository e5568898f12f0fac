"""What people are told: in their language, with addresses of the site, and nobody's who has gone."""

import pytest
from django.core import mail
from django.utils import translation

from cordee.accounts.models import User
from cordee.core import addresses
from cordee.organisations import emails, invitations, memberships
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, animator, joined, person

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
