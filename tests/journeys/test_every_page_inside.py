"""The pages behind the doors, asked by who is signed in: nothing for axe to say, in each width and scheme."""

from typing import Final

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from cordee.actions import versions
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


def test_the_space_of_a_referent(page: Page, cast: Cast, live_server: object) -> None:
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
    assert not found, "\n".join(found)


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
