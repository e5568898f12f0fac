"""Each kind of page asks the database a fixed number of questions, however much there is to show."""

from urllib.parse import urlsplit

import mapbox_vector_tile
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation
from django.utils.timezone import now

from cordee.accounts.models import User
from cordee.actions import operations as actions
from cordee.actions.content import Place
from cordee.actions.models import Action
from cordee.organisations import operations as organisations
from cordee.organisations.content import Content as Sheet
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from tests import attached, confirmations, contacts, data
from tests.permissions.addresses import walk

FEW, MANY = 3, 60
MOST = 12
RICHER = {
    "/carte/?q=eau&odd=6&pays=SN&depuis=2000": 13,
    "/carte/?q=inconnue&odd=6&pays=SN&type=projet&nature=entreprise&depuis=1990&jusqu=2000": 13,
    "/carte/?action={action}": 17,
    "/actions/{illustrated}/": 14,
}
"""Above `MOST`: words are read first, actions without years counted apart; the panel is a sheet besides;
images and documents are asked for where there are some."""
EXPECTED = {
    "/": 10,
    "/carte/": 8,
    **RICHER,
    "/carte/?vue=tableau&tri=titre": 8,
    "/actions/": 8,
    "/actions/{action}/": 12,
    "/actions/{action}/signaler/": 2,
    "/confirmation/{asked}/": 12,
    "/confirmation/{receipt}/reponse/": 3,
    "/fichiers/{image}/480.webp": 1,
    "/fichiers/{document}/": 1,
    "/contact/{own_card}/": 5,
    "/contact/{own_card}/opposition/": 1,
    "/contact/reponse/{own_answer}/": 3,
    "/structures/": 3,
    "/structures/{structure}/": 12,
    "/pays/": 2,
    "/pays/SN/": 11,
    "/pays/NR/": 3,
    "/communes/": 2,
    "/communes/{commune}/": 10,
    "/a-propos/": 0,
    "/mentions-legales/": 0,
    "/accessibilite/": 0,
    "/donnees-personnelles/": 0,
    "/credits/": 0,
    "/styleguide/": 0,
    "/healthz": 2,
    "/marque.css": 0,
    "/apercu.png": 0,
    "/robots.txt": 0,
    "/.well-known/security.txt": 0,
    "/sitemap.xml": 6,
    "/sitemap-actions.xml": 1,
    "/carte/resultats.json": 9,
    "/carte/tuiles/0/0/0.mvt": 3,
    "/carte/tuiles/6/28/29.mvt?odd=6": 2,
    "/carte/tuiles/0/0/0.mvt?q=seule": 4,
    "/carte/tuiles/0/0/0.mvt?pays=RU&type=projet": 3,
    "/carte/affiche.svg": 2,
    "/carte/affiche.svg?pays=RU&type=projet": 2,
    "/carte/export.csv": 11,
    "/carte/export.xlsx": 11,
    "/carte/export.geojson": 10,
}
"""The queries of a visitor's page. A change of a number here is a change of what a page costs."""


NOT_A_VISITOR_S = {"action-contact-message", "action-contact-reveal"}
"""Only for verified accounts: `cordee/actions/tests/test_contact_cards.py` counts their queries."""
OF_A_PERSON = ("/compte/", "/espace/")
"""Doors and the pages behind them: each person has her own, none grows with the number of actions."""


