"""The picture of the map shows each role the places that it may see, neither more nor fewer."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.data import ROLES, Cast

SVG = "{http://www.w3.org/2000/svg}"


def drawn(client: Client) -> int:
    """How many places the marks stand for: a sign is one, a circle has its number."""
    root = ET.fromstring(client.get("/carte/affiche.svg").content)  # noqa: S314 # our own answer
    signs = [one for one in root.iter(f"{SVG}use") if re.match("(sign|vague) ", one.get("class", ""))]
    return len(signs) + sum(int(text.text or 0) for text in root.iter(f"{SVG}text"))


def listed(client: Client) -> int:
    """How many places with a point the results tell, page after page."""
    address, count = "/carte/resultats.json", 0
    while address:
        found = client.get(address).json()
        count += sum(place["lon"] is not None for one in found["results"] for place in one["locations"])
        address = found["next"]
    return count


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_poster_draws_what_the_list_tells(cast: Cast, role: str) -> None:
    client = cast.client(role)
    assert drawn(client) == listed(client) > 0


def test_who_may_see_more_sees_more(cast: Cast) -> None:
    assert drawn(cast.client("visitor")) < drawn(cast.client("administrator"))
