"""What a structure's sheet says, as one plain value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from cordee.organisations.enums import Direction, Kind
from cordee.organisations.registers import rna_is_valid, siret_is_valid
from cordee.territory import instance
from cordee.territory.whereabouts import Verdict, judge_anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOf:
    """One place where a structure is: INSEE code of the commune, degrees WGS 84."""

    label: str = ""
    address: str = ""
    commune: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOf:
    """What a structure can share, or looks for, on a theme of the territory."""

    direction: Direction
    theme: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that a structure's sheet says: `parent` is another structure's number, `logo` an image's."""

    name: str
    kind: Kind
    acronym: str = ""
    commune: str = ""
    locality: str = ""
    parent: int | None = None
    logo: int | None = None
    siret: str = ""
    rna: str = ""
    website: str = ""
    source: str = ""
    note: str = ""
    is_generated: bool = False
    descriptions: Mapping[str, str] = field(default_factory=dict)
    sites: tuple[SiteOf, ...] = ()
    offers: tuple[OfferOf, ...] = ()

    def problems(self) -> list[str]:
        """What keeps this from being a sheet, in sentences that say how to mend it."""
        found = []
        if not self.name.strip():
            found.append(_("Give the structure a name."))
        if ";" in self.name:
            found.append(_("The name of a structure holds no semicolon: it separates names in tables."))
        if self.commune and self.locality:
            found.append(_("Give a commune of the territory or a place outside it, not both."))
        if self.siret and not siret_is_valid(self.siret):
            found.append(
                _("%(siret)s is not a SIRET number: 14 digits, the last being a check.")
                % {"siret": self.siret}
            )
        if self.rna and not rna_is_valid(self.rna):
            found.append(
                _("%(rna)s is not an RNA number: W, then 9 digits, such as W381234567.") % {"rna": self.rna}
            )
        if self.website and not self.website.startswith(("http://", "https://")):
            found.append(_("Write the website as an address that begins with https://."))
        return found + self._of_sites() + self._of_offers()

    def _of_sites(self) -> list[str]:
        found = []
        for site in self.sites:
            if not (site.label or site.address or site.commune):
                found.append(_("Give each site a label, an address or a commune."))
            if (site.lon is None) != (site.lat is None):
                found.append(_("A longitude goes with a latitude: give both, or neither."))
            elif site.lon is not None and site.lat is not None and is_lost(site.lon, site.lat):
                found.append(_("A site's longitude and latitude are degrees, and not 0, 0."))
        return found

    def _of_offers(self) -> list[str]:
        known = instance.current().themes
        found = [
            _("“%(code)s” is no theme of the territory.") % {"code": offer.theme[:80]}
            for offer in self.offers
            if offer.theme not in known
        ]
        if len({(offer.direction, offer.theme) for offer in self.offers}) < len(self.offers):
            found.append(_("Say each theme once among what is shared, and once among what is looked for."))
        return found


def is_lost(lon: float, lat: float) -> bool:
    """No point of the Earth, or the one where only lost coordinates lie."""
    return judge_anywhere(lon, lat) != Verdict.OK


NOT_SCALARS = {"parent", "logo", "descriptions", "sites", "offers"}
SCALARS = tuple(item.name for item in fields(Content) if item.name not in NOT_SCALARS)
"""The parts that are columns of `Organisation` itself."""


def changed_parts(before: Content, after: Content) -> dict[str, list[Any]]:
    """Each part that differs, with what it said and what it says, ready for JSON."""
    old, new = as_json(before), as_json(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def tidy(content: Content) -> Content:
    """The same without spaces around texts, offers in the order that is kept."""
    offers = (replace(offer, text=offer.text.strip()) for offer in content.offers)
    return replace(
        content,
        **{name: getattr(content, name).strip() for name in _WORDS},
        descriptions={code: text.strip() for code, text in content.descriptions.items() if text.strip()},
        sites=tuple(
            replace(site, label=site.label.strip(), address=site.address.strip()) for site in content.sites
        ),
        offers=tuple(sorted(offers, key=lambda offer: (offer.direction, offer.theme))),
    )


_WORDS = ("name", "acronym", "locality", "siret", "rna", "website", "source", "note")


def as_json(content: Content) -> dict[str, Any]:
    """The content in JSON's own types."""
    data = asdict(content)
    return data | {name: list(data[name]) for name in ("sites", "offers")}


def from_json(data: Mapping[str, Any]) -> Content:
    """The content that `as_json` wrote; one kept before a part existed lacks it."""
    values = dict(data) | {"kind": Kind(data["kind"])}
    values["sites"] = tuple(SiteOf(**site) for site in data.get("sites", ()))
    values["offers"] = tuple(
        OfferOf(**offer | {"direction": Direction(offer["direction"])}) for offer in data.get("offers", ())
    )
    return Content(**values)
