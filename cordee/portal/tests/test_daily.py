"""What is forgotten each day, and what stays."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.accounts import operations
from cordee.accounts.models import User
from cordee.core import limits
from cordee.core.limits import Limit
from cordee.core.models import Use
from cordee.organisations import invitations
from cordee.organisations.models import Invitation
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import REFERENT, joined
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    """The file of erasures lies in a home of its own."""
    settings.CORDEE_HOME = tmp_path


def run(days: int) -> str:
    """The command, as if it ran that many days later."""
    out = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("daily", stdout=out)
    return out.getvalue()


def test_an_account_that_never_proved_its_address_goes_after_a_week() -> None:
    Client().post(reverse("account_signup"), {"email": "ana@example.org", "website": ""})
    proved = User.objects.create_user("ben@example.org", "x")
    run(6)
    assert User.objects.count() == 2
    assert "1 accounts without" in run(8)
    assert list(User.objects.all()) == [proved]


def test_dead_invitations_and_old_counts_go() -> None:
    house = organisation(name="Tétraktys")
    chief = joined(house, REFERENT).user
    invitations.invite(organisation=house, email="ana@example.org", by=chief)
    limits.take([(Limit("visits", 3, timedelta(hours=1)), "ana")])
    run(10)
    assert Invitation.objects.count() == 1
    run(45)
    assert not Invitation.objects.exists()
    assert not Use.objects.exists()


def test_the_machine_of_an_ended_session_is_forgotten() -> None:
    user = User.objects.create_user("ben@example.org", "x")
    sign_in(client := Client(), user)
    for key in (client.session.session_key, "ended"):
        UserSession.objects.create(user=user, session_key=key, ip="203.0.113.7")
    run(1)
    assert UserSession.objects.get().session_key == client.session.session_key
    run(31)
    assert not UserSession.objects.exists()


def test_who_takes_an_address_over_finds_it_free() -> None:
    Client().post(reverse("account_signup"), {"email": "ana@example.org", "website": ""})
    ben = User.objects.create_user("ben@example.org", "x")
    operations.give_way(address="ana@example.org", to=ben)
    assert list(User.objects.all()) == [ben]
