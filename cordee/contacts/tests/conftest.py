"""Letters of these tests wait in the mail table, as on a real site."""

import pytest


@pytest.fixture(autouse=True)
def mail_table(settings: object) -> None:
    """pytest-django would keep them in memory."""
    settings.EMAIL_BACKEND = "cordee.core.mail.backend.TableBackend"  # type: ignore[attr-defined]
