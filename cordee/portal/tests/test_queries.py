"""A page asks the database the same number of times, whatever it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cordee.organisations.models import Organisation
from cordee.portal.tests.things import KYOTO, TOKYO, action, structure

PATHS = (
    "/", "/actions/{action}/", "/structures/", "/structures/{structure}/", "/pays/", "/pays/JP/",
    "/communes/", "/communes/38185/", "/sitemap.xml",
)  # fmt: skip


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_the_number_of_queries_does_not_follow_the_rows(client: Client, path: str) -> None:
    lead = structure()
    done = action(lead, "First")
    for n in range(4):
        action(lead, f"Few {n}", places=(TOKYO, KYOTO))
    address = path.format(action=done.slug, structure=lead.slug)
    few = asked(client, address)
    for n in range(12):
        other = structure(f"Structure {n}", parent=lead.pk)
        action(other, f"Many {n}", places=(TOKYO, KYOTO), goals=(4, 6, 11), themes=("eau",))
    assert Organisation.objects.count() == 13
    assert asked(client, address) == few
    assert few <= 12


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/a-propos/", "/credits/", "/robots.txt", "/marque.css"])
def test_what_surrounds_a_page_asks_nothing(client: Client, path: str) -> None:
    assert asked(client, path) == 0
