"""The well-known set on the live server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from cordee.accounts import codes
from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.actions.tests.handed_in import photo
from tests import data
from tests.journeys.people import READERS, Arrive, Letters, Reader, Window, member, ready, window
from tests.relay import Relay, listening
from tests.served.server import free_port


@pytest.fixture
def cast(site: LiveServer) -> data.Cast:
    """Persons, structures and actions of every sort."""
    return data.make()


@pytest.fixture
def letters(settings: Settings) -> Iterator[Letters]:
    """A relay listens on the loopback, and what the site writes is carried there over SMTP."""
    relay, port = Relay(), free_port()
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"  # which Django takes out for tests
    settings.MAIL_CARRIER = "cordee.core.mail.relay.Relay"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    with listening(relay, port):
        yield Letters(relay)


@pytest.fixture
def translated(settings: Settings) -> None:
    """The words of a real site."""
    settings.LOCALE_PATHS = [settings.BASE_DIR / "locale"]


@pytest.fixture(params=READERS, ids=["fr-phone", "en-desk"])
def reader(request: pytest.FixtureRequest, translated: None) -> Reader:
    """A language and a screen."""
    told: Reader = request.param
    return told


@pytest.fixture
def arrive(chromium: Browser, cast: data.Cast, site: LiveServer, reader: Reader) -> Iterator[Arrive]:
    """Opens a window for whoever comes; an account that is named signs in, with its second factor if any."""
    with ExitStack() as windows:

        def come(user: User | None = None) -> Window:
            hers = windows.enter_context(window(chromium, site.url, reader))
            if user:
                hers.sign_in(user.email)
            return hers

        yield come


@pytest.fixture
def someone(arrive: Arrive) -> Window:
    """The window of a person who has not signed in."""
    return arrive()


@pytest.fixture
def contributor(arrive: Arrive, cast: data.Cast) -> Window:
    """The window of a validated contributor of the Atelier, signed in."""
    return arrive(member("carla@example.org", cast.structures["atelier"]))


@pytest.fixture
def animator(arrive: Arrive) -> Window:
    """The window of an animator, signed in with her second factor."""
    user = ready("bea@example.org")
    accounts.set_office(user=user, is_animator=True)
    codes.set_up(user)
    return arrive(user)


@pytest.fixture
def photograph() -> Callable[[], bytes]:
    """A photograph as a telephone takes it."""
    return photo
