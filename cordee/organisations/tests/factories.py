"""Structures for tests, written as the site writes them."""

from itertools import count
from typing import Any

from cordee.organisations import operations
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation

_numbers = count(1)


def content(**parts: Any) -> Content:
    """What a small association says."""
    return Content(**{"name": "Maison des échanges", "kind": Kind.ASSOCIATION} | parts)


def organisation(key: str = "", **parts: Any) -> Organisation:
    """A live structure."""
    key = key or f"structure-{next(_numbers)}"
    operations.put([operations.Entry(key=key, content=content(**parts))])
    return Organisation.objects.get(key=key)
