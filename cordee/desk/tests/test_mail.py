"""The team sees how mail goes, and no letter: its links are keys to somebody's account."""

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.core.models import OutgoingMail
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_the_team_sees_to_whom_but_not_what(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    mail.send_mail("Votre accès", "https://example.org/zzsecret", "e@example.org", ["zoe@example.org"])
    written = OutgoingMail.objects.get()
    sign_in(client, User.objects.create_user("team@example.org", is_staff=True))
    listed = client.get("/animation/registre/outgoingmail/")
    shown = client.get(f"/animation/registre/outgoingmail/inspect/{written.pk}/")
    for page in (listed, shown):
        assert page.status_code == 200
        assert "zoe@example.org" in page.content.decode()
        assert "zzsecret" not in page.content.decode()
