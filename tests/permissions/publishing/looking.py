"""Looking around: what each door shows to somebody. `Site.get` reads every page for words of others."""

import json

from cordee.actions.models import Action, Draft
from tests.permissions.publishing.known import Door, Kind
from tests.permissions.publishing.sheets import shown_words
from tests.permissions.publishing.site import Site

PUBLIC = (
    "/carte/resultats.json", "/carte/export.csv", "/carte/export.xlsx", "/carte/export.geojson",
    "/carte/tuiles/0/0/0.mvt", "/carte/affiche.svg", "/sitemap-actions.xml", "/actions/", "/pays/GB/", "/",
)  # fmt: skip
SPACE = ("/espace/", "/espace/actions/", "/espace/mes-donnees/")
DESK = (
    "/animation/", "/animation/file/", "/animation/a-regarder/", "/animation/structures/",
)  # fmt: skip


def around(site: Site, who: str, door: Door) -> None:
    """All that she finds by this door."""
    {Door.PUBLIC: _public, Door.SPACE: _space, Door.DESK: _desk, Door.DATA: _data}[door](site, who)
    site.reached[f"looked by {door.value}"] += 1


def _public(site: Site, who: str) -> None:
    for address in PUBLIC:
        site.get(who, address)
    for row in site.rows.values():
        answer = site.get(who, f"/actions/{row.slug}/")
        assert (answer.status == 200) == site.known.sees(who, row), f"{who} on a sheet for {row.audience}"
    for house in site.known.houses.values():
        site.get(who, f"/structures/{house.slug}/")
    search(site, who)


def search(site: Site, who: str) -> None:
    """A word that she may not read finds nothing; one that she may finds its sheet."""
    for text, word in list(site.known.words.items())[-12:]:
        row = site.rows.get(word.sheet)
        if word.kind != Kind.TEXT or row is None:
            continue
        found = json.loads(site.get(who, "/carte/resultats.json", q=text).text)
        is_hers = text in shown_words(row.content) and site.known.sees(who, row)
        assert found["count"] == int(is_hers), f"{who} searches «{text}»"


def _space(site: Site, who: str) -> None:
    for address in SPACE:
        site.get(who, address)
    for row in site.rows.values():
        own = f"/espace/actions/{row.slug}/"
        answer = site.get(who, own)
        if answer.status == 200 and site.known.keeps(who, row):
            for number in sorted(_versions(row.number))[-2:]:
                site.get(who, f"{own}versions/{number}/")
        site.get(who, f"{own}contacts/")
    for number in Draft.objects.order_by("-pk").values_list("pk", flat=True)[:2]:
        site.get(who, f"/espace/brouillons/{number}/jeter/")


def _versions(number: int) -> list[int]:
    return list(Action.objects.get(pk=number).revisions.values_list("pk", flat=True))


def _desk(site: Site, who: str) -> None:
    for address in DESK:
        site.get(who, address)
    for row in site.rows.values():
        site.get(who, f"/animation/file/fiches/{row.number}/")


def _data(site: Site, who: str) -> None:
    if who in site.known.people:
        site.post(who, "/espace/mes-donnees/telecharger/", {})
