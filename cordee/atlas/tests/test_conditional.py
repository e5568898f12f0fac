"""A browser that asks again is answered with 304 as long as nothing has changed, and never otherwise."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from time import sleep

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from cordee.actions.content import Place
from cordee.actions.enums import Audience, Precision
from cordee.actions.tests.factories import OXFORD, action, edited, person
from cordee.atlas.conditional import made_once
from cordee.atlas.index import follow
from cordee.atlas.models import Document

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "/carte/resultats.json",
    "/carte/tuiles/0/0/0.mvt",
    "/carte/affiche.svg",
    "/carte/export.csv",
    "/carte/export.geojson",
    "/carte/export.xlsx",
)
OPENING = (
    "/carte/affiche.svg",
    "/carte/tuiles/0/0/0.mvt",
    "/carte/tuiles/1/0/0.mvt",
    "/carte/tuiles/1/1/1.mvt",
)
DAKAR = Place(precision=Precision.CITY, place="Dakar", country="SN", lon=-17.44, lat=14.69)


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


@pytest.fixture
def keeping(settings: Settings) -> None:
    """A cache that keeps, as on a server; empty, for it lives as long as the process."""
    settings.CACHES = settings.CACHES | {
        "pictures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    caches["pictures"].clear()


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("address", OPENING)
def test_the_picture_of_the_world_is_made_once(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    action()
    made = client.get(address)
    with django_assert_num_queries(1):  # the mark of the journal, for the tag and for what is kept
        kept = client.get(address)
    assert (kept.status_code, kept.content, kept.headers) == (made.status_code, made.content, made.headers)


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("address", OPENING[:2])
def test_a_kept_picture_is_not_shown_after_a_change_nor_to_a_person(client: Client, address: str) -> None:
    action(places=(OXFORD,))
    before = client.get(address).content
    secret = action(places=(DAKAR,), audience=Audience.VERIFIED)
    assert client.get(address).content == before
    client.force_login(person(verified=True))
    assert client.get(address).content != before
    client.logout()
    assert client.get(address).content == before
    edited(secret, audience=Audience.PUBLIC)
    assert client.get(address).content != before


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize("spelling", ["00/0/0.mvt", "0/0/0.mvt?", "0/0/0.mvt?&"])
def test_no_spelling_of_an_address_makes_another_picture(
    client: Client, spelling: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    action()
    made = client.get("/carte/tuiles/0/0/0.mvt")
    with django_assert_num_queries(1):
        assert client.get(f"/carte/tuiles/{spelling}").content == made.content
    with django_assert_num_queries(1):
        assert client.get(f"/en/carte/tuiles/{spelling}").content == made.content


def visited(view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer to a visitor who opens the map."""
    request = RequestFactory().get("/carte/affiche.svg")
    request.user = AnonymousUser()
    response = made_once(view)(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.fixture
def unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that stays as it is, and needs no database."""
    monkeypatch.setattr("cordee.atlas.conditional.mark", lambda: "1-1")


@pytest.mark.usefixtures("keeping", "unchanged")
def test_what_could_not_be_made_is_made_at_the_next_visit() -> None:
    answers = [HttpResponse("busy", status=503), HttpResponse("a picture")]

    def view(_request: HttpRequest) -> HttpResponse:
        return answers.pop(0)

    assert [visited(view).status_code for _ in range(3)] == [503, 200, 200]


@pytest.mark.usefixtures("keeping")
def test_a_fault_is_not_kept_either(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    action()
    with monkeypatch.context() as failing:
        failing.setattr("cordee.atlas.outputs.DEEPEST", -1)
        assert client.get("/carte/tuiles/0/0/0.mvt").status_code == 404
    assert client.get("/carte/tuiles/0/0/0.mvt").status_code == 200


@pytest.mark.usefixtures("keeping", "unchanged")
def test_those_who_ask_together_wait_for_one_picture() -> None:
    drawn: list[HttpRequest] = []

    def slow(request: HttpRequest) -> HttpResponse:
        drawn.append(request)
        sleep(0.2)
        return HttpResponse("a picture")

    with ThreadPoolExecutor(4) as visitors:
        assert set(visitors.map(lambda _: visited(slow).content, range(4))) == {b"a picture"}
    assert len(drawn) == 1


@pytest.mark.usefixtures("keeping", "unchanged")
def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cordee.atlas.conditional._PATIENCE", 0.05)
    is_over = Event()

    def stuck(_request: HttpRequest) -> HttpResponse:
        if not is_over.is_set():
            is_over.set()
            sleep(1)
        return HttpResponse("a picture")

    with ThreadPoolExecutor(1) as other:
        first = other.submit(visited, stuck)
        is_over.wait()
        assert visited(stuck).content == b"a picture"
        assert not first.done()


@pytest.mark.usefixtures("keeping")
def test_an_index_made_anew_is_shown(client: Client) -> None:
    """Whatever was wrong with it: its answers are kept under what the journal says."""
    action()
    Document.objects.all().delete()
    assert client.get("/carte/tuiles/0/0/0.mvt").status_code == 204
    follow.rebuild()
    assert client.get("/carte/tuiles/0/0/0.mvt").status_code == 200


@pytest.mark.usefixtures("keeping")
def test_what_is_near_or_filtered_is_not_kept(client: Client) -> None:
    action()
    for address in (
        "/carte/affiche.svg?type=projet",
        "/carte/tuiles/3/4/2.mvt",
        "/carte/tuiles/0/0/0.mvt?odd=4",
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) > 1, address
