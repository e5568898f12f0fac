"""Another ground under the live map: which addresses a host may give, and what the browser may ask for then.

`CORDEE_BASEMAP` is a PMTiles file with our layers, `CORDEE_BASEMAP_STYLE` a whole style of MapLibre.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

# What follows goes into a header: no space, quote, comma or semicolon.
_ADDRESS = re.compile(
    r"(?P<origin>https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?)?/(?!/)[\w./~%{}?=&-]*", re.ASCII
)
_PLACES = {"theme", "language"}


def origins(*addresses: str) -> list[str]:
    """The other hosts that these addresses name, for the content security policy; none for our own."""
    found = (_ADDRESS.fullmatch(address) for address in addresses)
    return sorted({match["origin"] for match in found if match and match["origin"]})


@register()
def addresses_can_be_used(**_: Any) -> list[CheckMessage]:
    """A slip of the pen would be a map without ground for every visitor."""
    # Imported here: the settings themselves read this module.
    from django.conf import settings  # noqa: PLC0415

    tiles, style = settings.CORDEE_BASEMAP, settings.CORDEE_BASEMAP_STYLE
    return [*_tiles_faults(tiles), *_style_faults(style), *_both(tiles, style)]


def _tiles_faults(address: str) -> Iterator[CheckMessage]:
    if address and not (_ADDRESS.fullmatch(address) and address.partition("?")[0].endswith(".pmtiles")):
        yield Error(
            f"CORDEE_BASEMAP is «{address}», which is no address of a PMTiles file.",
            hint="Give its address on this site, such as /fonds/world.pmtiles, or one that begins with "
            "https://. A file of this machine needs an address: docs/operate.md says how.",
            id="cordee.E005",
        )


def _style_faults(address: str) -> Iterator[CheckMessage]:
    places = set(re.findall(r"\{(.*?)\}", address))
    if address and not (_ADDRESS.fullmatch(address) and places <= _PLACES):
        yield Error(
            f"CORDEE_BASEMAP_STYLE is «{address}», which is no address of a style.",
            hint="Give its address on this site, such as /fonds/{theme}.json, or one that begins with "
            "https://. {theme} becomes light or dark, {language} the language of the page.",
            id="cordee.E006",
        )


def _both(tiles: str, style: str) -> Iterator[CheckMessage]:
    if tiles and style:
        yield Error(
            "CORDEE_BASEMAP and CORDEE_BASEMAP_STYLE are both set, and a map has one ground.",
            hint="Keep the first for other tiles with our layers, the second for a style of your own.",
            id="cordee.E007",
        )
