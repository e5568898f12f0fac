"""A structure's sites, offers and logo: written by operations, read from files, kept in revisions."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cordee.actions.tests.files import STRUCTURE, imported, told
from cordee.organisations import operations, queries
from cordee.organisations.content import Content, OfferOf, SiteOf, as_json, from_json
from cordee.organisations.enums import Direction
from cordee.organisations.models import Organisation, OrganisationSite
from cordee.organisations.tests import factories
from cordee.territory import instance

pytestmark = pytest.mark.django_db
FIRST, SECOND = list(instance.current().themes)[:2]
INSEE = next(iter(instance.current().communes))
WHOLE = {
    "shares": f"{FIRST}: Des capteurs; {SECOND}",
    "seeks": FIRST,
    "site_labels": "Siège;",
    "site_addresses": ";2 rue du Drac",
    "site_communes": f"{INSEE};",
    "site_lons": "5.72;",
    "site_lats": "45,18;",
}
OFFERS = (
    OfferOf(direction=Direction.SEEKS, theme=FIRST),
    *sorted(
        (
            OfferOf(direction=Direction.SHARES, theme=FIRST, text="Des capteurs"),
            OfferOf(direction=Direction.SHARES, theme=SECOND),
        ),
        key=lambda offer: offer.theme,
    ),
)
SITES = (SiteOf(label="Siège", commune=INSEE, lon=5.72, lat=45.18), SiteOf(address="2 rue du Drac"))


def _kept() -> Content:
    return queries.content_of(Organisation.objects.get())


def test_a_file_fills_sites_and_offers_and_leaves_what_it_does_not_name(tmp_path: Path) -> None:
    assert told(imported(tmp_path, STRUCTURE | WHOLE)) == []
    assert (_kept().sites, _kept().offers) == (SITES, OFFERS)
    assert imported(tmp_path, STRUCTURE | WHOLE).unchanged == 1
    assert imported(tmp_path, STRUCTURE | {"seeks": ""}).updated == 1
    assert (_kept().sites, _kept().offers) == (SITES, OFFERS[1:])


@pytest.mark.parametrize(
    ("fault", "column"),
    [
        ({"site_labels": "A;B", "site_addresses": "a"}, "site_addresses"),
        ({"site_labels": "A", "site_communes": "Atlantis"}, "site_communes"),
        ({"site_labels": "A", "site_lons": "5", "site_lats": "91"}, "site_lats"),
        ({"shares": "no theme"}, "shares"),
    ],
)
def test_faults_name_their_column(tmp_path: Path, fault: dict[str, str], column: str) -> None:
    assert [error[:2] for error in told(imported(tmp_path, STRUCTURE | fault))] == [(2, column)]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"sites": (SiteOf(label="A", lon=5.0),)}, "longitude goes with a latitude"),
        ({"sites": (SiteOf(label="A", lon=0.0, lat=0.0),)}, "not 0, 0"),
        ({"sites": (SiteOf(),)}, "Give each site"),
        ({"offers": (OFFERS[0], OFFERS[0])}, "Say each theme once"),
        ({"offers": (OfferOf(direction=Direction.SEEKS, theme="x"),)}, "“x” is no theme"),
        ({"name": "x" * 201}, "200 fit"),
        ({"name": "a;b"}, "no semicolon"),
        ({"siret": "0" * 14}, "is not a SIRET"),
    ],
)
def test_operations_refuse_with_a_sentence(parts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(operations.InvalidContent, match=sentence):
        factories.organisation(**parts)


def test_revisions_keep_all_of_it() -> None:
    whole = factories.content(sites=SITES, offers=OFFERS, logo=None)
    assert from_json(as_json(whole)) == whole
    old = {name: value for name, value in as_json(whole).items() if name not in {"sites", "offers", "logo"}}
    assert from_json(old) == factories.content()


@pytest.mark.parametrize("half", ["lon", "lat"])
def test_the_database_refuses_half_a_point(half: str) -> None:
    factories.organisation(sites=SITES[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationSite.objects.update(**{half: None})
