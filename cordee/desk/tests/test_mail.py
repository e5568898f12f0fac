"""The team sees how mail goes, no letter (its links are keys to somebody's account) and no whole address."""

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
    OutgoingMail.objects.update(error="550 <Zoe@Example.org> unknown")
    sign_in(client, User.objects.create_user("team@example.org", is_staff=True))
    listed = client.get("/animation/registre/outgoingmail/")
    shown = client.get(f"/animation/registre/outgoingmail/inspect/{written.pk}/")
    for page in (listed, shown):
        assert page.status_code == 200
        assert "z…@e….org" in page.content.decode()
        assert "zoe@example" not in page.content.decode().lower()
        assert "zzsecret" not in page.content.decode()


@pytest.mark.parametrize(("typed", "is_found"), [("Zoe@example.org", True), ("zoe@", False), ("accès", True)])
def test_a_letter_is_found_by_the_whole_address(
    client: Client, settings: Settings, typed: str, *, is_found: bool
) -> None:
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
    mail.send_mail("Votre accès", "Bonjour.", "e@example.org", ["zoe@example.org"])
    sign_in(client, User.objects.create_user("team@example.org", is_staff=True))
    listed = client.get("/animation/registre/outgoingmail/", {"q": typed}).content.decode()
    assert ("z…@e….org" in listed) is is_found
