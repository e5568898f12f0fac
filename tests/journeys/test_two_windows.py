"""Two persons change one sheet: whoever is second compares, chooses, and loses nothing."""

import pytest
from playwright.sync_api import expect

from cordee.actions import queries
from cordee.actions.models import Action, Draft
from tests.data import Cast
from tests.journeys.people import READERS, Arrive, Window, member

pytestmark = pytest.mark.once

SUMMARY = "[name=summary_fr]"


@pytest.mark.parametrize("reader", READERS[:1], ids=["fr-phone"], indirect=True)
def test_the_second_of_two_compares_and_nothing_is_lost(
    contributor: Window, arrive: Arrive, cast: Cast
) -> None:
    known = cast.actions["hidden"]
    address = f"/espace/actions/{known.slug}/modifier/"
    other = arrive(member("nora@example.org", cast.structures["atelier"]))
    for window in (contributor, other):
        window.open(address)
    contributor.page.locator(SUMMARY).fill("Une école, et son puits.")
    contributor.page.locator("[name=title_fr]").fill("Deux écoles au Laos")
    contributor.press(contributor.page.locator("button[name=act][value=send]"))
    other.page.locator(SUMMARY).fill("Une école pour cent enfants.")
    other.page.locator("[name=goals][value='6']").check()
    other.press(other.page.locator("button[name=act][value=send]"), status=409)
    other.reads("Une école, et son puits.", "Une école pour cent enfants.")
    assert Draft.objects.filter(owner__email="nora@example.org").exists()
    clash = other.page.locator("fieldset.clash")
    expect(clash).to_have_count(1)
    clash.locator("input[value=mine]").check()
    other.press(other.page.locator("button[name=act][value=choose]"))
    now = queries.content_of(queries.with_everything(Action.objects.filter(pk=known.pk)).get())
    assert now.texts["fr"].summary == "Une école pour cent enfants."
    assert now.texts["fr"].title == "Deux écoles au Laos"
    assert set(now.goals) == {4, 6}
    assert not Draft.objects.exists()
