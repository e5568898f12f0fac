"""Pages of the images and documents of a sheet: adding without a script, errors beside their fields."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from cordee.accounts.models import User
from cordee.actions.attachments import operations, quotas
from cordee.actions.models import Action, ActionDocument, ActionImage
from cordee.actions.tests import handed_in
from cordee.actions.tests.factories import action, animator, member, person
from cordee.actions.tests.handed_in import TITLED, WORDS
from cordee.core import shelf, uploads
from cordee.core.limits import TooMany
from cordee.organisations.enums import Regime
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
IMAGE = {"act": "add-image", "image-alternative": "Une pompe", "image-caption": "Zzlégende"}
DOCUMENT = {"act": "add-document", "document-title": "Convention", "document-language": "fr"}


@pytest.fixture(autouse=True)
def apart(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sheet() -> Action:
    return action(title="Jumelage avec <b>Oxford</b>")


@pytest.fixture
def user(sheet: Action, client: Client) -> User:
    known = member(sheet.lead)
    sign_in(client, known)
    return known


def page(sheet: Action, *more: str) -> str:
    return "/".join([f"/espace/actions/{sheet.slug}/images-et-documents", *more, ""])


def file(content: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, sheet: Action, **fields: Any) -> Any:
    return client.post(page(sheet), fields)


def photo() -> SimpleUploadedFile:
    return file(handed_in.photo(500, 300), "../zzplage.jpg")


@pytest.mark.usefixtures("user")
def test_an_image_is_added_and_shown_on_the_sheet(client: Client, sheet: Action) -> None:
    answer = send(client, sheet, **IMAGE | {"image-file": photo()})
    assert (answer.status_code, answer["Location"]) == (302, page(sheet))
    made = ActionImage.objects.get()
    assert (made.filename, made.width, made.height) == ("zzplage.jpg", 500, 300)
    for address in (page(sheet), f"/actions/{sheet.slug}/"):
        shown = client.get(address).content.decode()
        assert f'src="/fichiers/{made.token}/500.webp"' in shown
        assert 'width="500"' in shown
        assert 'alt="Une pompe"' in shown
        assert "Zzlégende" in shown


@pytest.mark.usefixtures("user")
def test_a_document_is_added_and_offered_on_the_sheet(client: Client, sheet: Action) -> None:
    send(client, sheet, **DOCUMENT | {"document-file": file(handed_in.PDF, "a.pdf")})
    made = ActionDocument.objects.get()
    shown = client.get(f"/actions/{sheet.slug}/").content.decode()
    assert f'href="/fichiers/{made.token}/"' in shown
    assert "PDF" in shown


@pytest.mark.usefixtures("user")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (IMAGE, "Choose an image on your device."),
        (IMAGE | {"image-file": file(b"")}, "This file is empty"),
        (IMAGE | {"image-file": file(b"<svg/>", "a.svg")}, "choose a JPEG, PNG"),
        (IMAGE | {"image-alternative": "", "image-file": photo()}, "Say in a sentence what is to be seen"),
        (IMAGE | {"image-credit": "c" * 201, "image-file": photo()}, "200 characters fit"),
        (DOCUMENT | {"document-file": file(handed_in.photo())}, "none of the documents"),
        (DOCUMENT | {"document-language": "zz", "document-file": file(handed_in.PDF)}, "from the list"),
        (
            DOCUMENT | {"document-title": "\x00", "document-file": file(handed_in.PDF)},
            'id="id_document-title_error"',
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, sheet: Action, fields: dict[str, Any], told: str
) -> None:
    for sent in (value for value in fields.values() if isinstance(value, SimpleUploadedFile)):
        sent.seek(0)
    answer = send(client, sheet, **fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert told in text
    assert 'class="error-summary"' in text
    assert ("Zzlégende" if fields["act"] == "add-image" else "document-title") in text
    assert not shelf.root().exists()


@pytest.mark.usefixtures("user")
def test_a_file_that_is_far_too_heavy_is_thrown_away_while_it_comes(
    client: Client, sheet: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 1_000)
    answer = send(client, sheet, **IMAGE | {"image-file": photo()})
    assert "heavier than" in answer.content.decode()
    assert "Zzlégende" in answer.content.decode()


@pytest.mark.usefixtures("user")
@pytest.mark.parametrize(
    "fields", [{}, {"act": "rubbish"}, {"act": "up"}, {"act": "down", "token": "../../x" * 900}]
)
def test_rubbish_finds_nothing(client: Client, sheet: Action, fields: dict[str, str]) -> None:
    assert send(client, sheet, **fields).status_code == 404


def test_words_are_changed_and_wait_where_the_regime_says_so(
    client: Client, sheet: Action, user: User
) -> None:
    made = operations.add_image(
        action=sheet, content=handed_in.photo(), name="a", said=WORDS | {"caption": "Avant"}, by=user
    )
    set_regime(organisation=sheet.lead, regime=Regime.ALWAYS, by=animator())
    there = page(sheet, made.token)
    assert "Avant" in client.get(there).content.decode()
    assert client.post(there, WORDS | {"alternative": ""}).status_code == 422
    assert client.post(there, WORDS | {"caption": "Après"}).status_code == 302
    assert "Après" not in client.get(f"/actions/{sheet.slug}/").content.decode()
    mine = client.get(page(sheet)).content.decode()
    assert "Après" in mine
    assert "Your new words wait" in mine


def test_removing_asks_first(client: Client, sheet: Action, user: User) -> None:
    made = operations.add_document(action=sheet, content=handed_in.PDF, name="a", said=TITLED, by=user)
    there = page(sheet, made.token, "retirer")
    assert "Convention de partenariat" in client.get(there).content.decode()
    assert ActionDocument.objects.exists()
    assert client.post(there).status_code == 302
    assert not ActionDocument.objects.exists()
    assert client.post(there).status_code == 404


def test_they_are_moved_by_buttons(client: Client, sheet: Action, user: User) -> None:
    first, second = (
        operations.add_document(action=sheet, content=handed_in.PDF, name="a", said=TITLED, by=user)
        for _n in range(2)
    )
    send(client, sheet, act="up", token=second.token)
    assert list(ActionDocument.objects.order_by("position")) == [second, first]


@pytest.mark.parametrize("who", ["visitor", "stranger", "awaiting", "reader", "other", "animator", "member"])
def test_only_who_edits_the_sheet_writes_here(client: Client, sheet: Action, who: str) -> None:
    made = operations.add_document(action=sheet, content=handed_in.PDF, name="a", said=TITLED, by=animator())
    people: dict[str, Any] = {
        "stranger": lambda: person(verified=True),
        "awaiting": person,
        "reader": lambda: member(sheet.lead, is_reader=True),
        "other": lambda: member(organisation()),
        "animator": animator,
        "member": lambda: member(sheet.lead),
    }
    if who != "visitor":
        sign_in(client, people[who]())
    expected = 302 if who in ("visitor", "animator", "member") else 404
    sent = DOCUMENT | {"document-file": file(handed_in.PDF)}
    answers = [
        client.post(page(sheet), sent),
        client.post(page(sheet, made.token), TITLED),
        client.post(page(sheet, made.token, "retirer")),
    ]
    assert [answer.status_code for answer in answers] == [expected] * 3
    assert ActionDocument.objects.count() == 1


def test_another_sheet_s_image_is_not_reached_through_one_s_own(
    client: Client, sheet: Action, user: User
) -> None:
    other = action()
    made = operations.add_document(action=other, content=handed_in.PDF, name="a", said=TITLED, by=animator())
    assert user
    for address in (page(sheet, made.token), page(sheet, made.token, "retirer")):
        assert client.get(address).status_code == 404
        assert client.post(address, TITLED).status_code == 404
    assert send(client, sheet, act="up", token=made.token).status_code == 404


def test_hostile_words_are_shown_as_words(client: Client, sheet: Action, user: User) -> None:
    hostile = "<script>alert(1)</script>\u202e" + "w" * 150
    said = {"alternative": f'{hostile}" onload="x', "caption": hostile, "credit": hostile}
    operations.add_image(action=sheet, content=handed_in.photo(), name=hostile, said=said, by=user)
    operations.add_document(
        action=sheet, content=handed_in.PDF, name=hostile, said={"title": hostile, "language": "ar"}, by=user
    )
    for address in (page(sheet), f"/actions/{sheet.slug}/", f"/en/actions/{sheet.slug}/"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert '" onload="' not in text


@pytest.mark.usefixtures("user")
def test_who_has_handed_in_enough_is_told_so(
    client: Client, sheet: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotas, "count", _refusing)
    answer = send(client, sheet, **IMAGE | {"image-file": photo()})
    assert "go on tomorrow" in answer.content.decode()


def _refusing(_user: User) -> None:
    raise TooMany(quotas.BY_ONE, timezone.now())
