"""Drafts of the form: kept as typed, by button or by script, hers alone, never two texts in one."""

import re
from typing import Any

import pytest
from django.test import Client

from cordee.accounts.models import User
from cordee.actions import drafts
from cordee.actions.content import as_json
from cordee.actions.drafts import LARGEST
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, content, member
from cordee.actions.writing.tests.pages import FIVE, browser, fields_of, opened, send, text
from cordee.moderation.enums import State
from cordee.organisations.models import Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
KEEP = "/en/espace/brouillons/"


def _page(pk: int) -> str:
    return f"{KEEP}{pk}/"


def _cast() -> tuple[Organisation, User, Client]:
    lead = organisation()
    user = member(lead)
    return lead, user, browser(user)


def _kept(client: Client, lead: Organisation, **fields: Any) -> dict[str, Any]:
    answer = client.post(KEEP, {"structure": lead.slug} | FIVE | fields)
    assert answer.status_code == 200, answer.content
    said: dict[str, Any] = answer.json()
    return said


def test_a_broken_form_opens_as_it_was_typed() -> None:
    lead, _user, client = _cast()
    typed = {"title_en": "Half a", "end_year": "20xx", "type": "", "places-0-lon": "far", "sources": "a\nb"}
    answer = send(client, opened(client, lead), "keep", **typed)
    again = fields_of(client.get(answer.headers["Location"]))
    assert {name: again.get(name, [""])[0] for name in typed} == typed | {"type": ""}


def test_a_draft_goes_on_in_the_language_in_which_it_was_begun() -> None:
    lead, _user, client = _cast()
    address = send(client, opened(client, lead), "keep", **FIVE).headers["Location"]
    page = client.get(address.replace("/en/", "/"))
    assert fields_of(page)["language"] == ["en"]
    send(client, page)
    assert Action.objects.get().language == "en"


def test_the_script_keeps_and_keeps_again() -> None:
    lead, user, client = _cast()
    first = _kept(client, lead)
    assert (first["version"], first["address"]) == (1, _page(first["draft"]))
    assert "It is a sheet already" in first["meter"][0]
    more = {"draft": first["draft"], "draft_version": first["version"], "title_en": "Longer"}
    assert _kept(client, lead, **more)["version"] == 2
    (kept,) = Draft.objects.all()
    assert (kept.owner, kept.data["form"]["title_en"]) == (user, ["Longer"])


def test_a_draft_of_two_windows_is_told_and_the_text_stays_in_each() -> None:
    lead, _user, client = _cast()
    first = _kept(client, lead)
    page = client.get(first["address"])
    _kept(client, lead, draft=first["draft"], draft_version=1, title_en="There")
    answer = client.post(KEEP, FIVE | {"draft": first["draft"], "draft_version": 1, "title_en": "Here"})
    assert (answer.status_code, answer.json()["version"]) == (409, 2)
    told = send(client, page, "keep", title_en="Here")
    assert (told.status_code, fields_of(told)["title_en"]) == (409, ["Here"])
    assert Draft.objects.get().data["form"]["title_en"] == ["There"]
    send(client, told, "keep")
    assert Draft.objects.get().data["form"]["title_en"] == ["Here"]


def test_a_row_added_here_does_not_hide_what_another_window_kept() -> None:
    lead, _user, client = _cast()
    first = _kept(client, lead)
    page = client.get(first["address"])
    _kept(client, lead, draft=first["draft"], draft_version=1, title_en="There")
    more = send(client, page, "more-places", title_en="Here")
    assert send(client, more, "keep").status_code == 409
    assert Draft.objects.get().data["form"]["title_en"] == ["There"]


def test_the_edit_of_a_sheet_is_kept_once_and_not_over_another() -> None:
    lead, user, client = _cast()
    known = action(lead)
    sent = {"action": known.slug, "base_version": str(known.version), "title_fr": "One"}
    first = client.post(KEEP, sent)
    assert first.status_code == 200
    second = client.post(KEEP, sent | {"title_fr": "Two"})
    assert (second.status_code, second.json()["address"]) == (409, _page(first.json()["draft"]))
    assert Draft.objects.get(owner=user).data["form"]["title_fr"] == ["One"]
    edit = f"/en/espace/actions/{known.slug}/modifier/"
    stale = client.post(edit, sent | {"act": "keep", "title_fr": "Two"})
    assert stale.status_code == 409
    send(client, stale, "keep")
    assert Draft.objects.get(owner=user).data["form"]["title_fr"] == ["Two"]


def test_a_content_that_a_comparison_kept_opens_as_a_form() -> None:
    lead, user, client = _cast()
    known = action(lead)
    data = {"content": as_json(content(lead, title="Mine", summary="Kept."))}
    draft = drafts.of_edit(by=user, action=known, base_version=known.version, data=data)
    assert fields_of(client.get(_page(draft.pk)))["title_fr"] == ["Mine"]


