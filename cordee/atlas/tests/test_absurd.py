"""Whatever an address asks of the atlas, it is answered or refused, at a price that is known beforehand.

The price is counted in questions to the database, and on SQLite in steps of its machine: never in time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cordee.atlas.query import MULTIPLE
from cordee.atlas.tests import absurd
from cordee.atlas.tests.asking import World
from cordee.organisations.models import Organisation

CASES = 480
GROUP = 40
MOST_QUERIES = 47
MOST_STEPS = 400
EVERY = 1000
"""Steps of SQLite's machine between two counts."""


@contextmanager
def steps() -> Iterator[list[int]]:
    """Thousands of steps that SQLite makes inside; none elsewhere."""
    made = [0]

    def count() -> int:
        made[0] += 1
        return 0

    raw = connection.connection if connection.vendor == "sqlite" else None
    if raw is not None:
        raw.set_progress_handler(count, EVERY)
    try:
        yield made
    finally:
        if raw is not None:
            raw.set_progress_handler(None, EVERY)


def price(client: Client, address: str) -> tuple[int, int, int]:
    """Status, questions and thousands of steps of one address, read to its end."""
    with CaptureQueriesContext(connection) as asked, steps() as made:
        response = client.get(address)
        if response.streaming:
            list(response)
    return response.status_code, len(asked), made[0]


@pytest.mark.django_db
@pytest.mark.parametrize("first", range(0, CASES, GROUP))
def test_absurd_addresses_are_answered_or_refused_at_a_known_price(
    grenoble: World, client: Client, first: int
) -> None:
    client.raise_request_exception = False
    faults = []
    for seed in range(first, first + GROUP):
        address = absurd.address(seed)
        status, queries, made = price(client, address)
        if status not in (200, 204, 400, 404) or queries > MOST_QUERIES or made > MOST_STEPS:
            faults.append(f"seed {seed}: {status}, {queries} queries, {made},000 steps: {address[:300]}")
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
def test_all_at_once_is_the_dearest(grenoble: World, client: Client) -> None:
    """Ten mistaken words, every facet, years, a box, a selected action: what the bound above is made for."""
    words = " ".join(
        f"{word}zq" for word in ("cooperation", "montagne", "jumelage", "universite", "solidarite")
    )
    facets = [(name, value) for name in MULTIPLE for value in absurd.known(name)[:3]]
    asked = [
        ("q", f"{words} {words[::-1]}"),
        ("depuis", "1990"),
        ("jusqu", "2021"),
        ("bbox", "-180,-90,180,90"),
    ]
    for path in ("/carte/", "/carte/resultats.json", "/carte/export.csv"):
        address = f"{path}?{urlencode([*asked, *facets])}"
        status, queries, made = price(client, address)
        assert status == 200
        assert queries <= MOST_QUERIES
        assert made <= MOST_STEPS


@pytest.mark.django_db
def test_many_structures_ask_no_more_than_one(grenoble: World, client: Client) -> None:
    slug = Organisation.objects.values_list("slug", flat=True)[:1].get()
    few = f"/carte/?structure={slug}"
    many = few + "".join(f"&structure=nobody-{n}" for n in range(900))
    (_status, once, _steps), (status, often, _more) = price(client, few), price(client, many)
    assert (status, often) == (200, once)


def test_the_same_seed_gives_the_same_address() -> None:
    assert [absurd.address(seed) for seed in range(50)] == [absurd.address(seed) for seed in range(50)]
    assert len({absurd.address(seed) for seed in range(CASES)}) == CASES
