"""With the keyboard alone, on a desk: a sheet is written and published, somebody is taken in."""

import pytest
from playwright.sync_api import Page, expect

from cordee.actions.models import Action
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipState
from tests.data import Cast
from tests.journeys.focus import called, named, tab_to
from tests.journeys.people import IN_FRENCH_ON_A_DESK, Window, ready

pytestmark = [
    pytest.mark.once,
    pytest.mark.parametrize("reader", [IN_FRENCH_ON_A_DESK], ids=["fr-desk"], indirect=True),
]

TITLE = "Un four à pain pour Thiès"


def enter(page: Page) -> None:
    """The Enter key leads to another page."""
    with page.expect_event("load"):
        page.keyboard.press("Enter")


def test_a_sheet_is_written_and_published(contributor: Window) -> None:
    page = contributor.page
    contributor.open("/espace/")
    tab_to(page, named("Ajouter une action"))
    enter(page)
    tab_to(page, called("title_fr"))
    page.keyboard.type(TITLE)
    tab_to(page, called("type"))
    page.keyboard.press("Space")
    for _step in range(10):
        if page.locator("[name=type][value=projet]").is_checked():
            break
        page.keyboard.press("ArrowRight")
    expect(page.locator("[name=type][value=projet]")).to_be_checked()
    tab_to(page, called("places-0-place"))
    page.keyboard.type("Dakar")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=places-0-country]")).to_have_value("SN")
    tab_to(page, called("goals", "4"))
    page.keyboard.press("Space")
    tab_to(page, called("summary_fr"))
    page.keyboard.type("Construit avec les habitantes du quartier.")
    tab_to(page, called("act", "send"))
    enter(page)
    contributor.look()
    made = Action.objects.get(texts__title=TITLE)
    assert made.live
    assert [one.goal for one in made.goals.all()] == [4]


def test_somebody_is_taken_in_at_the_desk(animator: Window, cast: Cast) -> None:
    page = animator.page
    asked = memberships.request(
        user=ready("ines@example.org"), organisation=cast.structures["atelier"], reason="J’y travaille."
    )
    animator.desk("/animation/file/")
    tab_to(page, lambda state: state["tag"] == "A" and "Ines Roux" in state["text"])
    enter(page)
    tab_to(page, lambda state: state["tag"] == "BUTTON" and state["value"] == "yes")
    enter(page)
    asked.refresh_from_db()
    assert asked.state == MembershipState.ACTIVE