@pytest.mark.parametrize("data", [{}, [], {"form": 3}, {"form": {"title_en": "x", "goals": [1, None, "4"]}}])
def test_a_draft_of_another_shape_opens(data: Any) -> None:
    lead, user, client = _cast()
    draft = drafts.begin(by=user, organisation=lead.pk, data=data)
    assert client.get(_page(draft.pk)).status_code == 200


def test_other_peoples_drafts_are_not_there() -> None:
    lead, _user, client = _cast()
    kept = _kept(client, lead, title_en="Zzsecret")
    other = browser(member(lead))
    nowhere = _page(10**9)
    for address in (kept["address"], nowhere):
        assert other.get(address).status_code == 404
    for act in ("send", "keep", "discard", "reopen"):
        sent = FIVE | {"structure": lead.slug, "act": act}
        answers = [other.post(address, sent) for address in (kept["address"], nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert all("Zzsecret" not in text(answer) for answer in answers)
        assert fields_of(answers[0])["title_en"] == [FIVE["title_en"]]
    assert other.post(KEEP, FIVE | {"draft": kept["draft"], "draft_version": 1}).status_code == 404
    assert Draft.objects.get().version == 1
    assert not Action.objects.exists()


def test_a_draft_is_sent_once() -> None:
    lead, _user, client = _cast()
    page = client.get(_kept(client, lead)["address"])
    send(client, page, sure="1")
    replayed = send(client, page, sure="1")
    assert (replayed.status_code, Action.objects.count()) == (404, 1)
    assert "was sent or thrown away already" in text(replayed)
    assert fields_of(replayed)["title_en"] == [FIVE["title_en"]]


def test_a_draft_is_thrown_away_after_a_question() -> None:
    lead, _user, client = _cast()
    address = _kept(client, lead)["address"]
    page = text(client.get(address))
    assert "What you typed here is lost" in page
    (where,) = re.findall(r'action="(\S+/jeter/)"', page)
    assert client.post(where).status_code == 302
    assert not Draft.objects.exists()


def test_too_much_is_refused_in_words_and_stays_on_the_page() -> None:
    lead, _user, client = _cast()
    long = "x" * LARGEST
    answer = client.post(KEEP, {"structure": lead.slug, "note_en": long})
    assert (answer.status_code, "too long" in answer.json()["said"]) == (422, True)
    told = send(client, opened(client, lead), "keep", note_en=long)
    assert (told.status_code, fields_of(told)["note_en"]) == (422, [long])


@pytest.mark.parametrize("sent", [{}, {"structure": "nothing"}, {"draft": "x"}, {"action": "x" * 400}])
def test_what_belongs_to_nothing_is_kept_nowhere(sent: dict[str, str]) -> None:
    _lead, _user, client = _cast()
    assert client.post(KEEP, FIVE | sent).status_code == 404
    assert client.get(KEEP).status_code == 405
    assert not Draft.objects.exists()


def test_a_visitor_is_led_to_the_door() -> None:
    for address in (KEEP, "/en/espace/fiches-semblables/", "/en/espace/apercu/"):
        assert Client().post(address, FIVE).headers["Location"].startswith("/en/compte/connexion/")
    assert Client().get("/en/espace/lieux.json").headers["Location"].startswith("/en/compte/connexion/")


def test_what_another_window_has_kept_is_not_sent_unread_nor_lost() -> None:
    lead = organisation()
    user = member(lead)
    client = browser(user)
    page = send(client, client.get(f"/en/espace/actions/nouvelle/?structure={lead.slug}"), "keep", **FIVE)
    mine = client.get(page.headers["Location"])
    send(client, client.get(page.headers["Location"]), "keep", summary_en="Three more paragraphs.")
    answer = send(client, mine)
    assert answer.status_code == 409
    assert not Action.objects.exists()
    assert Draft.objects.get(owner=user).data["form"]["summary_en"] == ["Three more paragraphs."]
    send(client, answer)
    assert Action.objects.get().live


def test_the_preview_tells_no_name_of_a_structure_that_is_not_public() -> None:
    lead, hidden = organisation(), organisation(name="Zzsecrete")
    Organisation.objects.filter(pk=hidden.pk).update(live=False, state=State.ARCHIVED)
    client = browser(member(lead))
    form = fields_of(client.get(f"/en/espace/actions/nouvelle/?structure={lead.slug}"))
    shown = client.post("/en/espace/apercu/", form | FIVE | {"act": "preview", "co_leads": str(hidden.pk)})
    assert shown.status_code == 200
    assert "Zzsecrete" not in text(shown)
