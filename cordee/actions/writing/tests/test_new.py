"""A new sheet, without scripts: five fields, places asked back, drafts, the preview, one sending."""

import pytest
from django.utils import timezone

from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, animator, member, person, said
from cordee.actions.writing.tests.pages import FIVE, NEW, browser, fields_of, opened, send, text
from cordee.moderation.enums import State
from cordee.organisations import operations as organisations
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db


def test_five_fields_make_a_public_sheet() -> None:
    lead = organisation()
    client = browser(member(lead))
    page = opened(client, lead)
    assert "The sheet is public as soon as you send it" in text(page)
    answer = send(client, page, **FIVE)
    made = Action.objects.get()
    assert answer.headers["Location"] == f"/en/actions/{made.slug}/"
    assert (made.live, made.lead, made.language) == (True, lead, "en")
    assert said(made).texts["en"].title == FIVE["title_en"]
    assert "everybody can read it" in text(client.get(answer.headers["Location"]))


@pytest.mark.parametrize("regime", [Regime.FIRST, Regime.ALWAYS])
def test_a_sheet_that_waits_is_said_to_wait_before_and_after(regime: Regime) -> None:
    lead = organisation()
    set_regime(organisation=lead, regime=regime, by=animator())
    client = browser(member(lead))
    page = opened(client, lead)
    assert "An animator reads the sheet first" in text(page)
    answer = send(client, page, **FIVE)
    assert Action.objects.get().state == State.SUBMITTED
    assert answer.headers["Location"].startswith("/en/espace/")
    assert "is handed in" in text(client.get("/en/espace/"))


def test_the_structure_is_asked_only_of_who_has_several() -> None:
    lead, other = organisation(name="Une"), organisation(name="Autre")
    user = member(lead)
    client = browser(user)
    assert "<legend>Where?</legend>" in text(client.get(NEW))
    stands(user, other, MembershipState.ACTIVE)
    page = text(client.get(NEW))
    assert f"?structure={other.slug}" in page
    assert f"?structure={lead.slug}" in page
    assert "<textarea" not in page


def test_who_belongs_to_no_structure_is_shown_the_way() -> None:
    page = text(browser(person(verified=True)).get(NEW))
    assert "/en/espace/structures/" in page
    assert "<textarea" not in page


def test_the_team_finds_any_structure_by_its_name_and_enters_for_it() -> None:
    lead = organisation(name="Club des Neiges")
    client = browser(animator())
    page = text(client.get(NEW, {"q": "neiges"}))
    assert f"?structure={lead.slug}" in page
    send(client, opened(client, lead), **FIVE)
    assert (said(Action.objects.get()).origin, said(Action.objects.get()).goals_basis) == (
        "saisie",
        "editorial",
    )


def test_nobody_writes_for_a_structure_that_is_not_hers() -> None:
    other = organisation()
    client = browser(member(organisation()))
    assert client.get(NEW, {"structure": other.slug}).status_code == 404
    assert client.post(NEW, FIVE | {"structure": other.slug, "act": "send"}).status_code == 404
    assert client.get(NEW, {"structure": "x" * 5000}).status_code == 404
    assert not Action.objects.exists()


def test_a_reader_writes_nothing() -> None:
    lead = organisation()
    client = browser(member(lead, is_reader=True))
    assert client.get(NEW, {"structure": lead.slug}).status_code == 404
    assert "it publishes nothing" in text(client.get(NEW))


def test_who_awaits_validation_keeps_a_draft_and_sends_nothing() -> None:
    lead, user = organisation(), person()
    stands(user, lead, MembershipState.REQUESTED)
    client = browser(user)
    page = opened(client, lead)
    assert "once the team has validated your account" in text(page)
    assert 'value="send"' not in text(page)
    refused = send(client, page, **FIVE)
    assert (refused.status_code, fields_of(refused)["title_en"]) == (403, [FIVE["title_en"]])
    assert not Action.objects.exists()
    kept = client.get(send(client, refused, "keep").headers["Location"])
    assert fields_of(kept)["title_en"] == [FIVE["title_en"]]
    user.validated_at = timezone.now()
    user.save()
    user.memberships.update(state=MembershipState.ACTIVE)
    send(client, kept)
    assert Action.objects.get().live
    assert not Draft.objects.exists()


def test_faults_are_said_above_and_beside_and_what_was_typed_stays() -> None:
    lead = organisation()
    client = browser(member(lead))
    answer = send(
        client, opened(client, lead), **FIVE | {"title_en": "", "end_year": "20", "note_en": "Kept."}
    )
    assert answer.status_code == 422
    page = text(answer)
    assert 'href="#id_title_en"' in page
    assert 'id="id_title_en_error"' in page
    assert '<details class="part-of-form"\n         id="part-when"\n         open>' in page
    assert fields_of(answer)["note_en"] == ["Kept."]
    assert not Action.objects.exists()


def test_a_typed_place_is_found_shown_and_sent_once_confirmed() -> None:
    lead = organisation()
    client = browser(member(lead))
    typed = FIVE | {
        "places-0-place": "Oxford, GB",
        "places-0-country": "",
        "places-0-lon": "",
        "places-0-lat": "",
    }
    asked = send(client, opened(client, lead), **typed)
    assert asked.status_code == 422
    assert "Which place is it?" in text(asked)
    assert "Oxford, United Kingdom" in text(asked)
    spots = fields_of(asked).get("places-0-spot") or [_first_spot(text(asked))]
    send(client, asked, **{"places-0-spot": spots[0]})
    (place,) = said(Action.objects.get()).places
    assert (place.place, place.country) == ("Oxford", "GB")
    assert place.lon == pytest.approx(-1.256, abs=0.1)


