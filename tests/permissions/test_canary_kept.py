"""What lies beside the pages: the index, files on the disk, what is kept in memory, the journal, letters."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final

from django.apps import apps
from django.core.cache import caches
from django.db.models import Model
from pytest_django.fixtures import Settings

from cordee.atlas.models import Document, Heading, Spot
from cordee.core import shelf
from cordee.core.models import OutgoingMail
from cordee.journal.models import Change
from tests.data import HIDDEN_LAT, HIDDEN_LON, SECRETS, Cast
from tests.permissions.answers import text_of

LIVE: Final = {"zzpourcomptes", "zzentrenous", "zznommee"}
"""Titles of live sheets that are not for everybody: the index has them, each with its audience."""
OF_PERSONS: Final = (
    "zzjoindre", "zzcourriel", "zzpersonne", "zzfonction", "zzrelais", "99 12 34",
    "zznomouvert", "zznominterne", "zznomferme", "zznomdubrouillon",
)  # fmt: skip
DRAWN: Final = ("/", "/carte/affiche.svg", "/carte/resultats.json", "/carte/tuiles/0/0/0.mvt", "/sitemap.xml")


def _rows(model: type[Model]) -> str:
    return "\n".join(str(row) for row in model._default_manager.values_list()).lower()


def test_the_index_holds_what_everybody_may_read_of_live_sheets(cast: Cast) -> None:
    models = list(apps.get_app_config("atlas").get_models())
    found = {word for model in models for word in SECRETS if word in _rows(model)}
    assert found == LIVE
    assert Document.objects.count() > 10
    for word in LIVE:
        heads = Heading.objects.filter(title_key__contains=word).select_related("document")
        assert heads
        assert all(head.document.audience != "public" for head in heads)
    spots = Spot.objects.values_list("lon", "lat")
    placed = [(lon, lat) for lon, lat in spots if lon is not None and lat is not None]
    assert len(placed) > 5
    assert all(abs(lon - HIDDEN_LON) > 0.05 or abs(lat - HIDDEN_LAT) > 0.05 for lon, lat in placed)


def test_files_lie_under_names_that_tell_nothing(cast: Cast, settings: Settings) -> None:
    home = Path(settings.CORDEE_HOME)
    derived = [one for one in home.rglob("*") if one.is_file() and ".sqlite3" not in one.name]
    handed_in = [one.relative_to(shelf.root()) for one in derived if one.is_relative_to(shelf.root())]
    assert len(handed_in) >= 8
    assert all(re.fullmatch(r"[0-9a-f]{32}/(\d+\.webp|document\.pdf)", str(one)) for one in handed_in)
    for one in derived:
        said = f"{one}\n{one.read_bytes().decode(errors='replace')}".lower()
        assert not [word for word in SECRETS if word in said], one
    client = cast.client("visitor")
    for one in handed_in[:2]:
        for before in ("/media/shelf/", "/shelf/", "/static/shelf/"):
            assert client.get(f"{before}{one}").status_code == 404


def test_what_is_kept_for_one_is_not_served_to_another(cast: Cast, settings: Settings) -> None:
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "canary"}
    settings.CACHES = settings.CACHES | {"pictures": memory}
    visitor, team = cast.client("visitor"), cast.client("administrator")
    before = [text_of(visitor.get(address)) for address in DRAWN]
    caches["pictures"].clear()
    theirs = [text_of(team.get(address)) for address in DRAWN]
    assert [text_of(visitor.get(address)) for address in DRAWN] == before
    assert all(one != other for one, other in zip(theirs[1:4], before[1:4], strict=True))


def test_the_journal_names_no_person_and_no_address(cast: Cast) -> None:
    told = [f"{row.act} {row.subject_name} {row.details}".lower() for row in Change.objects.all()]
    assert len(told) > 40
    assert not [line for line in told for word in OF_PERSONS if word in line]


def _letters() -> list[tuple[str, str]]:
    """To whom, and all that is said: the subject, and both forms of the text."""
    found = []
    for row in OutgoingMail.objects.order_by("pk"):
        letter = message_from_bytes(bytes(row.message), policy=default)
        assert isinstance(letter, EmailMessage)
        parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
        found.append((row.recipient, "\n".join([str(letter["Subject"]), *parts]).lower()))
    return found


def test_a_letter_tells_its_receiver_what_concerns_her(cast: Cast) -> None:
    """Her own request; the sheet on which she is named; what somebody writes to her, and who."""
    told = {
        "dora@zzcourriel.example": {"zzdemande", "zzfondation"},
        "ouvert@zzjoindre.example": {"zzpersonne", "zzrelais"},
        "pourcomptes@zzjoindre.example": {"zzpourcomptes"},
        "entrenous@zzjoindre.example": {"zzentrenous"},
        "dubrouillon@zzjoindre.example": {"zzbrouillon"},
    }
    keys = {
        "ouvert@zzjoindre.example": {"own_card", "own_answer"},
        "bureau@zzjoindre.example": {"asked", "answered"},
    }
    found: dict[str, set[str]] = {}
    opens: dict[str, set[str]] = {}
    for recipient, text in _letters():
        found.setdefault(recipient, set()).update(word for word in SECRETS if word in text)
        opens.setdefault(recipient, set()).update(
            name for name, value in cast.tokens.items() if value.lower() in text
        )
    assert {recipient: words for recipient, words in found.items() if words} == told
    assert {recipient: names for recipient, names in opens.items() if names} == keys
    assert len(found) > 7
