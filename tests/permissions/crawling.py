"""Going through the site as one person, by its links alone; and what the log writes down meanwhile."""

import logging
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from django.test import Client

from cordee.core.logs import WithoutLinks
from tests.permissions.answers import text_of

_LINK = re.compile(
    r"""(?<![-\w])(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>|"(?:url|next)": "([^"]+)\""""
)


def crawl(
    client: Client, seeds: Sequence[str], *, left_out: str, not_followed: Collection[str] = ()
) -> dict[str, str]:
    """Every page that is reached from the seeds by following links, each once, with its text.

    No link is followed that begins as `left_out` (an expression) says; of `not_followed` no link is.
    """
    waiting, pages, out = deque(seeds), dict[str, str](), re.compile(left_out)
    while waiting:
        address = waiting.popleft()
        if address in pages:
            continue
        response = client.get(address)
        pages[address] = text_of(response)
        if response.status_code in (301, 302):
            found: Iterable[str] = [response.headers["Location"]]
        else:
            is_followed = response.status_code == 200 and address not in not_followed
            found = _links(pages[address], address) if is_followed else []
        waiting.extend(one for one in found if one not in pages and not out.match(one))
    return pages


def _links(text: str, base: str) -> Iterator[str]:
    """Internal addresses; of those with parameters, the ones with a single one: the others repeat them."""
    for found in _LINK.findall(text):
        parts = urlsplit(urldefrag(urljoin(f"http://testserver{base}", "".join(found)))[0])
        if parts.netloc == "testserver" and parts.scheme == "http" and len(parse_qsl(parts.query)) <= 1:
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


@contextmanager
def log() -> Iterator[list[str]]:
    """The lines that the site's log would hold."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.addFilter(WithoutLinks())
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)
