"""Every kind of page, fetched."""

import pytest
from django.test import Client

from tests import data
from tests.pages.kinds import addresses
from tests.pages.reading import Reading, read


@pytest.fixture
def cast(db: None) -> data.Cast:
    """Persons, structures and actions of every sort."""
    return data.make()


@pytest.fixture(params=["", "/en"], ids=["French", "English"])
def pages(cast: data.Cast, client: Client, request: pytest.FixtureRequest) -> dict[str, Reading]:
    """What each kind of page says, in one language, by its address."""
    return {address: read(client.get(address)) for address in addresses(cast, request.param).values()}
