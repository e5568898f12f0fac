"""Images and documents that wait: in the queue, on their screen, decided on the version that was seen."""

from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.fixtures import Settings

from cordee.actions.attachments import files, operations
from cordee.actions.attachments.files import Paper, Picture
from cordee.actions.enums import DocumentType
from cordee.actions.models import ActionDocument, ActionImage
from cordee.actions.tests.factories import animator, member
from cordee.actions.tests.handed_in import TITLED, WORDS
from cordee.core.mail.delivery import carry
from cordee.desk import waiting
from cordee.desk.tests.scenes import limited, page, seat, to_look_at
from cordee.organisations.enums import Kind, Regime
from cordee.organisations.regimes import set_regime

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """Files that need no opening, on a shelf of their own."""
    settings.MEDIA_ROOT = tmp_path
    picture = Picture(480, 320, {"480.webp": b"RIFF-picture"})
    paper = Paper(DocumentType.PDF, {"document.pdf": b"%PDF"})
    monkeypatch.setattr(files, "picture", lambda _content: picture)
    monkeypatch.setattr(files, "document", lambda _content, _name: paper)


def picture(**parts: object) -> ActionImage:
    """An image on a live sheet of a structure that is always looked at before."""
    known = to_look_at("Un puits", **parts)
    set_regime(organisation=known.lead, regime=Regime.ALWAYS, by=animator())
    return operations.add_image(action=known, content=b"x", name="a.jpg", said=WORDS, by=member(known.lead))


def where(row: ActionImage) -> str:
    return reverse("desk-queue:image", args=[row.pk])


def test_it_is_in_the_queue_and_shown_with_its_words() -> None:
    row, user = picture(), animator()
    assert waiting.counts(user)["images"] == 1
    shown = page(seat(user), where(row))
    assert row.alternative in shown
    assert "To be shown on the sheet" in shown


def test_yes_shows_it_and_a_letter_says_so() -> None:
    row, client = picture(), seat()
    client.post(where(row), {"decision": "yes", "version": row.version})
    row.refresh_from_db()
    assert not row.is_waiting
    assert client.get(where(row)).status_code == 404
    carry.func()
    assert "published" in mail.outbox[-1].subject


def test_no_needs_a_reason_which_the_contributor_reads() -> None:
    row, client = picture(), seat()
    answer = client.post(where(row), {"decision": "no", "version": row.version})
    assert answer.status_code == 200
    assert ActionImage.objects.filter(pk=row.pk).exists()
    client.post(where(row), {"decision": "no", "version": row.version, "words": "Visages reconnaissables."})
    assert not ActionImage.objects.filter(pk=row.pk).exists()
    carry.func()
    assert "Visages reconnaissables." in mail.outbox[-1].body


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 30])
def test_what_was_not_seen_is_not_decided(version: str) -> None:
    row, client = picture(), seat()
    client.post(where(row), {"decision": "yes", "version": version})
    row.refresh_from_db()
    assert row.is_waiting


def test_another_s_remit_is_not_there() -> None:
    row = picture(kind=Kind.ASSOCIATION)
    client = seat(limited(Kind.COMPANY))
    assert client.get(where(row)).status_code == 404
    assert client.post(where(row), {"decision": "yes", "version": row.version}).status_code == 404
    assert waiting.counts(limited(Kind.COMPANY))["images"] == 0


def test_a_document_has_its_screen_too() -> None:
    known = to_look_at("Un puits")
    set_regime(organisation=known.lead, regime=Regime.ALWAYS, by=animator())
    by = member(known.lead)
    row = operations.add_document(action=known, content=b"x", name="a.pdf", said=TITLED, by=by)
    client, address = seat(), reverse("desk-queue:document", args=[row.pk])
    assert row.title in page(client, address)
    client.post(address, {"decision": "yes", "version": row.version})
    assert not ActionDocument.objects.get(pk=row.pk).is_waiting
