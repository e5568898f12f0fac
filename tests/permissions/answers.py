"""What an answer says, whatever it is packed in."""

import io
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase


def text_of(response: HttpResponseBase) -> str:
    """What the answer says; the sheets of a workbook are taken out of their archive."""
    if isinstance(response, StreamingHttpResponse):
        content = b"".join(cast("Iterator[bytes]", response.streaming_content))
    else:
        assert isinstance(response, HttpResponse)
        content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return unescape(content.decode("utf-8", errors="replace"))