def _fill(count: int) -> dict[str, str]:
    """Structures, and actions that say everything; the slugs that addresses take."""
    kinds = list(Kind)
    sheets = [
        Sheet(
            name=f"Structure {n}", kind=kinds[n % 5], commune=data.commune(n % 4), descriptions={"fr": "Eau."}
        )
        for n in range(count)
    ]
    organisations.put([organisations.Entry(key=f"s{n}", content=sheet) for n, sheet in enumerate(sheets)])
    ids = {"atelier": 0, "university": 0} | {item.slug: item.pk for item in Organisation.objects.all()}
    leads = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    entries = []
    for n in range(count):
        ids |= {"atelier": leads[n], "university": leads[(n + 1) % count]}
        entries.append(actions.Entry(key=f"a{n}", content=data.full(f"Eau et neige {n}", ids)))
    entries += [
        actions.Entry(key=f"l{n}", content=data.plain(f"Seule {n}", leads[0], places=(_lone(n),)))
        for n in range(count // 3)
    ]
    actions.put(entries)
    own = {"action": "a1", "structure": "s1", "commune": data.commune(1)}
    return own | _tokens(count) | _attached(count)


def _tokens(count: int) -> dict[str, str]:
    """Persons named on an action apart, the first opened and written to by each of many accounts; a question
    to a structure, and an answer."""
    first, second, third = (Action.objects.get(key=f"a{n}") for n in range(3))
    team = User.objects.create_user(f"asks{count}@zzcourriel.example", is_staff=True, validated_at=now())
    told = confirmations.make(asked=second, answered=third, by=team)
    return told | contacts.many(first, count)


def _attached(count: int) -> dict[str, str]:
    """Images and documents on another."""
    return attached.many(Action.objects.get(key="a2"), count)


def _lone(n: int) -> Place:
    """A place that shares its cell of a tile with no other: up to twenty of them on the whole world's."""
    return data.place(
        "RU", f"Lieu {n}", -170.0 + 23 * (n % 15), 75.0 if n < 15 else 55.0, is_far_confirmed=True
    )


def _read(response: HttpResponseBase) -> None:
    """To its end: an export asks while it is read."""
    if response.streaming:
        list(response)


def _counts(client: Client, filled: dict[str, str]) -> dict[str, int]:
    counts = {}
    for address in EXPECTED:
        _read(client.get(address.format(**filled)))  # what is kept in memory for all is there now
        caches["pictures"].clear()
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address.format(**filled))
            _read(response)
        assert response.status_code == 200, address
        counts[address] = len(asked)
    return counts


@pytest.mark.django_db
def test_pages_cost_the_same_with_few_and_with_many(client: Client) -> None:
    few = _counts(client, _fill(FEW))
    many = _counts(client, _fill(MANY))
    assert Action.objects.count() == MANY + MANY // 3
    assert few == many
    assert many == EXPECTED
    assert {address for address, count in many.items() if count > MOST} == set(RICHER)


@pytest.mark.django_db
def test_tiles_with_lone_places_are_counted(client: Client) -> None:
    _fill(MANY)
    layer = mapbox_vector_tile.decode(client.get("/carte/tuiles/0/0/0.mvt").content)["actions"]
    counts = [feature["properties"]["n"] for feature in layer["features"]]
    assert counts.count(1) == MANY // 3
    assert max(counts) > 1


def test_every_route_of_a_visitor_is_counted() -> None:
    """A new page gets its line in `EXPECTED`, or this says which has none."""
    written = {"action": "a1", "structure": "s1", "commune": data.commune(1)}
    own = ("own_card", "own_answer", "asked", "receipt", "illustrated", "image", "document")
    written |= dict.fromkeys(own, "x")
    paths = [urlsplit(address.format(**written)).path for address in EXPECTED]
    with translation.override(settings.LANGUAGE_CODE):  # the one whose addresses have no prefix
        counted = {resolve(path).view_name for path in paths}
    routes = {
        address.name
        for address in walk()
        if not address.is_back_office and not address.example.startswith(OF_A_PERSON)
    }
    assert routes - counted == NOT_A_VISITOR_S
    assert len(routes) > 24


@pytest.mark.django_db
def test_being_signed_in_costs_little_more(client: Client) -> None:
    """The session, the account, what it may see besides."""
    filled, cast = _fill(FEW), data.make()
    visitor = _counts(client, filled)
    more = {a: n - visitor[a] for a, n in _counts(cast.client("member"), filled).items()}
    assert max(more.values()) <= 4, more
