"""Addresses are those without a language, whatever an earlier test has left."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    with override("fr"):
        yield
