"""The well-known set on the live server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils.timezone import now
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from cordee.accounts import codes, queries
from cordee.accounts import operations as accounts
from cordee.accounts.enums import Document
from cordee.accounts.models import User
from cordee.actions.tests.handed_in import photo
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership
from tests import data
from tests.journeys.people import PASSWORD, READERS, Letters, Reader, Window, window
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


@pytest.fixture(params=READERS, ids=["fr-phone", "en-desk"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """A language and a screen."""
    told: Reader = request.param
    return told


@pytest.fixture
def someone(chromium: Browser, cast: data.Cast, site: LiveServer, reader: Reader) -> Iterator[Window]:
    """The window of a person who has not signed in."""
    with window(chromium, site.url, reader) as hers:
        yield hers


@pytest.fixture
def contributor(chromium: Browser, cast: data.Cast, site: LiveServer, reader: Reader) -> Iterator[Window]:
    """The window of a validated contributor of the Atelier, signed in."""
    user = ready("carla@example.org", validated_at=now())
    Membership.objects.create(
        user=user, organisation=cast.structures["atelier"], state=MembershipState.ACTIVE
    )
    with window(chromium, site.url, reader) as hers:
        hers.sign_in(user.email)
        yield hers


@pytest.fixture
def animator(chromium: Browser, cast: data.Cast, site: LiveServer, reader: Reader) -> Iterator[Window]:
    """The window of an animator, signed in with her second factor."""
    user = ready("bea@example.org")
    accounts.set_office(user=user, is_animator=True)
    codes.set_up(user)
    with window(chromium, site.url, reader) as hers:
        hers.sign_in(user.email)
        yield hers


def ready(email: str, **fields: Any) -> User:
    """An account that has said who it is and accepted the terms."""
    name = email.partition("@")[0].title()
    user = User.objects.create_user(email, PASSWORD, first_name=name, last_name="Roux", **fields)
    accounts.introduce(user=user)
    accounts.accept(user=user, documents=list(Document), version=queries.terms_in_force())
    return user


@pytest.fixture
def photograph() -> Callable[[], bytes]:
    """A photograph as a telephone takes it."""
    return photo
