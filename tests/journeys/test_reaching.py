"""Persons in charge: named and told, read by whom they chose, opened and told so, written to, out again."""

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from cordee.contacts.models import Contact, Coordinates, RelayedMessage, Reveal
from tests.data import Cast
from tests.journeys.people import Arrive, Letters, Window, ready

pytestmark = pytest.mark.once

OLGA, HERS = "olga@partner.example", "+221 33 800 00 00"


def test_who_is_named_is_told_and_objects_without_an_account(
    contributor: Window, someone: Window, cast: Cast, letters: Letters
) -> None:
    known = cast.actions["full"]
    contributor.open(f"/espace/actions/{known.slug}/contacts/nouveau/")
    contributor.page.locator("[name=side]").last.check()
    contributor.fill(name="Olga Ndiaye", function="Maire adjointe", email=OLGA, telephone=HERS)
    for part in ("name_for", "email_for", "telephone_for"):
        contributor.page.locator(f"[name={part}]").select_option("verified")
    contributor.send()
    contributor.reads("Olga Ndiaye")
    someone.follow(letters.link(OLGA, "/contact/", someone.prefix))
    someone.reads("Atelier des Cimes")
    expect(someone.page.locator("[name=telephone]")).to_have_value(HERS)
    someone.fill(function="Adjointe à l’eau")
    someone.send()
    contributor.open(f"/actions/{known.slug}/")
    contributor.reads("Adjointe à l’eau")
    someone.press(someone.page.locator("main a[href$='/opposition/']"))
    someone.press(someone.page.locator("button[name=object]"))
    contributor.open(f"/actions/{known.slug}/")
    expect(contributor.page.locator("main")).not_to_contain_text("Olga Ndiaye")
    assert not Coordinates.objects.filter(email=OLGA).exists()
    assert not Contact.objects.filter(name="Olga Ndiaye").exists()
    assert "Atelier des Cimes" in letters.latest(OLGA)


def test_what_is_opened_is_opened_one_by_one_and_told_to_her(
    arrive: Arrive, someone: Window, cast: Cast
) -> None:
    page = f"/actions/{cast.actions['full'].slug}/"
    someone.open(page)
    expect(someone.page.locator("main")).not_to_contain_text("Zznomouvert")
    hers = arrive(ready("vera@example.org", validated_at=now()))
    hers.open(page)
    hers.reads("Zznomouvert Martin", "Zzfonction")
    expect(hers.page.locator("main")).not_to_contain_text("zzjoindre")
    opened = {"courriel": "ouvert@zzjoindre.example", "telephone": "+33 4 99 12 34 56"}
    for part, value in opened.items():
        hers.press(hers.page.locator(f"form[action$='/contacts/1/{part}/'] button"))
        hers.reads(value)
        hers.press(hers.page.locator("main .acts a"))
    assert Reveal.objects.filter(viewer__email="vera@example.org").count() == len(opened)
    someone.open(f"/contact/{cast.tokens['own_card']}/")
    expect(someone.page.locator(".openings li")).to_have_count(len(opened))
    expect(someone.page.locator(".openings").get_by_text("Vera Roux")).to_have_count(len(opened))


def test_a_message_goes_and_comes_back_and_neither_reads_the_others_address(
    arrive: Arrive, someone: Window, cast: Cast, letters: Letters
) -> None:
    vera, closed = "vera@example.org", "ferme@zzjoindre.example"
    hers = arrive(ready(vera, validated_at=now()))
    hers.open(f"/actions/{cast.actions['full'].slug}/")
    card = hers.page.locator(".contacts li:has(#contact-3)")
    expect(card.locator("form")).to_have_count(0)
    hers.press(card.locator("a[href$='/message/']"))
    hers.fill(text="Bonjour, nous préparons un four à pain.")
    hers.send()
    letter = letters.whole(closed)
    assert "nous préparons un four à pain" in letter
    assert "Vera Roux" in letter
    assert vera not in letter
    someone.follow(letters.link(closed, "/reponse/", someone.prefix))
    someone.fill(text="Venez voir le nôtre.")
    someone.send()
    answer = letters.whole(vera)
    assert "Venez voir le nôtre." in answer
    assert closed not in answer
    assert RelayedMessage.objects.get(sender__email=vera).answered_at is not None
