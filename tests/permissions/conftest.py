"""The cast, made once for each test."""

import pytest
from pytest_django.fixtures import Settings

from tests import data


@pytest.fixture
def cast(db: None, settings: Settings) -> data.Cast:
    """Persons, structures and actions of every sort, and the letters that were written meanwhile."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"  # which Django takes out for tests
    return data.make()
