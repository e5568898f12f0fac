"""The answer leaves no earlier than the floor, whatever happened before it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from pytest_django.fixtures import Settings

from cordee.accounts import pace

pytestmark = pytest.mark.django_db
FLOOR = 0.5


class Clock:
    """A clock that only work and sleep move."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Clock:
    settings.CORDEE_PACE = FLOOR
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    return clock


def working(clock: Clock, seconds: float, status: int = 200) -> pace.View:
    """A view that takes so long."""

    def view(_request: HttpRequest) -> HttpResponse:
        clock.now += seconds
        return HttpResponse(status=status)

    return pace.paced(view)


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.499])
def test_quick_and_slow_work_last_the_same(clock: Clock, seconds: float) -> None:
    working(clock, seconds)(RequestFactory().post("/"))
    assert clock.now == pytest.approx(100 + FLOOR)


def test_work_beyond_the_floor_is_not_held_up(clock: Clock) -> None:
    working(clock, 0.7)(RequestFactory().post("/"))
    assert clock.slept == 0


def test_reading_is_not_held_up(clock: Clock) -> None:
    working(clock, 0)(RequestFactory().get("/"))
    assert clock.slept == 0


def test_a_flood_does_not_keep_the_server_waiting(clock: Clock) -> None:
    working(clock, 0, 429)(RequestFactory().post("/"))
    assert clock.slept == 0


def test_what_one_machine_posts_is_held_up_so_many_times_and_no_more(
    client: Client, clock: Clock, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "paced": "2/10m/ip"}
    address = reverse("account_signup")
    assert [client.post(address, {}).status_code for _n in range(4)] == [200, 200, 429, 429]
    assert clock.slept == pytest.approx(2 * FLOOR)
    assert client.post(address, {}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_failure_lasts_as_long(clock: Clock) -> None:
    def failing(_request: HttpRequest) -> HttpResponse:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # its own, said above
        pace.paced(failing)(RequestFactory().post("/"))
    assert clock.now == pytest.approx(100 + FLOOR)


def test_drawing_the_page_counts_as_work(clock: Clock) -> None:
    def slow() -> str:
        clock.now += 0.3
        return ""

    def view(request: HttpRequest) -> HttpResponse:
        return TemplateResponse(request, engines["django"].from_string("{{ slow }}"), {"slow": slow})

    pace.paced(view)(RequestFactory().post("/"))
    assert clock.now == pytest.approx(100 + FLOOR)


PACED = [
    "account_signup",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_password_reset_code",
]


@pytest.mark.parametrize("name", PACED)
def test_every_page_that_takes_an_address_or_its_code_keeps_the_pace(name: str, clock: Clock) -> None:
    view = resolve(reverse(name)).func
    assert getattr(view, "__globals__", {}).get("paced") is pace.paced
    assert getattr(view, "login_required", True) is False
