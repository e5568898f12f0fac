"""The second factor: set up, asked for, spent; and what the team must have before it goes on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.accounts.tests.people import SECRET, code, enter, is_in, letters, person, prove, sign_in, totp

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
AGAIN = reverse("account_reauthenticate")
FACTOR = reverse("mfa_authenticate")


def set_up(client: Client) -> str:
    """An application for codes is set up by the pages; its secret."""
    prove(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    secret = str(client.session["mfa.totp.secret"])
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp(secret=secret)})
    assert answer.status_code == 302
    return secret


def recovery_codes(client: Client) -> list[str]:
    """Those that the page shows."""
    prove(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.findall(r"\b[0-9a-f]{8}\b", page)


def test_set_up_then_asked_for(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    user = person()
    client = enter(user)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    assert [letter.subject for letter in letters()] == ["Codes of an application protect your account"]
    client = Client()
    assert sign_in(client, user) == FACTOR
    assert not is_in(client)
    client.post(FACTOR, {"code": totp(secret=secret)})
    assert is_in(client)


def test_a_wrong_code_sets_nothing_up() -> None:
    user = person()
    client = enter(user)
    prove(client)
    client.get(reverse("mfa_activate_totp"))
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("typed", ["", "000000", SECRET, "12345678", "00000\u0660"])
def test_a_wrong_code_opens_nothing(typed: str) -> None:
    client = Client()
    sign_in(client, person(factor=True))
    assert client.post(FACTOR, {"code": typed}).status_code == 200
    assert not is_in(client)


def test_the_secret_is_not_read_in_the_database() -> None:
    set_up(enter(person()))
    written = str(list(Authenticator.objects.values_list("data", flat=True)))
    first, second = (factor.wrap() for factor in Authenticator.objects.order_by("type"))
    assert first.get_unused_codes()[0] not in written
    assert decrypt(second.instance.data["secret"]) not in written


def test_a_new_key_of_the_site_opens_what_the_former_closed(settings: Settings) -> None:
    user = person(factor=True)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    enter(user, totp())


def test_with_a_lost_key_no_code_opens(settings: Settings) -> None:
    user = person(factor=True)
    settings.SECRET_KEY = "another"
    client = Client()
    assert sign_in(client, user) == FACTOR
    for guess in (totp(), totp(secret="")):
        assert client.post(FACTOR, {"code": guess}).status_code == 200
    assert not is_in(client)


def test_the_code_without_the_password_opens_nothing() -> None:
    person(factor=True)
    client = Client()
    client.post(FACTOR, {"code": totp()})
    assert not is_in(client)


@pytest.mark.parametrize(("ahead", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_holds_half_a_minute_around_its_own(ahead: int, opens: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        client = Client()
        sign_in(client, person(factor=True))
        client.post(FACTOR, {"code": totp(ahead)})
        assert is_in(client) is opens


def test_a_code_that_was_seen_serves_nobody_else() -> None:
    with time_machine.travel(NOON, tick=False):
        user = person(factor=True)
        enter(user, totp())
        client = Client()
        sign_in(client, user)
        client.post(FACTOR, {"code": totp()})
        assert not is_in(client)


def test_many_wrong_codes_close_the_door_for_a_while() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        user = person(factor=True)
        client = Client()
        sign_in(client, user)
        for _try in range(8):
            client.post(FACTOR, {"code": "000000"})
        client.post(FACTOR, {"code": totp()})
        assert not is_in(client)
        clock.shift(timedelta(minutes=11))
        enter(user, totp())


def test_a_recovery_code_serves_once() -> None:
    user = person()
    client = enter(user)
    secret = set_up(client)
    codes = recovery_codes(client)
    assert len(codes) == 10
    enter(user, codes[0])
    again = Client()
    sign_in(again, user)
    again.post(FACTOR, {"code": codes[0]})
    assert not is_in(again)
    again.post(FACTOR, {"code": codes[1]})
    assert is_in(again)
    assert secret


def test_new_recovery_codes_end_the_former() -> None:
    user = person()
    client = enter(user)
    set_up(client)
    former = recovery_codes(client)[0]
    client.post(reverse("mfa_generate_recovery_codes"))
    again = Client()
    sign_in(again, user)
    again.post(FACTOR, {"code": former})
    assert not is_in(again)


def test_a_code_by_mail_does_not_stand_for_the_second_factor() -> None:
    user = person(factor=True)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code()})
    assert answer["Location"] == FACTOR
    assert not is_in(client)


def test_a_new_password_does_not_stand_for_the_second_factor() -> None:
    user = person(factor=True)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code()})
    words = {"password1": "un-autre-mot-de-passe", "password2": "un-autre-mot-de-passe"}
    client.post(reverse("account_complete_password_reset"), words)
    assert not is_in(client)
    user.refresh_from_db()
    assert user.check_password("un-autre-mot-de-passe")


ANYWHERE = ["/", "/en/", "/carte/", "/en/actions/", "/animation/", "/animation/reports/mail/", "/marque.css"]


@pytest.mark.parametrize("page", ANYWHERE)
def test_the_team_without_second_factor_reaches_only_its_account(page: str) -> None:
    client = enter(person(is_staff=True))
    answer = client.get(page)
    assert answer.status_code == 302
    assert "/compte/securite/" in answer["Location"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_that_mend_it_open_in_both_languages(prefix: str) -> None:
    client = enter(person(is_staff=True))
    assert client.get(f"{prefix}/compte/securite/").status_code == 200
    assert client.get(f"{prefix}/compte/securite/application/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = client.get(f"{prefix}/compte/securite/application/")
    assert answer["Location"].startswith(f"{prefix}/compte/confirmer/")


def test_in_english_too_one_says_who_one_is() -> None:
    client = enter(person(first_name="", last_name=""))
    about = {"first_name": "Ana", "last_name": "Roux", "function": "x", "language": "en"}
    assert client.post("/en/compte/vous/", about)["Location"] == "/en/compte/conditions/"
    assert User.objects.get().last_name == "Roux"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_once_set_up_the_team_goes_on() -> None:
    client = enter(person(is_staff=True))
    set_up(client)
    assert client.get("/carte/").status_code == 200


def test_the_team_with_its_second_factor_goes_on() -> None:
    client = enter(person(factor=True, is_staff=True), totp())
    assert client.get("/carte/").status_code == 200


def test_a_session_older_than_the_office_does_not_serve_the_team() -> None:
    user = person()
    client = enter(user)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    assert not is_in(client)


@pytest.mark.parametrize(("away", "stays"), [(29, True), (31, False)])
def test_after_half_an_hour_away_the_team_signs_in_again(away: int, stays: bool) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(person(factor=True, is_staff=True), totp())
        clock.shift(timedelta(minutes=away))
        answer = client.get("/carte/?q=eau")
        assert (answer.status_code == 200) is stays
        if not stays:
            assert answer["Location"] == f"{reverse('account_login')}?next=%2Fcarte%2F%3Fq%3Deau"
        assert is_in(client) is stays


@pytest.mark.parametrize(("away", "stays"), [(34, True), (36, False)])
def test_what_the_team_was_typing_may_still_be_sent_for_a_while(away: int, stays: bool) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(person(factor=True, is_staff=True), totp())
        clock.shift(timedelta(minutes=away))
        answer = client.post("/espace/")
        sent_away = answer.headers.get("Location") == reverse("account_login")
        assert sent_away is not stays
        assert is_in(client) is stays


def test_work_in_between_keeps_the_team_signed_in() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(person(factor=True, is_staff=True), totp())
        for _page in range(5):
            clock.shift(timedelta(minutes=20))
            assert client.get("/carte/").status_code == 200


def test_others_stay_signed_in() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(person())
        clock.shift(timedelta(days=29))
        assert is_in(client)
        clock.shift(timedelta(days=2))
        assert not is_in(client)


BEFORE = [
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
]


@pytest.mark.parametrize("name", BEFORE)
def test_a_change_of_the_second_factor_asks_again_who_one_is(name: str) -> None:
    client = enter(person(factor=name == "mfa_deactivate_totp"), *([totp()] if "deact" in name else []))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(reverse(name))["Location"].startswith(AGAIN)
        assert client.post(reverse(name), {"code": totp()})["Location"].startswith(AGAIN)
    assert Authenticator.objects.count() == ("deact" in name)


def test_the_proof_holds_for_a_few_minutes() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = enter(person())
        prove(client)
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        clock.shift(timedelta(minutes=6))
        assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(AGAIN)


def test_a_wrong_password_proves_nothing() -> None:
    client = enter(person())
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.post(AGAIN, {"password": "un-autre-mot-de-passe"}).status_code == 200
        assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(AGAIN)


def test_taking_it_away_is_told_by_letter() -> None:
    client = enter(person(factor=True), totp())
    prove(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert letters()[-1].subject == "Codes of an application no longer protect your account"


def test_one_does_not_touch_the_passkey_of_somebody_else() -> None:
    other = person("ben@example.org")
    key = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "Ben"})
    client = enter(person())
    prove(client)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, args=[key.pk]), {"name": "x"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "Ben"
