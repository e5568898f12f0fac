"""The page of an action: who says so, what is hidden stays hidden, nothing typed becomes code."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import operations
from cordee.actions.content import Place, Text
from cordee.actions.enums import Audience, Confidence, Origin, Precision, Progress
from cordee.actions.models import Action, CoLead
from cordee.actions.queries import content_of, with_everything
from cordee.portal.tests.things import KYOTO, LIMA, SOMEWHERE, TOKYO, action, partner, structure

pytestmark = pytest.mark.django_db


def page_of(client: Client, sheet: Action, language: str = "/en") -> str:
    response = client.get(f"{language}/actions/{sheet.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_who_says_so(client: Client) -> None:
    lead = structure()
    compiled = action(lead, "A", origin=Origin.COMPILED)
    confirmed = action(lead, "B", origin=Origin.COMPILED, confirmed_on=date(2026, 3, 1))
    imported = action(lead, "C", origin=Origin.IMPORTED)
    declared = action(lead, "D", origin=Origin.DECLARED)
    assert "Compiled from public sources, not yet confirmed" in page_of(client, compiled)
    assert "confirmed by the structure on 1 March 2026" in page_of(client, confirmed)
    assert "Imported, not yet confirmed" in page_of(client, imported)
    for sheet in (confirmed, declared):
        assert "not yet confirmed" not in page_of(client, sheet)


def test_a_generated_sheet_says_so(client: Client) -> None:
    assert "nothing on this sheet is real" in page_of(client, action(structure(), is_generated=True))


def test_facts_are_as_exact_as_they_are_known(client: Client) -> None:
    sheet = action(
        structure(), start_year=1999, start_month=11, end_year=2019, end_month=10, end_day=2,
        confidence=Confidence.LOW, verified_on=date(2026, 11, 2), forms=("jumelage",),
    )  # fmt: skip
    page = page_of(client, sheet)
    for said in ("November 1999", "2 October 2019", "Low", "2 November 2026", "Town twinning"):
        assert said in page


@pytest.mark.parametrize("is_public", [True, False])
def test_the_reason_of_a_suspension_may_stay_inside(client: Client, is_public: bool) -> None:
    sheet = action(
        structure(), progress=Progress.SUSPENDED, suspended_on=date(2025, 1, 15),
        suspension_reason="The road is cut", suspension_reason_is_public=is_public,
    )  # fmt: skip
    page = page_of(client, sheet)
    assert "15 January 2025" in page
    assert ("The road is cut" in page) is is_public


def test_a_hidden_place_and_a_hidden_partner_are_nowhere(client: Client) -> None:
    hidden = Place(
        precision=Precision.CITY, place="Zzlieu-caché", country="JP", lon=135.75, lat=35.02, is_hidden=True
    )
    sheet = action(
        structure(),
        places=(hidden,),
        partners=(partner("Zzpartenaire-caché", is_hidden=True), partner("Open", "JP")),
    )
    page = page_of(client, sheet)
    country = client.get("/en/pays/JP/").content.decode()
    for secret in ("Zzlieu-caché", "135.75", "Zzpartenaire-caché"):
        assert secret not in page
        assert secret not in country
    assert "Open" in page
    assert "no exact place is known yet" in country


def test_a_place_that_is_not_exact_is_said_so(client: Client) -> None:
    page = page_of(client, action(structure(), places=(SOMEWHERE, TOKYO)))
    assert "exact place not known" in page
    assert "Country, exact place not known" in page
    assert 'class="r-hollow"' in page
    assert "and 1 more place" in page


@pytest.mark.parametrize("audience", [Audience.VERIFIED, Audience.STRUCTURE, Audience.NAMED])
def test_what_is_not_public_is_not_found(client: Client, audience: Audience) -> None:
    lead = structure()
    sheet = action(lead, audience=audience)
    assert client.get(f"/actions/{sheet.slug}/").status_code == 404
    for path in ("/", "/pays/JP/", f"/structures/{lead.slug}/", "/communes/38185/", "/sitemap.xml"):
        assert sheet.slug not in client.get(path).content.decode()


def test_a_verified_account_sees_what_is_for_it(client: Client) -> None:
    sheet = action(structure(), audience=Audience.VERIFIED)
    client.force_login(User.objects.create(email="a@example.org", validated_at=timezone.now()))
    assert client.get(f"/actions/{sheet.slug}/").status_code == 200


def test_a_draft_is_not_found(client: Client) -> None:
    sheet = action(structure())
    operations.archive(action=sheet)
    assert client.get(f"/actions/{sheet.slug}/").status_code == 404


def test_a_source_is_a_link_only_when_it_is_a_web_address(client: Client) -> None:
    sources = "https://www.example.org/a\njavascript:alert(1)\nLe Monde, 3 mai 2012"
    page = page_of(client, action(structure(), sources=sources))
    assert 'href="https://www.example.org/a" rel="external nofollow noopener">example.org</a>' in page
    assert 'href="javascript' not in page
    assert "Le Monde, 3 mai 2012" in page


HOSTILE = "</script><img src=x onerror=alert(1)>&'\""


def test_nothing_typed_becomes_code(client: Client) -> None:
    lead = structure(HOSTILE)
    words = Text(title=HOSTILE, summary=HOSTILE, unfolding=HOSTILE, effects=HOSTILE, note=HOSTILE)
    sheet = action(lead, HOSTILE, texts={"fr": words}, partners=(partner(HOSTILE),), sources=HOSTILE)
    for path in (f"/actions/{sheet.slug}/", f"/structures/{lead.slug}/", "/", "/pays/JP/", "/structures/"):
        page = client.get(path).content.decode()
        assert "<img src=x" not in page
        assert "alert(1)" in page


def test_the_description_for_machines_is_json(client: Client) -> None:
    page = page_of(client, action(structure("A & <B>"), HOSTILE, start_year=2001))
    found = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["name"], data["foundingDate"]) == ("Project", HOSTILE, "2001")
    assert data["parentOrganization"]["name"] == "A & <B>"


def test_words_in_another_language_are_marked(client: Client) -> None:
    sheet = action(structure(), "Un puits")
    assert "Language of its words: French." in page_of(client, sheet)
    assert re.search(r'<h1 lang="fr"\s*>\s*Un puits\s*</h1>', page_of(client, sheet))
    assert "has not been translated" not in page_of(client, sheet, language="")


def test_a_neighbour_comes_with_its_reason(client: Client) -> None:
    lead, other = structure("One"), structure("Two")
    sheet = action(lead, "A", goals=(4, 6))
    action(other, "B", goals=(6,))
    action(other, "C", places=(KYOTO,), goals=(4, 6))
    action(other, "Très loin", places=(LIMA,), goals=(4, 6))
    page = page_of(client, sheet)
    assert "Same city · SDG 6 in common" in page
    assert "Same country: Japan · SDGs 4 and 6 in common" in page
    assert "Très loin" not in page


def test_the_history_shows_days_not_people(client: Client) -> None:
    user = User.objects.create(email="zzwriter@example.org", validated_at=timezone.now())
    sheet = action(structure(), "A")
    content = content_of(with_everything(Action.objects.filter(pk=sheet.pk)).get())
    operations.edit(action=sheet, content=replace(content, start_year=2001), by=user)
    page = page_of(client, sheet)
    assert "Sheet created" in page
    assert "Sheet changed" in page
    assert "zzwriter@" not in page


def test_a_long_title_is_set_smaller(client: Client) -> None:
    assert "is-long" not in page_of(client, action(structure(), "Un puits"))
    assert "is-long" in page_of(client, action(structure("Autre"), "Un puits pour le village " * 4))


def test_a_structure_that_was_asked_and_has_not_answered_is_told_apart(client: Client) -> None:
    lead, other = structure(), structure("La Seconde")
    sheet = action(lead, co_leads=(other.pk,))
    marked = "La Seconde</a> (not yet confirmed by this structure)"
    assert marked not in " ".join(page_of(client, sheet).split())  # the team or an import named it
    part = CoLead.objects.filter(action=sheet)
    part.update(asked_at=timezone.now())
    assert marked in " ".join(page_of(client, sheet).split())
    part.update(confirmed_at=timezone.now())
    assert marked not in " ".join(page_of(client, sheet).split())
