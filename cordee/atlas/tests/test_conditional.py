"""A browser that asks again is answered with 304 as long as nothing has changed, and never otherwise."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from cordee.actions.tests.factories import action, edited, person

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "/carte/resultats.json",
    "/carte/tuiles/0/0/0.mvt",
    "/carte/affiche.svg",
    "/carte/export.csv",
    "/carte/export.geojson",
    "/carte/export.xlsx",
)


def tag(client: Client, address: str) -> str:
    response = client.get(address)
    response.getvalue()  # to its end, which closes what it is read from
    return str(response["ETag"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_sent_twice(client: Client, address: str) -> None:
    action()
    first = client.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == "no-cache"
    first.getvalue()
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_change_is_seen_at_once(client: Client, address: str) -> None:
    known = action()
    before = tag(client, address)
    edited(known, goals=(4, 11))
    after = client.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after["ETag"] != before
    after.getvalue()


def test_address_language_and_day_tell_answers_apart(client: Client) -> None:
    with time_machine.travel(date(2026, 11, 26)):
        paths = (ADDRESSES[0], f"{ADDRESSES[0]}?odd=4", f"/en{ADDRESSES[0]}")
        tags = {tag(client, path) for path in paths}
    with time_machine.travel(date(2026, 11, 27)):
        tags.add(tag(client, ADDRESSES[0]))
    assert len(tags) == 4


def test_what_a_person_sees_is_not_kept(client: Client) -> None:
    client.force_login(person())
    response = client.get(ADDRESSES[0])
    assert not response.has_header("ETag")
    assert response["Cache-Control"] == "private, no-store"
