"""What scripts ask, and the preview: nothing is written, nothing hidden is told."""

import pytest
from django.test import Client

from cordee.actions.content import PartnerName
from cordee.actions.enums import Audience
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, member
from cordee.actions.writing.tests.pages import FIVE, browser, fields_of, send, text
from cordee.journal.models import Change
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
NAMES = "/en/espace/lieux.json"
ALIKE = "/en/espace/fiches-semblables/"
PREVIEW = "/en/espace/apercu/"


def _cast() -> tuple[Organisation, Client]:
    lead = organisation()
    return lead, browser(member(lead))


def test_names_of_places_are_suggested() -> None:
    _lead, client = _cast()
    found = client.get(NAMES, {"q": "oxf", "pays": "GB"}).json()["places"]
    assert found[0]["name"] == "Oxford"
    assert found[0]["country_name"] == "United Kingdom"
    assert 0 < len(found) <= 8
    assert {one["country"] for one in found} == {"GB"}


@pytest.mark.parametrize("words", ["", " ", "%", "x" * 5000, "\x00", "日本", "'; DROP TABLE place; --"])
def test_whatever_is_asked_of_places_gets_an_answer(words: str) -> None:
    _lead, client = _cast()
    assert client.get(NAMES, {"q": words}).status_code == 200
    assert client.get(NAMES, {"q": "oxford", "pays": words or "ZZ"}).status_code == 400 or not words.strip()
    assert client.post(NAMES).status_code == 405


def test_look_alikes_come_as_a_part_of_the_page() -> None:
    lead, client = _cast()
    known = action(title=FIVE["title_en"])
    hidden = action(title=FIVE["title_en"], audience=Audience.STRUCTURE)
    page = text(client.post(ALIKE, FIVE | {"structure": lead.slug}))
    assert f"/en/actions/{known.slug}/" in page
    assert hidden.slug not in page
    assert "<html" not in page
    assert client.post(ALIKE, FIVE | {"structure": organisation().slug}).status_code == 404


def test_a_sheet_does_not_look_like_itself() -> None:
    lead, client = _cast()
    known = action(lead, title="Jumelage avec Oxford")
    sent = {"action": known.slug, "base_version": "1", "title_fr": "Jumelage avec Oxford"}
    assert known.slug not in text(client.post(ALIKE, sent))


def test_the_preview_shows_the_page_and_writes_nothing() -> None:
    lead, client = _cast()
    other = organisation(name="Club des Neiges")
    rows, acts = Action.objects.count(), Change.objects.count()
    more = {"partners-0-name": "Zzhidden", "partners-0-is_hidden": "on", "co_leads": [str(other.pk)]}
    page = client.post(PREVIEW, FIVE | more | {"structure": lead.slug, "form": "f"})
    assert page.status_code == 200
    shown = text(page).split("</form>", 1)[1]
    for word in (FIVE["title_en"], FIVE["summary_en"], "Oxford", lead.name, "Club des Neiges", 'class="row"'):
        assert word in shown
    assert "Zzhidden" not in shown
    assert (Action.objects.count(), Change.objects.count(), Draft.objects.count()) == (rows, acts, 0)
    send(client, page)
    assert Action.objects.get().live


def test_one_goes_back_from_the_preview_with_all_that_was_typed() -> None:
    lead, client = _cast()
    page = client.post(PREVIEW, FIVE | {"structure": lead.slug, "note_en": "One\n\nTwo"})
    back = send(client, page, "reopen")
    assert (back.status_code, fields_of(back)["note_en"]) == (200, ["One\n\nTwo"])
    assert not Action.objects.exists()


def test_a_preview_of_what_is_wrong_says_what() -> None:
    lead, client = _cast()
    page = client.post(PREVIEW, FIVE | {"structure": lead.slug, "title_en": ""})
    assert (page.status_code, 'href="#id_title_en"' in text(page)) == (422, True)
    assert client.get(PREVIEW).status_code == 405


def test_the_preview_of_an_edit_hides_what_the_sheet_hides() -> None:
    lead, client = _cast()
    known = action(lead, partners=(PartnerName(name="Zzhidden", is_hidden=True),))
    form = client.get(f"/en/espace/actions/{known.slug}/modifier/")
    page = client.post(PREVIEW, fields_of(form) | {"title_fr": ["<script>alert(1)</script>"]})
    shown = text(page).split("</form>", 1)[1]
    assert "Zzhidden" not in shown
    assert "<script>alert" not in text(page)


def test_nobody_previews_for_another_structure() -> None:
    _lead, client = _cast()
    known = action()
    assert client.post(PREVIEW, FIVE | {"structure": organisation().slug}).status_code == 404
    assert client.post(PREVIEW, FIVE | {"action": known.slug}).status_code == 404
