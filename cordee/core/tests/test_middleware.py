"""What is compressed on its way, and what is not."""

import gzip
from collections.abc import Iterator
from typing import cast

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from cordee.core.middleware import CompressedText

LONG = b"Une corde, une autre corde. " * 100


def through(response: HttpResponseBase, accepted: str = "gzip, br") -> HttpResponseBase:
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING=accepted)
    return CompressedText(lambda _request: response).process_response(request, response)


@pytest.mark.parametrize("kind", ["text/html", "application/json", "application/vnd.mapbox-vector-tile"])
def test_text_and_tiles_are_compressed(kind: str) -> None:
    response = through(HttpResponse(LONG, content_type=kind))
    assert isinstance(response, HttpResponse)
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < len(LONG) / 5
    assert gzip.decompress(response.content) == LONG


def test_a_stream_is_compressed_as_it_goes() -> None:
    response = through(StreamingHttpResponse([LONG, LONG], content_type="text/csv; charset=utf-8"))
    assert isinstance(response, StreamingHttpResponse)
    assert gzip.decompress(b"".join(cast("Iterator[bytes]", response))) == LONG * 2


def test_what_is_compressed_already_is_left() -> None:
    response = through(FileResponse(iter([LONG]), content_type="image/png"))
    assert not response.has_header("Content-Encoding")


def test_who_does_not_take_it_gets_it_plain() -> None:
    assert not through(HttpResponse(LONG), accepted="identity").has_header("Content-Encoding")
