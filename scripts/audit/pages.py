"""Which pages are looked at: every kind of page in both languages for the markup, five for Lighthouse."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from scripts.screenshots import PAGES

LANGUAGES: Final = {"fr": "", "en": "/en"}
PATIENCE: Final = 60.0  # seconds
_COMMUNE = re.compile(r"/communes/\w+/")


def fetched(url: str, into: Path) -> dict[Path, str]:
    """The HTML of every page as the site answers it, each in a file: the address by the file."""
    return {_kept(url, address, into / f"{name}.html"): address for name, address in _all(url)}


def measured(url: str) -> dict[str, str]:
    """The five pages of Lighthouse: most visits begin on one of them."""
    first = _first(url)
    return {
        "home": "/",
        "action": first["url"],
        "structure": _structure(first),
        "country": PAGES["country"],
        "map": PAGES["map"],
    }


def _all(url: str) -> Iterator[tuple[str, str]]:
    first = _first(url)
    more = {
        "action": first["url"],
        "structure": _structure(first),
        "map-action": f"/carte/?action={first['slug']}",
        "commune": _COMMUNE.findall(_answer(f"{url}/communes/").decode())[0],
        "style-guide": "/styleguide/",
    }
    for language, prefix in LANGUAGES.items():
        for name, address in {**PAGES, **more}.items():
            yield f"{name}-{language}", prefix + address


def _first(url: str) -> dict[str, Any]:
    found = json.loads(_answer(f"{url}/carte/resultats.json?tri=titre"))["results"]
    if not found:
        raise SystemExit("The site shows no action: an audit needs the demonstration or data of its own.")
    first: dict[str, Any] = found[0]
    return first


def _structure(first: dict[str, Any]) -> str:
    return f"/structures/{first['organisation']['slug']}/"


def _kept(url: str, address: str, file: Path) -> Path:
    file.write_bytes(_answer(url + address))
    return file


def _answer(address: str) -> bytes:
    """The body, of a page that is not found too."""
    request = Request(address, headers={"Accept-Language": "fr"})  # noqa: S310  # our own site
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            body: bytes = answer.read()
    except HTTPError as refusal:
        if refusal.code != 404:
            raise
        body = refusal.read()
    except URLError as fault:
        told = f"No site answers at {address} ({fault.reason}): start it, or leave --url out."
        raise SystemExit(told) from None
    return body