def test_two_cities_of_one_name_are_never_guessed() -> None:
    lead = organisation()
    client = browser(member(lead))
    typed = FIVE | {"places-0-country": "", "places-0-lon": "", "places-0-lat": ""}
    asked = send(client, opened(client, lead), **typed)
    assert text(asked).count('name="places-0-spot"') > 1
    assert "places-0-spot" not in fields_of(asked)
    again = send(client, asked)
    assert (again.status_code, Action.objects.count()) == (422, 0)


def test_rows_are_added_without_scripts() -> None:
    lead = organisation()
    client = browser(member(lead))
    more = send(client, opened(client, lead), "more-places", **FIVE)
    assert "places-1-place" in fields_of(more)
    more = send(client, more, "more-partners", **{"places-1-precision": "world", "partners-0-name": "One"})
    assert '<details class="part-of-form"\n         id="part-partners"\n         open>' in text(more)
    send(client, more, **{"partners-1-name": "Two", "partners-1-country": "SN"})
    made = said(Action.objects.get())
    assert [place.precision for place in made.places] == ["city", "world"]
    assert [(one.name, one.country) for one in made.partners] == [("One", ""), ("Two", "SN")]


def test_co_leads_are_found_by_name_and_asked() -> None:
    lead, other = organisation(), organisation(name="Club des Neiges")
    organisations.archive(organisation=organisation(name="Neiges cachées"), reason="Fin.")
    client = browser(member(lead))
    found = send(client, opened(client, lead), "find", **FIVE, co_lead_words="neiges")
    assert "Club des Neiges" in text(found)
    assert "Neiges cachées" not in text(found)
    send(client, found, co_leads=[str(other.pk)])
    assert said(Action.objects.get()).co_leads == (other.pk,)


def test_a_structure_that_is_not_there_is_refused_in_words() -> None:
    lead = organisation()
    client = browser(member(lead))
    answer = send(client, opened(client, lead), **FIVE, co_leads=["999999"])
    assert answer.status_code == 422
    assert "is not there: choose it again" in text(answer)


def test_look_alikes_are_shown_before_a_second_sheet_is_made() -> None:
    lead = organisation()
    known = action(title=FIVE["title_en"])
    client = browser(member(lead))
    asked = send(client, opened(client, lead), **FIVE)
    assert (asked.status_code, Action.objects.count()) == (422, 1)
    assert f"/en/actions/{known.slug}/" in text(asked)
    send(client, asked, sure="1")
    assert Action.objects.count() == 2


def test_one_form_is_sent_once() -> None:
    lead = organisation()
    client = browser(member(lead))
    page = opened(client, lead)
    send(client, page, **FIVE, sure="1")
    again = send(client, page, **FIVE, sure="1")
    assert (again.status_code, Action.objects.count()) == (302, 1)
    assert "was sent already" in text(client.get("/en/espace/"))


def test_a_refused_form_may_be_sent_again() -> None:
    lead = organisation()
    client = browser(member(lead))
    refused = send(client, opened(client, lead), **FIVE, co_leads=["999999"])
    send(client, refused, co_leads=[])
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\u202eرابط", "x" * 200, "'\"; --", "{{ 1 }}"]
)
def test_hostile_words_are_words(words: str) -> None:
    lead = organisation()
    client = browser(member(lead))
    answer = send(client, opened(client, lead), **FIVE | {"title_en": words, "sources": words})
    assert said(Action.objects.get()).texts["en"].title == words
    assert "<script>alert" not in text(client.get(answer.headers["Location"]))
    refused = send(client, opened(client, lead), **FIVE | {"title_en": words, "type": words})
    assert "<script>alert" not in text(refused)


@pytest.mark.parametrize(
    "rubbish",
    [
        {},
        {"places-TOTAL_FORMS": "10000000"},
        {"goals": ["x"] * 50, "co_leads": ["9" * 400]},
        {"language": "zz", "draft": "x", "draft_version": "-1", "base_version": "x"},
        {"title_fr": "\x00", "places-0-lon": "nan", "places-0-lat": "inf"},
    ],
)
def test_rubbish_is_refused_on_the_page(rubbish: dict[str, object]) -> None:
    lead = organisation()
    answer = browser(member(lead)).post(NEW, {"structure": lead.slug, "act": "send"} | rubbish)
    assert answer.status_code == 422
    assert not Action.objects.exists()


@pytest.mark.parametrize("act", ["", "preview", "choose", "discard", "x" * 5000])
def test_no_other_button_than_that_of_sending_sends(act: str) -> None:
    lead = organisation()
    client = browser(member(lead))
    answer = send(client, opened(client, lead), act, **FIVE, **{"part-0": "a/b/c", "choice-0": "theirs"})
    assert (answer.status_code, fields_of(answer)["title_en"]) == (200, [FIVE["title_en"]])
    assert not Action.objects.exists()


def test_a_sheet_for_verified_accounts_leads_to_where_she_may_read_it() -> None:
    lead = organisation()
    client = browser(member(lead))
    answer = send(client, opened(client, lead), **FIVE, audience="structure")
    assert Action.objects.get().audience == "structure"
    assert "for those whom you chose" in text(client.get(answer.headers["Location"]))


def _first_spot(page: str) -> str:
    return page.split('name="places-0-spot"')[1].split('value="')[1].split('"', maxsplit=1)[0]
