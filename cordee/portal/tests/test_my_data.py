"""Her own page on her data, and the file that she takes away."""

import csv
import io
import json
import re
import time
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.accounts.models import Acceptance, User
from cordee.actions import contributing, drafts
from cordee.actions.models import Action, ActionImage, Draft
from cordee.actions.queries import content_of, with_everything
from cordee.actions.tests.factories import action
from cordee.contacts import operations as contacts
from cordee.contacts.enums import Field
from cordee.contacts.models import Contact
from cordee.journal.models import Change
from cordee.moderation import handling
from cordee.organisations import remits
from cordee.organisations.enums import Kind
from cordee.organisations.tests.people import animator, person
from cordee.portal.rights import collecting, page
from cordee.portal.tests.canary import ADDRESS, Canary, canary
from tests.pages.conformity import faults
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_table(settings: Any) -> None:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"


@pytest.fixture
def ana() -> Canary:
    return canary()


def downloaded(client: Client) -> dict[str, bytes]:
    """What is in the file, by name."""
    response = client.post(reverse("download_data"))
    assert response.status_code == 200
    with ZipFile(io.BytesIO(b"".join(response))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def data(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(downloaded(client)["donnees.json"])
    return found


def test_the_page_says_what_is_kept_with_counts(ana: Canary) -> None:
    text = ana.client.get(reverse("my_data")).content.decode()
    for said in ("One draft", "One contact card", "One place in a structure", ADDRESS, "One report"):
        assert said in text


def test_the_page_has_a_sentence_for_each_part_of_the_file(ana: Canary) -> None:
    of_the_account = {"account", "acceptances"}
    counted = collecting.counts(ana.user)
    assert counted.keys() - {"openings"} == collecting.SECTIONS.keys() - of_the_account
    assert counted.keys() == page.SENTENCES.keys()


def test_notes_files_and_what_an_animator_looks_after_are_told() -> None:
    chief, client = animator(is_superuser=True), Client()
    of_team, sheet = animator(), action()
    remits.set_remit(user=of_team, kinds=[Kind.COMPANY], communes=[], by=chief)
    handling.note(thing=of_team, by=chief, text="Arrive en mars.", about=of_team)
    ActionImage.objects.create(
        action=sheet, alternative="Deux femmes", width=1, height=1, weight=1, added_by=of_team
    )
    sign_in(client, of_team)
    text = client.get("/en/espace/mes-donnees/").content.decode()
    for said in ("What you look after as an animator", "One note of the team about you", "One image or"):
        assert said in text


def test_the_page_of_who_has_done_nothing_is_short() -> None:
    client = Client()
    sign_in(client, person())
    text = client.get(reverse("my_data")).content.decode()
    assert "draft, which" not in text
    assert "Your account:" in text


def test_the_page_escapes_what_people_write() -> None:
    client = Client()
    hostile = User.objects.create_user(
        "<script>@example.org", "x", first_name="<script>alert(1)", last_name="\u202e"
    )
    sign_in(client, hostile)
    text = (
        client.get(reverse("my_data")).content.decode()
        + client.get(reverse("erase_account")).content.decode()
    )
    assert "<script>alert" not in text
    assert "&lt;script&gt;@example.org" in text


def test_her_pages_keep_to_html_and_to_our_rules(ana: Canary) -> None:
    for response in (
        ana.client.get(reverse("my_data")),
        ana.client.get(reverse("erase_account")),
        ana.client.post(reverse("erase_account"), {"address": "x"}),
        ana.client.get(reverse("privacy")),
    ):
        assert faults(response.content.decode()) == []


def test_what_her_page_asks_of_the_database_does_not_grow(ana: Canary) -> None:
    asked = []
    for more in (0, 30):
        for number in range(more):
            drafts.begin(by=ana.user, organisation=ana.house.pk, data={"title": f"{number}"})
        with CaptureQueriesContext(connection) as queries:
            ana.client.get(reverse("my_data"))
        asked.append(len(queries))
    assert asked[0] == asked[1] < 40


def test_a_visitor_signs_in_first() -> None:
    for name in ("my_data", "download_data", "erase_account"):
        for method in ("get", "post"):
            response = getattr(Client(), method)(reverse(name))
            assert response.headers["Location"].startswith(reverse("account_login")), name


def test_the_file_says_all_that_there_is(ana: Canary) -> None:
    contacts.reveal(contact=Contact.objects.get(user=ana.user).pk, by=ana.eldest, field=Field.EMAIL)
    found = data(ana.client)
    assert set(found) == {"made_at", *collecting.SECTIONS}
    assert found["account"]["email"] == ADDRESS
    assert found["memberships"][0]["reason"] == "zztexte de demande"
    assert found["drafts"][0]["form"]["title"] == "zztexte de brouillon"
    assert found["cards"][0]["telephone"] == "+33 4 99 88 77 66"
    assert found["cards"][0]["opened_by"][0]["field"] == Field.EMAIL
    assert found["messages_sent"][0]["text"] == "zztexte de message"
    assert found["opened"][0]["field"] == Field.EMAIL
    assert found["reports"][0]["text"] == "La date est fausse."
    assert found["other_sites"][0]["uid"] == "zzcanari-uid"
    assert found["sessions"][0]["ip"] == "203.0.113.7"
    assert {factor["type"] for factor in found["second_factors"]} == {"totp", "recovery_codes"}
    assert "draft.begun" in {act["act"] for act in found["acts"]}
    assert found["letters"]
    assert len(found["invitations_sent"]) == len(found["invitations_received"]) == 1


def test_no_secret_and_nobody_else_is_in_the_file(ana: Canary) -> None:
    whole = b"\n".join(downloaded(ana.client).values()).decode()
    user = User.objects.get(pk=ana.user.pk)
    assert user.password not in whole
    for factor in Authenticator.objects.filter(user=user):
        for secret in re.findall(r"'(\S{12,})'", str(factor.data)):
            assert secret not in whole
    for other in ("ami@ailleurs.example", "li@ailleurs.example", "Li Wei", ana.eldest.email):
        assert other not in whole


def test_her_sheets_are_rows_that_a_spreadsheet_opens(ana: Canary) -> None:
    known = with_everything(Action.objects.filter(pk=ana.sheet.pk)).get()
    made = contributing.contribute(content=content_of(known), by=ana.user)
    files = downloaded(ana.client)
    rows = list(csv.DictReader(io.StringIO(files["fiches.csv"].decode("utf-8-sig"))))
    assert [row["key"] for row in rows] == [made.slug]
    assert json.loads(files["donnees.json"])["sheets"][0]["key"] == made.slug


def test_her_drafts_are_read_without_a_program(ana: Canary) -> None:
    files = downloaded(ana.client)
    assert "title: zztexte de brouillon" in files["brouillons.txt"].decode()
    assert "memberships" in files["lisez-moi.txt"].decode()
    assert "memberships" in files["readme.txt"].decode()


def test_an_account_without_anything_has_its_file_too() -> None:
    client = Client()
    sign_in(client, person())
    assert data(client)["drafts"] == []


def test_nothing_keeps_the_file(ana: Canary) -> None:
    response = ana.client.post(reverse("download_data"))
    assert "no-store" in response.headers["Cache-Control"]
    assert response.streaming
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert Change.objects.get(act="account.exported").details == {}


def test_five_a_day(ana: Canary) -> None:
    for _file in range(5):
        downloaded(ana.client)
    refused = ana.client.post(reverse("download_data"))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 80_000
    assert reverse("download_data") not in ana.client.get(reverse("my_data")).content.decode()


def grown_old(client: Client, seconds: float) -> None:
    """She signed in that long ago."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - seconds}]
    session.save()


@pytest.mark.parametrize(("route", "sent"), [("download_data", {}), ("erase_account", {"address": ADDRESS})])
def test_who_signed_in_long_ago_proves_who_she_is(ana: Canary, route: str, sent: dict[str, str]) -> None:
    grown_old(ana.client, 16 * 60)
    response = ana.client.post(reverse(route), sent)
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=ana.user.pk).is_active
    assert not Change.objects.filter(act="account.exported").exists()


def test_once_proved_it_goes_on_with_what_she_wanted(ana: Canary) -> None:
    grown_old(ana.client, 16 * 60)
    asked = ana.client.post(reverse("download_data")).headers["Location"]
    wrong = ana.client.post(asked, {"password": "un-autre-mot-de-passe"})
    assert wrong.status_code == 200
    response = ana.client.post(asked, {"password": "un-mot-de-passe-long"})
    assert response.headers["Content-Type"] == "application/zip"
    assert b"".join(response)[:2] == b"PK"


def test_ten_minutes_ago_is_recent(ana: Canary) -> None:
    grown_old(ana.client, 10 * 60)
    assert downloaded(ana.client)


def test_her_rights_do_not_wait_for_the_terms() -> None:
    client = Client()
    user = person()
    sign_in(client, user, is_ready=False)
    assert not Acceptance.objects.exists()
    assert client.get(reverse("my_data")).status_code == 200
    assert downloaded(client)
    assert client.post(reverse("erase_account"), {"address": user.email}).headers["Location"] == reverse(
        "home"
    )


def test_the_team_needs_its_second_factor_here_too() -> None:
    client = Client()
    sign_in(client, animator(first_name="A", last_name="B"), second_factor=False)
    assert client.post(reverse("download_data")).headers["Location"].startswith(reverse("mfa_index"))


def test_rubbish_is_answered(ana: Canary) -> None:
    for rubbish in ({}, {"address": "\0"}, {"address": "x" * 100_000}, {"address": ["a", "b"]}):
        response = ana.client.post(reverse("erase_account"), rubbish)
        assert response.status_code == 200
    assert Draft.objects.exists()
    assert ana.client.put(reverse("my_data")).status_code == 405
    assert ana.client.get(reverse("download_data")).status_code == 405
