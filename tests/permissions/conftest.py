"""The cast, made once for each test."""

import pytest

from tests import data


@pytest.fixture
def cast(db: None) -> data.Cast:
    """Persons, structures and actions of every sort."""
    return data.make()
