"""`AtlasQuery`: the one question that map, list, table and exports answer, and how an address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MULTIPLE: Final = (
    "type", "odd", "theme", "forme", "pays", "zone", "nature", "structure", "commune", "origine", "etat",
    "confirmee",
)  # fmt: skip
"""Parameters that may be repeated: OR inside one, AND across them."""
FACETS: Final = ("type", "odd", "pays", "zone", "nature", "etat", "theme", "forme", "commune", "origine")
"""Those that are counted, in the order of the answer."""
CONFIRMED: Final = ("oui", "non")
"""Whether the structure says it itself, had it entered or has confirmed it (`confirmee`)."""
PLACED: Final = ("pays", "zone")
"""Facets of a place: with `bbox`, one single place must meet them all."""
PAGE_SIZE: Final = 50


class Sort(TextChoices):
    """Orders of the results (`tri`)."""

    RELEVANCE = "pertinence", _("Relevance")
    RECENT = "recent", _("Most recent")
    TITLE = "titre", _("Title")
    COUNTRY = "pays", _("Country")
    STRUCTURE = "structure", _("Structure")


class Layout(TextChoices):
    """How the page shows the results (`vue`)."""

    LIST = "liste", _("List")
    TABLE = "tableau", _("Table")


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees, sides included; a west greater than the east crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{Decimal(repr(side)):f}" for side in (self.west, self.south, self.east, self.north))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasQuery:
    """Words, facets, years, box, order, page: all that an address of the atlas says."""

    words: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    box: Box | None = None
    sort: Sort = Sort.RECENT
    page: int = 1
    layout: Layout = Layout.LIST

    @property
    def is_filtered(self) -> bool:
        """Something narrows the results."""
        return bool(self.words or self.facets or self.box or self.since is not None or self.until is not None)

    @property
    def has_years(self) -> bool:
        """A span of years is asked for."""
        return self.since is not None or self.until is not None

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one facet."""
        return self.facets.get(name, ())

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that say this query, in one canonical order, defaults left out."""
        found = [("q", self.words)] if self.words else []
        found += [(name, value) for name in MULTIPLE for value in self.values(name)]
        found += [
            (name, str(year))
            for name, year in (("depuis", self.since), ("jusqu", self.until))
            if year is not None
        ]
        if self.box:
            found.append(("bbox", str(self.box)))
        if self.sort != self.default_sort:
            found.append(("tri", self.sort))
        if self.layout != Layout.LIST:
            found.append(("vue", self.layout))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    @property
    def default_sort(self) -> Sort:
        """By relevance where there are words, else the most recent first."""
        return Sort.RELEVANCE if self.words else Sort.RECENT

    def encoded(self) -> str:
        """The query string, without its question mark; empty for the whole atlas."""
        return urlencode(self.pairs())

    def with_value(self, name: str, value: str) -> "AtlasQuery":
        """The same query with one more value of a facet, on its first page."""
        return replace(self, facets={**self.facets, name: (*self.values(name), value)}, page=1)

    def without_value(self, name: str, value: str) -> "AtlasQuery":
        """The same query without one value of a facet, on its first page."""
        left = tuple(item for item in self.values(name) if item != value)
        facets = {key: values for key, values in self.facets.items() if key != name}
        return replace(self, facets=facets | ({name: left} if left else {}), page=1)

    def without(self, name: str) -> "AtlasQuery":
        """The same query without one parameter, named as in addresses."""
        if name in MULTIPLE:
            return replace(
                self, facets={key: values for key, values in self.facets.items() if key != name}, page=1
            )
        if name == "q":
            sort = Sort.RECENT if self.sort == Sort.RELEVANCE else self.sort
            return replace(self, words="", sort=sort, page=1)
        dropped: dict[str, Any] = {
            "depuis": {"since": None},
            "jusqu": {"until": None},
            "bbox": {"box": None},
        }[name]
        return replace(self, **dropped, page=1)
