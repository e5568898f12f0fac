"""A text that is sent to what is not there (any more) comes back to whoever typed it, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cordee.actions import deciding
from cordee.actions.tests.factories import action, animator

pytestmark = pytest.mark.django_db
TEXT = "Le lieu est faux : <script>alert(1)</script>"


def _report(slug: str) -> str:
    with translation.override("en"):
        return reverse("report_action", args=[slug])


def test_what_was_typed_of_a_sheet_that_was_withdrawn_is_given_back(client: Client) -> None:
    known = action()
    deciding.withdraw(action=known, by=animator(), reason="Faux.")
    answers = [client.post(_report(slug), {"text": TEXT}) for slug in (known.slug, "il-n-y-a-rien")]
    for answer in answers:
        page = answer.content.decode()
        assert (answer.status_code, "Le lieu est faux" in page) == (404, True)
        assert "<script>alert(1)" not in page
        assert "could not be recorded" in page


@pytest.mark.parametrize("secret", ["password", "new_password1"])
def test_secrets_are_never_said_back(client: Client, secret: str) -> None:
    page = client.post(_report("il-n-y-a-rien"), {secret: "cheval correct pile agrafe"})
    assert "cheval correct" not in page.content.decode()


def test_another_site_has_no_text_shown_here() -> None:
    client = Client(enforce_csrf_checks=True)
    for path in (_report("il-n-y-a-rien"), "/en/nulle-part/"):
        assert "Le lieu est faux" not in client.post(path, {"text": TEXT}).content.decode()
