"""Demonstration accounts: one for each role, made once, ready to be tried, in development alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.organisations import permissions
from cordee.organisations.tests.factories import organisation
from cordee.portal import demonstration

pytestmark = pytest.mark.django_db


def cast() -> dict[str, User]:
    User.objects.create_superuser(demonstration.ADMINISTRATOR, "a password that is long enough")
    demonstration.make()
    return {person.role: User.objects.get(email=person.email) for person in demonstration.PEOPLE}


def test_each_has_its_role() -> None:
    house = organisation(name="Tétraktys")
    people = cast()
    assert people["administrator"].is_superuser
    assert people["animator"].is_staff
    assert not people["animator"].is_superuser
    assert permissions.may_manage(people["referent"], house)
    assert permissions.may_publish_for(people["contributor"], house)
    assert not permissions.may_manage(people["contributor"], house)
    assert people["reader"].is_verified
    assert not people["awaiting validation"].is_verified
    assert [one.user for one in permissions.decidable_by(people["animator"])] == [
        people["awaiting validation"]
    ]


def test_they_are_made_once_and_not_beside_people() -> None:
    cast()
    number = User.objects.count()
    demonstration.make()
    assert User.objects.count() == number
    User.objects.all().delete()
    User.objects.create_user("somebody@example.org", "x")
    demonstration.make()
    assert User.objects.count() == 1


def test_an_empty_house_has_them_too() -> None:
    assert not cast()["contributor"].memberships.exists()


def test_the_team_comes_in_with_the_code_of_the_command() -> None:
    cast()
    client, out = Client(), StringIO()
    password = demonstration.password_file().read_text(encoding="ascii").strip()
    client.post(reverse("account_login"), {"login": demonstration.ANIMATOR, "password": password})
    call_command("code", demonstration.ANIMATOR, stdout=out)
    client.post(reverse("mfa_authenticate"), {"code": out.getvalue().strip()})
    assert client.get("/animation/").status_code == 200


def test_the_command_helps_nobody_elsewhere(settings: Settings) -> None:
    cast()
    with pytest.raises(CommandError, match="No account"):
        call_command("code", "nobody@example.org")
    settings.CORDEE_DEVELOPMENT = False
    with pytest.raises(CommandError, match="development alone"):
        call_command("code", demonstration.ANIMATOR)
