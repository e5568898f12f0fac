"""Whoever leaves for good leaves no trace but a mark, and the site goes on without her."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cordee.accounts import erasures
from cordee.accounts import operations as accounts
from cordee.accounts.enums import Cause
from cordee.accounts.models import Erasure, User
from cordee.accounts.operations import LastAdministrator
from cordee.core.mail.delivery import carry
from cordee.core.models import OutgoingMail
from cordee.journal.models import Change
from cordee.organisations import memberships
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.people import REFERENT, animator, joined, person
from cordee.portal.rights import erasing
from cordee.portal.tests.canary import ADDRESS, WORDS, Canary, canary
from cordee.portal.tests.things import structure
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_table(settings: Any, tmp_path: Path) -> None:
    """Letters wait in their table; the file of erasures lies in a home of its own."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    settings.CORDEE_HOME = tmp_path


def said(value: object) -> str:
    """A cell as text; what a letter says is read through its encoding."""
    if isinstance(value, bytes | memoryview):
        whole = bytes(value)
        return whole.decode("utf-8", errors="replace").replace("=\n", "")
    return str(value)


def traces(*, but: frozenset[str] = frozenset()) -> Iterator[str]:
    """Each cell of the database that holds a word of hers: its table and column."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in but:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(columns, row, strict=True):
                    text = said(value).lower()
                    if any(word.lower() in text for word in WORDS):
                        yield f"{table}.{name}: {text[:80]}"


def sessions_hold(word: str) -> bool:
    """Sessions are packed: they are read one by one."""
    from django.contrib.sessions.models import Session

    return any(word in str(session.get_decoded()).lower() for session in Session.objects.all())


@pytest.fixture
def ana() -> Canary:
    return canary()


def test_the_search_finds_her_while_she_is_there(ana: Canary) -> None:
    tables = {trace.split(".")[0] for trace in traces()}
    assert {"accounts_user", "account_emailaddress", "contacts_contact", "contacts_coordinates"} <= tables
    assert {"actions_draft", "actions_report", "organisations_invitation", "core_outgoingmail"} <= tables
    assert {"organisations_membership", "socialaccount_socialaccount", "usersessions_usersession"} <= tables


def test_nothing_is_left_of_her_but_a_last_letter(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert list(traces(but=frozenset({"core_outgoingmail"}))) == []
    (letter,) = OutgoingMail.objects.filter(recipient=ADDRESS)
    assert "erased" in letter.subject
    assert not sessions_hold("zzcanari")


def test_once_the_mail_has_left_only_the_envelope_of_the_last_letter_is_hers(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    carry.func()
    (trace,) = list(traces())
    assert trace.startswith("core_outgoingmail.recipient")
    last = next(letter for letter in mail.outbox if letter.to == [ADDRESS])
    assert b"zzprenom" not in last.message().as_bytes().lower()


def test_her_acts_and_her_place_keep_a_number(ana: Canary) -> None:
    acts = Change.objects.filter(actor=ana.user).count()
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    user = User.objects.get(pk=ana.user.pk)
    assert Change.objects.filter(actor=user).count() > acts
    assert (str(user), user.is_verified, user.has_usable_password()) == ("a person who left", False, False)
    assert Membership.objects.get(user=user).state == "ended"
    assert Change.objects.filter(act="account.erased", subject_id=user.pk).exists()


def test_the_eldest_member_is_asked_to_take_over(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert Organisation.objects.get(pk=ana.house.pk).without_referent_since is not None
    assert OutgoingMail.objects.filter(recipient=ana.eldest.email, subject__contains="answer for").exists()


def test_what_her_structure_published_stays(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert Client().get(reverse("action", args=[ana.sheet.slug])).status_code == 200


def test_she_is_out_everywhere(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert ana.client.get(reverse("space")).status_code == 302
    Client().post(reverse("account_login"), {"login": ADDRESS, "password": "un-mot-de-passe-long"})
    assert not EmailAddress.objects.filter(user=ana.user).exists()


def test_twice_is_once(ana: Canary) -> None:
    for _again in range(2):
        erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert Erasure.objects.count() == 1
    assert OutgoingMail.objects.filter(recipient=ADDRESS).count() == 1


def test_the_last_administrator_stays() -> None:
    admin = User.objects.create_superuser("chef@example.org", "x")
    with pytest.raises(LastAdministrator):
        erasing.erase(user=admin, cause=Cause.OWN, by=admin)
    assert User.objects.get(pk=admin.pk).is_active
    User.objects.create_superuser("autre@example.org", "x")
    erasing.erase(user=admin, cause=Cause.OWN, by=admin)
    assert not User.objects.get(pk=admin.pk).is_superuser


def test_a_failure_leaves_everything(ana: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_said: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("cordee.accounts.last_letters.farewell", broken)
    with pytest.raises(RuntimeError):
        erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert User.objects.get(pk=ana.user.pk).email == ADDRESS
    assert ana.user.contact_cards.exists()


def test_the_letters_of_somebody_whose_address_she_typed_stay(ana: Canary) -> None:
    """She had asked to change to it, and never proved it."""
    victim = person()
    EmailAddress.objects.create(user=ana.user, email=victim.email, verified=False)
    joined(structure("Ailleurs"), user=victim)
    waiting = OutgoingMail.objects.filter(recipient=victim.email).count()
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert waiting
    assert OutgoingMail.objects.filter(recipient=victim.email).count() == waiting


def as_in_the_backup(user: User) -> None:
    """The account is there again, with the address and the first moment that it had."""
    User.objects.filter(pk=user.pk).update(
        email=ADDRESS, is_active=True, closed_at=None, first_name="Zzprenom"
    )
    EmailAddress.objects.create(user_id=user.pk, email=ADDRESS, verified=True, primary=True)
    Erasure.objects.all().delete()


def test_a_restored_backup_is_erased_again_by_the_file(
    ana: Canary, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert ADDRESS not in erasures.file_path().read_text()
    as_in_the_backup(ana.user)
    call_command("daily")
    assert User.objects.get(pk=ana.user.pk).closed_at is not None
    assert Erasure.objects.get().cause == Cause.AGAIN
    assert erasing.erase_again().erased == []


def test_an_older_number_is_known_by_its_address(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    erasures.complete_file()
    line = json.loads(erasures.file_path().read_text())
    as_in_the_backup(ana.user)
    erasures.file_path().write_text(json.dumps(line | {"number": 999_999}) + "\n")
    call_command("erase", again=True)
    assert User.objects.get(pk=ana.user.pk).closed_at is not None


def test_who_comes_back_of_her_own_will_stays(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    new = User.objects.create_user(ADDRESS, "x")
    assert erasing.erase_again().erased == []
    assert User.objects.get(pk=new.pk).closed_at is None


def test_the_file_is_completed_each_day(ana: Canary) -> None:
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    assert not erasures.file_path().exists()  # the transaction of this test never ends
    assert (erasures.complete_file(), erasures.complete_file()) == (1, 0)


def test_a_broken_file_is_named(ana: Canary, tmp_path: Path) -> None:
    other = tmp_path / "copy.jsonl"
    other.write_text("nothing\n")
    with pytest.raises(CommandError, match="Line 1 of copy"):
        call_command("erase", str(other), again=True)
    with pytest.raises(CommandError, match="no such file"):
        call_command("erase", str(tmp_path / "none"), again=True)


def test_the_command_erases_whom_it_names(ana: Canary) -> None:
    call_command("erase", email=ADDRESS.upper())
    assert list(traces(but=frozenset({"core_outgoingmail"}))) == []
    with pytest.raises(CommandError, match="No account"):
        call_command("erase", email=ADDRESS)


def test_a_new_key_of_the_site_still_knows_the_marks(ana: Canary, settings: Any) -> None:
    before = erasures.mark_of(ADDRESS)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert erasures.mark_of(ADDRESS) != before
    assert erasures.mark_of(ADDRESS, key=settings.SECRET_KEY_FALLBACKS[0]) == before


def test_a_referent_alone_leaves_a_marked_structure() -> None:
    house = structure("Seule")
    ana = joined(house, REFERENT).user
    erasing.erase(user=ana, cause=Cause.OWN, by=ana)
    assert Organisation.objects.get(pk=house.pk).without_referent_since is not None


def test_whom_the_team_had_refused_leaves_too() -> None:
    """The table asks for a reason: what stands there says nothing any more."""
    ana, house = person(), structure("Refuge")
    asked = memberships.request(user=ana, organisation=house, reason="zztexte")
    memberships.refuse(membership=asked, by=animator(), reason="zztexte de refus")
    erasing.erase(user=ana, cause=Cause.OWN, by=ana)
    assert Membership.objects.get(user=ana).decision_reason == "–"
    assert list(traces(but=frozenset({"core_outgoingmail"}))) == []


def test_her_number_stays_when_unproved_accounts_are_forgotten() -> None:
    ana = person()
    erasing.erase(user=ana, cause=Cause.OWN, by=ana)
    accounts.sweep(before=timezone.now() + timedelta(days=1))
    assert User.objects.filter(pk=ana.pk).exists()
    assert Change.objects.filter(act="account.erased", actor=ana).exists()


# Her page


def page(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def test_typing_another_address_erases_nothing(ana: Canary) -> None:
    response = ana.client.post(reverse("erase_account"), {"address": "autre@example.org"})
    assert "This is not the address of your account" in response.content.decode()
    assert User.objects.get(pk=ana.user.pk).is_active


def test_typing_it_erases_and_says_so(ana: Canary) -> None:
    address = reverse("erase_account")
    response = ana.client.post(address, {"address": f" {ADDRESS.upper()} "}, follow=True)
    assert response.redirect_chain == [(reverse("home"), 302)]
    assert "Your account is erased" in response.content.decode()
    assert list(traces(but=frozenset({"core_outgoingmail"}))) == []
    assert settings.SESSION_COOKIE_NAME not in ana.client.cookies or not sessions_hold("zzcanari")


def test_the_only_administrator_is_told_so() -> None:
    client = page(User.objects.create_superuser("chef@example.org", "x", first_name="A", last_name="B"))
    response = client.get(reverse("erase_account"))
    assert "the only administrator" in response.content.decode()
    client.post(reverse("erase_account"), {"address": "chef@example.org"})
    assert User.objects.get().is_active


def test_an_address_that_passed_on_to_a_colleague_takes_nobody_with_it(ana: Canary) -> None:
    bob = person()
    erasing.erase(user=ana.user, cause=Cause.OWN, by=ana.user)
    EmailAddress.objects.create(user=bob, email=ADDRESS, verified=True)
    call_command("daily")
    assert User.objects.get(pk=bob.pk).closed_at is None
