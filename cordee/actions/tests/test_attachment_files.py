"""The files: to whoever may see the sheet, as exactly what they are, in caches where all may have them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.actions import operations as actions
from cordee.actions.attachments import operations, scanning
from cordee.actions.attachments.files import RefusedFile
from cordee.actions.attachments.serving import MEDIA_TYPES
from cordee.actions.enums import Audience, DocumentType
from cordee.actions.models import Action, ActionDocument, ActionImage
from cordee.actions.tests import handed_in
from cordee.actions.tests.factories import action, animator, member, person
from cordee.actions.tests.handed_in import TITLED, WORDS
from cordee.core import shelf
from cordee.organisations.enums import Regime
from cordee.organisations.regimes import set_regime
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def apart(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def author(sheet: Action) -> User:
    """Who may write on it: of a sheet for named persons, the team."""
    return animator() if sheet.audience == Audience.NAMED else member(sheet.lead)


def image_on(sheet: Action) -> ActionImage:
    return operations.add_image(
        action=sheet, content=handed_in.photo(500, 300), name="a", said=WORDS, by=author(sheet)
    )


def document_on(sheet: Action, content: bytes = handed_in.PDF, name: str = "a") -> ActionDocument:
    return operations.add_document(action=sheet, content=content, name=name, said=TITLED, by=author(sheet))


def address(made: ActionImage | ActionDocument) -> str:
    return f"/fichiers/{made.token}/" + (f"{made.width}.webp" if isinstance(made, ActionImage) else "")


def ask(made: ActionImage | ActionDocument, user: Any = None) -> HttpResponseBase:
    client = Client()
    if user:
        sign_in(client, user)
    answer = client.get(address(made))
    if answer.streaming:
        list(answer)  # to its end, where the file is closed
    return answer


def test_an_image_of_a_public_sheet_is_kept_for_ten_minutes() -> None:
    made = image_on(action())
    answer = ask(made)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=600"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not answer.cookies
    again = Client().get(address(made), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_what_a_person_who_is_signed_in_gets_no_cache_keeps() -> None:
    assert ask(image_on(action()), person())["Cache-Control"] == "private, no-store"


def test_only_widths_that_were_made_are_there() -> None:
    made = image_on(action())
    for width, status in ((480, 200), (500, 200), (960, 404), (0, 404), (10**30, 404)):
        answer = Client().get(f"/fichiers/{made.token}/{width}.webp")
        assert answer.status_code == status
        list(answer)


@pytest.mark.parametrize("kind", handed_in.documents())
def test_a_document_is_a_file_to_keep_of_exactly_its_type(kind: str) -> None:
    made = document_on(action(), handed_in.documents()[kind], f"x.{kind}")
    answer = ask(made)
    assert answer["Content-Type"] == MEDIA_TYPES[DocumentType(kind)]
    assert answer["Content-Disposition"] == f'attachment; filename="convention-de-partenariat.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("audience", [Audience.VERIFIED, Audience.STRUCTURE, Audience.NAMED])
def test_files_are_seen_by_who_sees_their_sheet(audience: Audience) -> None:
    sheet = action(audience=audience)
    inside, outside = member(sheet.lead), person(verified=True)
    if audience == Audience.NAMED:
        sheet.readers.add(inside)
    for made in (image_on(sheet), document_on(sheet)):
        assert ask(made).status_code == 404
        assert ask(made, person()).status_code == 404
        assert ask(made, outside).status_code == (200 if audience == Audience.VERIFIED else 404)
        assert ask(made, inside)["Cache-Control"] == "private, no-store"
        assert ask(made, animator()).status_code == 200


def test_what_waits_is_seen_by_who_edits_the_sheet_alone() -> None:
    sheet = action()
    set_regime(organisation=sheet.lead, regime=Regime.ALWAYS, by=animator())
    for made in (image_on(sheet), document_on(sheet)):
        assert made.is_waiting
        assert [ask(made, who).status_code for who in (None, person(verified=True))] == [404, 404]
        for who in (member(sheet.lead), animator()):
            answer = ask(made, who)
            assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    shown = Client().get(f"/actions/{sheet.slug}/").content.decode()
    assert "/fichiers/" not in shown


def test_with_its_sheet_a_file_leaves_the_public() -> None:
    sheet = action()
    made = image_on(sheet)
    actions.archive(action=sheet)
    assert ask(made).status_code == 404
    assert ask(made, member(sheet.lead)).status_code == 200


def test_an_image_is_no_document_and_nothing_else_is_reached() -> None:
    made = image_on(action())
    for path in (f"/fichiers/{made.token}/", "/fichiers/x/", "/fichiers/x/480.webp", "/media/shelf/"):
        assert Client().get(path).status_code == 404
    assert Client().post(address(made)).status_code == 405


def test_a_file_that_is_lost_is_not_there(caplog: pytest.LogCaptureFixture) -> None:
    made = image_on(action())
    shelf.remove(made.token)
    assert ask(made).status_code == 404
    assert "is not on the disk" in caplog.text


def test_the_proxy_is_told_which_file_to_send(settings: Settings) -> None:
    settings.CORDEE_SENT_BY_PROXY = "/shelf"
    image, document = image_on(action()), document_on(action())
    answer = ask(document)
    assert answer["X-Accel-Redirect"] == f"/shelf/{document.token}/document.pdf"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert ask(image)["X-Accel-Redirect"] == f"/shelf/{image.token}/500.webp"


def test_each_day_files_without_a_row_go(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    import os

    made = image_on(action())
    shelf.put("f" * 32, {"480.webp": b"lost"})
    os.utime(shelf.root() / ("f" * 32), (0, 0))
    os.utime(shelf.root() / made.token, (0, 0))
    call_command("daily")
    assert "1 files of nothing" in capsys.readouterr().out
    assert [folder.name for folder in shelf.root().iterdir()] == [made.token]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["true"], ""),
        (["false"], "has found something"),
        (["sh", "-c", "exit 2"], "cannot be checked"),
        (["/nowhere/scanner"], "cannot be checked"),
        (["sh", "-c", "sleep 60"], "cannot be checked"),
        (["grep", "-q", "absent"], "has found something"),
    ],
)
def test_the_scanner_is_believed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, command: list[str], told: str
) -> None:
    settings.CORDEE_SCAN = command
    monkeypatch.setattr(scanning, "PATIENCE", 5)
    if not told:
        assert document_on(action())
        return
    with pytest.raises(RefusedFile, match=told):
        document_on(action())
    assert not shelf.root().exists()
