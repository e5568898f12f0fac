"""A contributor publishes by herself, a structure confirms by its link, anybody reports, the team looks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cordee.actions.models import Action, ActionImage, Draft, Report
from cordee.moderation.models import ToLookAt
from tests.data import Cast
from tests.journeys.people import Letters, Window

pytestmark = pytest.mark.once

TITLE = "Un four à pain pour Thiès"


def choose_place(page: Page, typed: str, keys: tuple[str, ...] = ("ArrowDown", "Enter")) -> None:
    """Type into the combobox, wait for what it suggests, and take it by keyboard."""
    field = page.locator("[name=places-0-place]")
    field.focus()
    field.press_sequentially(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def write(window: Window, title: str = TITLE) -> None:
    """The five fields."""
    page = window.page
    page.locator("[name=title_fr], [name=title_en]").first.fill(title)
    page.locator("[name=type][value=projet]").check()
    choose_place(page, "Dakar")
    page.locator("[name=goals][value='4']").check()
    page.locator("[name=summary_fr], [name=summary_en]").first.fill("Construit avec les habitantes.")


def press_act(window: Window, value: str) -> None:
    """The button of this value."""
    window.press(window.page.locator(f"main button[name=act][value={value}]").first)


def test_five_fields_are_public_in_one_sitting(
    contributor: Window, someone: Window, animator: Window
) -> None:
    page = contributor.page
    contributor.open("/espace/")
    contributor.press(page.locator("main a[href$='/espace/actions/nouvelle/']").first)
    write(contributor)
    expect(page.locator("[data-cordee-kept]")).to_have_text(re.compile(r"\d\d[:h]\d\d"))
    assert Draft.objects.count() == 1
    press_act(contributor, "preview")
    contributor.reads(TITLE)
    press_act(contributor, "send")
    made = Action.objects.get(texts__title=TITLE)
    assert made.live
    assert not Draft.objects.exists()
    assert [one.country for one in made.locations.all()] == ["SN"]
    someone.open(f"/actions/{made.slug}/")
    someone.reads(TITLE, "Dakar")
    look = animator.desk("/animation/a-regarder/")
    expect(look).to_contain_text(TITLE)
    animator.page.locator("input[name=fiche]").first.check()
    animator.click(animator.page.locator(".desk-bulk button"))
    expect(animator.page.locator("input[name=fiche]")).to_have_count(0)
    assert not ToLookAt.objects.exists()


def test_what_is_typed_survives_a_closed_window(contributor: Window) -> None:
    page = contributor.page
    contributor.open("/espace/actions/nouvelle/")
    page.locator("[name=title_fr], [name=title_en]").first.fill(TITLE)
    expect(page.locator("[data-cordee-kept]")).to_have_text(re.compile(r"\d\d[:h]\d\d"))
    contributor.open("/espace/actions/")
    contributor.press(page.get_by_role("link", name=TITLE).first)
    expect(page.locator("[name=title_fr], [name=title_en]").first).to_have_value(TITLE)


def test_the_team_withdraws_and_takes_that_back(
    contributor: Window, animator: Window, cast: Cast, letters: Letters
) -> None:
    known = cast.actions["full"]
    animator.desk(f"/animation/file/fiches/{known.pk}/")
    act = animator.page.locator("details.desk-act:has(button[value=withdraw])")
    act.locator("summary").click()
    act.locator("[name=words]").fill("Le partenaire demande d’attendre.")
    animator.click(act.locator("button[value=withdraw]"))
    known.refresh_from_db()
    assert not known.live
    contributor.open(f"/espace/actions/{known.slug}/")
    contributor.reads("Le partenaire demande d’attendre.")
    animator.click(animator.page.locator(".desk-undo button"))
    known.refresh_from_db()
    assert known.live


def test_a_structure_confirms_from_its_telephone(
    someone: Window, animator: Window, cast: Cast, letters: Letters
) -> None:
    known, page = cast.actions["compiled"], someone.page
    animator.desk(f"/animation/file/fiches/{known.pk}/")
    act = animator.page.locator("details.desk-act:has([name=to])")
    act.locator("summary").click()
    act.locator("[name=to]").fill("bureau@atelier.example")
    animator.click(act.locator("button[name=act]"))
    where = letters.link("bureau@atelier.example", "/confirmation/")
    page.goto(where)
    someone.look()
    known.refresh_from_db()
    assert known.confirmed_on is None
    someone.press(page.locator("main button[name=answer][value=confirm]").first)
    known.refresh_from_db()
    assert known.confirmed_on is not None


def test_anybody_reports_and_reads_what_was_done(
    someone: Window, animator: Window, cast: Cast, letters: Letters
) -> None:
    known, page = cast.actions["full"], someone.page
    someone.open(f"/actions/{known.slug}/signaler/")
    page.locator("[name=text]").fill("L’école a changé de nom.")
    page.locator("[name=email]").fill("zoe@example.org")
    page.wait_for_timeout(3_100)  # nobody types as fast as a machine
    someone.press(page.locator("main form .btn").first)
    report = Report.objects.get(text="L’école a changé de nom.")
    animator.desk(f"/animation/file/signalements/{report.pk}/")
    animator.page.locator("[name=words]").fill("Nous avons corrigé.")
    animator.click(animator.page.locator("main form:has([name=words]) button[type=submit]").first)
    assert "Nous avons corrigé." in letters.latest("zoe@example.org")
    report.refresh_from_db()
    assert report.email == ""


def test_an_image_waits_where_an_edit_does_and_is_shown_with_its_words(
    contributor: Window, someone: Window, animator: Window, cast: Cast, photograph: Callable[[], bytes]
) -> None:
    known, page = cast.actions["full"], contributor.page
    contributor.open(f"/espace/actions/{known.slug}/images-et-documents/")
    form = page.locator("form:has([name=image-alternative])").first
    form.locator("input[type=file]").set_input_files(
        {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    form.locator("[name=image-alternative]").fill("Quatre femmes devant un four")
    contributor.press(form.locator("button[type=submit]").first)
    made = ActionImage.objects.get(alternative="Quatre femmes devant un four")
    assert made.is_waiting
    animator.desk(f"/animation/file/images/{made.pk}/")
    animator.click(animator.page.locator("button[value=yes]"))
    someone.open(f"/actions/{known.slug}/")
    picture = someone.page.get_by_alt_text(made.alternative)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
