"""A report is read with its sheet, settled once, and who left an address is answered."""

import pytest
from django.core import mail
from django.urls import reverse

from cordee.actions import reports
from cordee.actions.models import Report
from cordee.actions.tests.factories import animator
from cordee.core.models import OutgoingMail
from cordee.desk.tests.scenes import limited, page, reported, seat, submitted, to_look_at
from cordee.organisations.enums import Kind

pytestmark = pytest.mark.django_db


def address(report: Report) -> str:
    return reverse("desk-queue:report", args=[report.pk])


def test_it_is_shown_with_its_sheet() -> None:
    shown = page(seat(), address(reported(to_look_at("Un puits"), "Il est à Thiès.", "a@b.example")))
    for words in ("Il est à Thiès.", "Un puits", "Somebody without an account", "An address was left"):
        assert words in shown, words
    assert "a@b.example" not in shown


def test_settling_answers_and_goes_on() -> None:
    one, next_one = reported(to_look_at("Un"), email="a@b.example"), submitted("Deux")
    answer = seat().post(address(one), {"usual": "corrected", "words": "Merci."})
    assert answer["Location"] == reverse("desk-queue:sheet", args=[next_one.pk])
    one.refresh_from_db()
    assert one.settled_reason.endswith("Merci.")
    assert not one.email
    assert len(mail.outbox) + OutgoingMail.objects.count() == 1


def test_it_is_settled_with_words() -> None:
    one = reported(to_look_at())
    assert "Say in a sentence" in seat().post(address(one), {"usual": "", "words": ""}).content.decode()
    one.refresh_from_db()
    assert one.settled_at is None


def test_of_two_animators_the_second_is_told() -> None:
    one, client = reported(to_look_at()), seat()
    reports.settle(report=one, by=animator(), reason="Corrigé.")
    shown = client.post(address(one), {"words": "Fait."}, follow=True).content.decode()
    assert "Somebody has settled this already." in shown
    assert "Corrigé." in shown


def test_a_report_out_of_the_remit_is_not_there() -> None:
    one = reported(to_look_at(kind=Kind.ASSOCIATION))
    client = seat(limited(Kind.COMPANY))
    assert client.get(address(one)).status_code == 404
    assert client.post(address(one), {"words": "Fait."}).status_code == 404
