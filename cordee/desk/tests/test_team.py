"""Administrators give offices and share the work out, after a fresh proof; the last one stays."""

import time
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.actions.tests.factories import animator, person
from cordee.desk.tests.scenes import page, seat
from cordee.journal.models import Change
from cordee.organisations.enums import Kind
from cordee.organisations.models import Remit
from tests.data import commune

pytestmark = pytest.mark.django_db
TEAM = "/animation/equipe/"


def administrator() -> User:
    return person(verified=True, is_staff=True, is_superuser=True)


def address(user: User) -> str:
    return reverse("desk-team:person", args=[user.pk])


def give(client: Client, user: User, office: str, **fields: Any) -> Any:
    return client.post(address(user), {"office": office} | fields)


def stale(client: Client) -> None:
    """Who she is was proved long ago."""
    session = client.session
    long_ago = [proof | {"at": time.time() - 3600} for proof in session[AUTHENTICATION_METHODS_SESSION_KEY]]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = long_ago
    session.save()


def test_an_office_is_given_with_its_remit() -> None:
    user, client = person(verified=True, last_name="Blanc"), seat(administrator())
    assert "Blanc" in page(client, f"{TEAM}?q=blanc")
    give(client, user, "animator", kinds=[Kind.COMPANY], communes=[commune()])
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (True, False)
    remit = Remit.objects.get(user=user)
    assert (remit.kinds, remit.communes) == ([Kind.COMPANY], [commune()])
    assert Change.objects.filter(act="account.office", subject_id=user.pk).exists()
    assert "Company" in page(client, TEAM)


def test_an_office_is_ended() -> None:
    user = animator()
    give(seat(administrator()), user, "none")
    user.refresh_from_db()
    assert not user.is_staff


def test_the_last_administrator_stays() -> None:
    user = administrator()
    shown = give(seat(user), user, "animator").content.decode()
    assert "This is the last administrator" in shown
    user.refresh_from_db()
    assert user.is_superuser


def test_a_fresh_proof_is_asked_for() -> None:
    user, client = person(), seat(administrator())
    stale(client)
    for answer in (client.get(address(user)), give(client, user, "animator")):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/compte/confirmer/")
    user.refresh_from_db()
    assert not user.is_staff


def test_animators_read_and_do_not_write() -> None:
    user, client = person(last_name="Blanchemain"), seat()
    shown = page(client, f"{TEAM}?q=blanchemain")
    assert "Blanchemain" not in shown
    assert client.get(address(user)).status_code == 404
    assert give(client, user, "administrator").status_code == 404
    user.refresh_from_db()
    assert not user.is_staff


def test_others_do_not_come_near() -> None:
    user = person(verified=True)
    assert seat(user).get(TEAM).status_code == 404
    assert give(seat(user), user, "administrator").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"office": "king"},
        {"office": "animator", "kinds": ["x"]},
        {"office": "animator", "communes": ["0"]},
    ],
)
def test_rubbish_changes_nothing(sent: dict[str, Any]) -> None:
    user = person()
    assert seat(administrator()).post(address(user), sent).status_code == 200
    user.refresh_from_db()
    assert not user.is_staff
    assert not Remit.objects.exists()
