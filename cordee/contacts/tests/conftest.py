"""Letters of these tests wait in the mail table, as on a real site."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def mail_table(settings: Any) -> None:
    """pytest-django would keep them in memory."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"
