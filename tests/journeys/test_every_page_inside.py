"""The pages behind the doors, asked by who is signed in: nothing for axe to say, in each width and scheme."""

from dataclasses import replace
from typing import Final

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from cordee.actions import contributing, queries, versions
from cordee.actions.models import Action
from tests.data import Cast
from tests.journeys.looking import look
from tests.permissions.records import ONLY_SENT, page_of, records

pytestmark = pytest.mark.once

OURS: Final = (
    "/espace/",
    "/espace/mes-donnees/",
    "/espace/mes-donnees/effacer/",
    "/espace/structures/?q=atelier",
    "/espace/nouvelle-structure/",
    "/espace/structures/{laboratory}/rejoindre/",
    "/espace/structures/{atelier}/",
    "/espace/structures/{atelier}/fiche/",
    "/espace/structures/{atelier}/service/",
    "/espace/actions/",
    "/espace/actions/{full}/",
    "/espace/actions/{full}/archiver/",
    "/espace/actions/{full}/modifier/",
    "/espace/actions/{full}/contacts/",
    "/espace/actions/{full}/contacts/1/",
    "/espace/actions/{full}/contacts/nouveau/",
    "/espace/actions/{full}/images-et-documents/",
    "/espace/actions/{full}/images-et-documents/{image}/",
    "/actions/{full}/contacts/1/message/",
    "/actions/{full}/signaler/",
    "/compte/vous/",
    "/compte/conditions/",
    "/compte/adresse/",
    "/compte/securite/",
    "/compte/sessions/",
    "/en/espace/",
    "/en/espace/actions/{full}/",
    "/en/espace/structures/{atelier}/",
)
"""What a referent of the Atelier comes to."""
OF_WAGTAIL: Final = ("#wagtail-sidebar", ".w-slim-header", "[data-sprite]")
"""Its menu, the bar above each page and its signs: drawn by its own scripts, none of it is in our hands."""
LISTS: Final = ("wagtailadmin_home", "desk-queue:index", "desk-look:index", "desk-structures:index",
                "desk-journal:index", "desk-team:index")  # fmt: skip


@pytest.fixture(autouse=True)
def as_served(translated: None, settings: Settings) -> None:
    """With the words and the mail table of a real site."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"  # the desk shows letters


def let_in(page: Page, client: Client, url: str) -> None:
    """The page's browser has the session of this one."""
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": url}])


def test_the_space_of_a_referent(page: Page, cast: Cast, live_server: object, faults: list[str]) -> None:
    let_in(page, cast.client("referent"), str(live_server))
    slugs = {name: structure.slug for name, structure in cast.structures.items()}
    slugs |= {name: action.slug for name, action in cast.actions.items()} | cast.tokens
    revision = next(iter(versions.kept(cast.actions["full"]))).pk
    compared = [f"/espace/actions/{{full}}/versions/{revision}/{act}" for act in ("", "reprendre/")]
    found = []
    for address in (*OURS, *compared):
        answer = page.goto(address.format(**slugs))
        assert answer
        found += look(page, address) if answer.status == 200 else [f"{address}: {answer.status}"]
    compare(page, cast)
    assert all("409" in fault for fault in faults), faults  # the browser tells of the refused sending
    faults.clear()
    found += look(page, "compared with another's edit")
    assert not found, "\n".join(found)


def compare(page: Page, cast: Cast) -> None:
    """Somebody else has changed what she changes, while she typed."""
    known = queries.with_everything(Action.objects.filter(pk=cast.actions["hidden"].pk)).get()
    page.goto(f"/espace/actions/{known.slug}/modifier/")
    said = queries.content_of(known)
    text = replace(said.texts["fr"], summary="Une école, et son puits.")
    theirs = replace(said, texts={"fr": text})
    contributing.revise(action=known, content=theirs, base_version=known.version, by=cast.people["member"])
    page.locator("[name=summary_fr]").fill("Une école pour cent enfants.")
    with page.expect_event("load"):
        page.locator("button[name=act][value=send]").click()
    expect(page.locator("fieldset.clash")).to_have_count(1)


def test_the_desk(page: Page, cast: Cast, live_server: object) -> None:
    let_in(page, cast.client("administrator"), str(live_server))
    known = records(cast)
    addresses = [reverse(name) for name in LISTS]
    addresses += [
        page_of(name, row.pk)
        for name, (row, _readers) in known.items()
        if name != ONLY_SENT and not name.endswith(":inspect")
    ]
    addresses += [
        reverse("desk-action:index"),
        reverse("desk-action:inspect", args=[cast.actions["full"].pk]),
    ]
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer
        said = look(page, address, besides=OF_WAGTAIL)
        found += said if answer.status == 200 else [f"{address}: {answer.status}"]
    assert not found, "\n".join(found)
