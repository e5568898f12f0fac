"""One installation for all that is asked of the servers."""

from pathlib import Path

import pytest

from tests.served.server import prepared


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation without actions. To make it takes half a minute."""
    folder = tmp_path_factory.mktemp("served")
    prepared(folder)
    return folder
