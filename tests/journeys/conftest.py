"""The well-known set on the live server."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import data
from tests.journeys.people import Letters
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
