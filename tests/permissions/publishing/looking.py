"""Looking around: what each door shows to somebody. `Site.get` reads every page for words of others."""

import json

from cordee.actions.models import Action, Draft
from tests.permissions.publishing.known import Door, Kind
from tests.permissions.publishing.sheets import shown_words
from tests.permissions.publishing.site import JOURNAL, Site

PUBLIC = (
    "/carte/resultats.json", "/carte/export.csv", "/carte/export.xlsx", "/carte/export.geojson",
    "/carte/tuiles/0/0/0.mvt", "/carte/affiche.svg", "/sitemap-actions.xml", "/actions/", "/pays/GB/", "/",
)  # fmt: skip
SPACE = ("/espace/", "/espace/actions/", "/espace/mes-donnees/")
DESK = ("/animation/", "/animation/file/", "/animation/a-regarder/", "/animation/structures/")
SHARE = 3
"""One look takes in every third page: there are many looks."""


def around(site: Site, who: str, door: Door, n: int) -> None:
    """A part of what she finds by this door, from the nth page on."""
    if door == Door.PUBLIC:
        _sheets(site, who, n)
        search(site, who)
    if door == Door.DATA and who in site.known.people:
        site.post(who, "/espace/mes-donnees/telecharger/", {})
    for address in _addresses(site, who, door)[n % SHARE :: SHARE]:
        site.get(who, address)
    site.reached[f"looked by {door.value}"] += 1


def search(site: Site, who: str) -> None:
    """A word that she may not read finds nothing; one that she may finds its sheet."""
    words = [
        one for one in site.known.words.items() if one[1].kind == Kind.TEXT and one[1].sheet in site.rows
    ]
    for text, word in words[-4:]:
        row = site.rows[word.sheet]
        found = json.loads(site.get(who, "/carte/resultats.json", q=text).text)
        is_hers = text in shown_words(row.content) and site.known.sees(who, row)
        assert found["count"] == int(is_hers), f"{who} searches «{text}»"


def _sheets(site: Site, who: str, n: int) -> None:
    for row in list(site.rows.values())[n % 2 :: 2]:
        answer = site.get(who, f"/actions/{row.slug}/")
        assert (answer.status == 200) == site.known.sees(who, row), f"{who} on a sheet for {row.audience}"


def _addresses(site: Site, who: str, door: Door) -> list[str]:
    rows = list(site.rows.values())
    if door == Door.PUBLIC:
        return [*PUBLIC, *(f"/structures/{house.slug}/" for house in site.known.houses.values())]
    if door == Door.DESK:
        return [*DESK, *(f"/animation/file/fiches/{row.number}/" for row in rows)]
    if door in (Door.DATA, Door.JOURNAL):
        return [JOURNAL] * SHARE if door == Door.JOURNAL else []
    drafts = Draft.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    own = [f"/espace/actions/{row.slug}/" for row in rows]
    versions = [
        f"/espace/actions/{row.slug}/versions/{number}/" for row in rows for number in _versions(row.number)
    ]
    thrown = [f"/espace/brouillons/{number}/jeter/" for number in drafts]
    return [*SPACE, *own, *(f"{address}contacts/" for address in own), *versions, *thrown]


def _versions(number: int) -> list[int]:
    return sorted(Action.objects.get(pk=number).revisions.values_list("pk", flat=True))[-3:]
