"""What an answer says, whatever it is packed in."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_MARK = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<="CSRF_TOKEN": ")\w+|(?<=nonce=")[\w+/=-]+'
)
"""Letters by chance, which may make any short word."""


def text_of(response: HttpResponseBase) -> str:
    """What the answer says, without the marks of its forms."""
    return unescape(_MARK.sub("", written_in(response)))


def written_in(response: HttpResponseBase) -> str:
    """The answer as it is written; the sheets of a workbook are taken out of their archive."""
    if isinstance(response, StreamingHttpResponse):
        content = b"".join(cast("Iterator[bytes]", response.streaming_content))
    else:
        assert isinstance(response, HttpResponse)
        content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace")
