"""The ground of the map is answered by parts, uncompressed and for ever, by both servers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served.server import Served, in_production, started

pytestmark = pytest.mark.once


@pytest.fixture(scope="module", params=[started, in_production], ids=["start", "production"])
def server(request: pytest.FixtureRequest, home: Path) -> Iterator[Served]:
    """Each of the two ways in which the project is served."""
    with request.param(home) as served:
        yield served


def test_the_ground_is_answered_by_ranges(server: Served) -> None:
    host = f"Host: {server.host}"
    _status, page = server.asked("/carte/", host)
    found = re.search(r'"basemap": "(/static/[^"]+\.[0-9a-f]{12}\.pmtiles)"', page)
    assert found
    status, answer = server.asked(found[1], host, "Range: bytes=0-126", "Accept-Encoding: gzip, br")
    head, _, body = answer.partition("\r\n\r\n")
    assert status == 206
    assert body.startswith("PMTiles")
    assert re.search(r"content-range: bytes 0-126/\d{7}\r\n", f"{head}\r\n", re.IGNORECASE)
    assert "content-encoding" not in head.lower()
    assert "immutable" in head
