"""When sessions end, and a change of address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.accounts import operations
from cordee.accounts.models import User
from cordee.accounts.tests.people import PASSWORD, code, enter, is_in, letters, person, prove, sign_in, totp

pytestmark = pytest.mark.django_db

NEW = {"oldpassword": PASSWORD, "password1": "un-autre-mot-de-passe", "password2": "un-autre-mot-de-passe"}
ENDINGS: dict[str, Callable[[User], object]] = {
    "made an animator": lambda user: operations.set_office(user=user, is_animator=True),
    "made an administrator": lambda user: operations.set_office(user=user, is_administrator=True),
    "another password": lambda user: User.objects.filter(pk=user.pk).update(password="x"),
    "another address": lambda user: User.objects.filter(pk=user.pk).update(email="new@example.org"),
    "closed": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_sessions_end_at_once(name: str) -> None:
    user = person()
    client = enter(user)
    ENDINGS[name](user)
    assert not is_in(client)


def test_a_demoted_member_of_the_team_is_out_at_once() -> None:
    person("boss@example.org", is_staff=True, is_superuser=True)
    user = person(factor=True, is_staff=True)
    client = enter(user, totp())
    operations.set_office(user=user, is_animator=False)
    assert not is_in(client)


def test_what_changes_nothing_of_the_way_in_ends_nothing() -> None:
    user = person()
    client = enter(user)
    operations.validate(user=user)
    operations.set_office(user=user, is_reader=True)
    assert is_in(client)


def test_a_closed_account_does_not_sign_in_again() -> None:
    user = person(is_active=False)
    client = Client()
    assert sign_in(client, user) == reverse("account_inactive")
    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions() -> None:
    user = person()
    here, elsewhere = enter(user), enter(user)
    here.post(reverse("account_change_password"), NEW)
    assert is_in(here)
    assert not is_in(elsewhere)
    assert letters()[-1].subject == "Your password was changed"


def test_a_new_password_needs_the_present_one() -> None:
    client = enter(person())
    assert client.post(reverse("account_change_password"), NEW | {"oldpassword": "x"}).status_code == 200
    assert User.objects.get().check_password(PASSWORD)


def test_a_forgotten_password_ends_every_session() -> None:
    user = person()
    elsewhere, here = enter(user), Client()
    here.post(reverse("account_reset_password"), {"email": user.email})
    here.post(reverse("account_confirm_password_reset_code"), {"code": code()})
    here.post(reverse("account_complete_password_reset"), NEW)
    assert not is_in(elsewhere)


def test_sessions_are_listed_and_ended() -> None:
    user = person()
    elsewhere = Client(headers={"user-agent": "Lynx/2.9"})
    sign_in(elsewhere, user)
    here = enter(user)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "Lynx/2.9" in page
    here.post(reverse("usersessions_list"))
    assert is_in(here)
    assert not is_in(elsewhere)
    assert UserSession.objects.count() == 1


def test_one_does_not_end_the_sessions_of_somebody_else() -> None:
    other = enter(person("ben@example.org"))
    enter(person()).post(reverse("usersessions_list"))
    assert is_in(other)


def test_the_first_password_leaves_this_session_in_the_list() -> None:
    client = Client()
    answer = client.post(reverse("account_signup"), {"email": "new@example.org", "website": ""})
    client.post(answer["Location"], {"code": code()})
    about = {"first_name": "Ana", "last_name": "Roux", "function": "x", "language": "fr"}
    client.post(reverse("account_about_you"), about | {"password": PASSWORD})
    assert "this one" in client.get(reverse("usersessions_list")).content.decode()


def test_signing_out_ends_the_session() -> None:
    client = enter(person())
    kept = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = kept
    assert not is_in(client)


def asked_to_change(client: Client, address: str = "new@example.org") -> str:
    prove(client)
    answer = client.post(reverse("account_email"), {"email": address, "action_add": ""})
    return str(answer["Location"])


def test_another_address_is_confirmed_there_and_told_to_the_old_one() -> None:
    user = person()
    here, elsewhere = enter(user), enter(user)
    where = asked_to_change(here)
    assert [letter.to for letter in letters()] == [["new@example.org"]]
    assert User.objects.get().email == "ana@example.org"
    here.post(where, {"code": code()})
    assert letters()[-1].to == ["ana@example.org"]
    assert letters()[-1].subject == "Your address was changed"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert "this one" in here.get(reverse("usersessions_list")).content.decode()


def test_the_old_address_no_longer_opens_the_account() -> None:
    user = person()
    client = enter(user)
    client.post(asked_to_change(client), {"code": code()})
    assert sign_in(Client(), user) == ""
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert sign_in(Client(), user) != ""


def test_without_the_code_the_address_stays() -> None:
    user = person()
    client = enter(user)
    assert client.post(asked_to_change(client), {"code": "AAAA-AAAA"}).status_code == 200
    user.refresh_from_db()
    assert user.email == "ana@example.org"
    assert sign_in(Client(), user) != ""


def test_a_change_of_address_asks_again_who_one_is_a_while_after_one_came_in() -> None:
    client = enter(person())
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert letters() == []


def test_an_address_that_its_account_never_proved_is_free_for_who_proves_it() -> None:
    Client().post(reverse("account_signup"), {"email": "ben@example.org", "website": ""})
    ana = person()
    client = enter(ana)
    client.post(asked_to_change(client, "ben@example.org"), {"code": code()})
    ana.refresh_from_db()
    assert ana.email == "ben@example.org"
    assert User.objects.count() == 1


def test_the_address_of_somebody_else_gets_the_same_answer() -> None:
    User.objects.create_user("ben@example.org", PASSWORD)
    client = enter(person())
    assert asked_to_change(client) == asked_to_change(client, "ben@example.org")


def test_the_address_of_somebody_else_is_not_taken_even_by_the_code() -> None:
    ben = User.objects.create_user("ben@example.org", PASSWORD)
    client = enter(person())
    client.post(asked_to_change(client, "ben@example.org"), {"code": code()})
    assert User.objects.get(pk=ben.pk).email == "ben@example.org"
    assert User.objects.get(email="ana@example.org").pk != ben.pk
    assert sign_in(Client(), ben) != ""
