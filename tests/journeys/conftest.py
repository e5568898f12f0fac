"""The well-known set on the live server."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import data


@pytest.fixture
def cast(site: LiveServer) -> data.Cast:
    """Persons, structures and actions of every sort."""
    return data.make()
