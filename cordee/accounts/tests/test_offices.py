"""Offices: given and ended by command or code, never leaving the site without an administrator."""

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cordee.accounts import operations, queries
from cordee.accounts.enums import Document
from cordee.accounts.models import Acceptance, User
from cordee.journal.models import Change

pytestmark = pytest.mark.django_db


def person(**more: object) -> User:
    return User.objects.create_user("ana@example.org", "x", **more)


def offices(user: User) -> tuple[bool, bool, bool]:
    user.refresh_from_db()
    return user.is_superuser, user.is_staff, user.is_reader


@pytest.mark.parametrize(
    ("office", "given"),
    [("administrator", (True, True, False)), ("animator", (False, True, False)),
     ("reader", (False, False, True)), ("none", (False, False, False))],
)  # fmt: skip
def test_the_command_gives_what_it_names(office: str, given: tuple[bool, bool, bool]) -> None:
    User.objects.create_superuser("first@example.org", "x")
    user = person()
    call_command("office", " Ana@Example.org", office)
    assert offices(user) == given
    assert user.is_verified == (office != "none")


def test_the_last_administrator_stays() -> None:
    user = User.objects.create_superuser("ana@example.org", "x")
    for office in ("none", "animator", "reader"):
        with pytest.raises(CommandError, match="last administrator"):
            call_command("office", user.email, office)
    assert offices(user) == (True, True, False)


def test_nobody_there_is_said_so() -> None:
    with pytest.raises(CommandError, match="No open account"):
        call_command("office", "nobody@example.org", "animator")


def test_an_office_that_changes_nothing_is_not_journalled() -> None:
    user = person(is_staff=True)
    operations.set_office(user=user, is_animator=True)
    assert not Change.objects.filter(act="account.office").exists()


def test_a_refusal_takes_what_a_validation_gave() -> None:
    user = person()
    operations.validate(user=user)
    operations.refuse(user=user, reason="Non.")
    refused = User.objects.get()
    assert not refused.is_verified
    assert refused.decision_reason == "Non."
    operations.validate(user=user)
    validated = User.objects.get()
    assert validated.is_verified
    assert validated.refused_at is None


def test_the_database_holds_one_decision_at_a_time() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="user_decided_one_way"), transaction.atomic():
        person(validated_at=now, refused_at=now)


def test_terms_are_accepted_once_for_each_day() -> None:
    user, day = person(), queries.terms_in_force()
    for _turn in range(2):
        operations.accept(user=user, documents=list(Document), version=day)
    assert Acceptance.objects.count() == len(Document)
    assert Change.objects.filter(act="account.accepted").count() == 1
    assert queries.has_accepted(user)


def test_one_document_short_is_not_accepted() -> None:
    user = person()
    operations.accept(user=user, documents=[Document.TERMS], version=queries.terms_in_force())
    assert not queries.has_accepted(user)


def test_whoever_leaves_the_team_is_told_anew_before_her_account_ends() -> None:
    user = User.objects.create_user("bea@example.org", is_staff=True, warned_at=timezone.now())
    operations.set_office(user=user, is_animator=False)
    assert User.objects.get(pk=user.pk).warned_at is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"is_animator": True}, "You are now an animator"),
        ({"is_administrator": True}, "You are now an administrator"),
        ({"is_reader": True}, "You are now a reader"),
    ],
)
def test_who_is_given_an_office_is_told_and_told_when_it_ends(change: dict[str, bool], said: str) -> None:
    user, chief = person(language="en"), User.objects.create_superuser("chief@example.org", "x")
    operations.set_office(user=user, by=chief, **change)
    operations.set_office(user=user, by=chief, **change)
    operations.set_office(user=user, by=chief, is_animator=False, is_reader=False)
    given, ended = mail.outbox
    assert {*given.to, *ended.to} == {user.email}
    assert said in str(given.body)
    assert settings.TERRITORY.email in str(given.body)
    assert "You hold no office" in str(ended.body)


def test_an_office_laid_down_by_oneself_needs_no_letter() -> None:
    user = person(is_staff=True)
    operations.set_office(user=user, by=user, is_animator=False)
    assert not mail.outbox
