"""What a structure's sheet says, as one plain value."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from cordee.organisations.enums import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that a structure's sheet says. `parent` is the number of another structure."""

    name: str
    kind: Kind
    acronym: str = ""
    commune: str = ""
    locality: str = ""
    parent: int | None = None
    siret: str = ""
    website: str = ""
    source: str = ""
    note: str = ""
    is_generated: bool = False
    descriptions: Mapping[str, str] = field(default_factory=dict)

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
        if self.website and not self.website.startswith(("http://", "https://")):
            found.append(_("Write the website as an address that begins with https://."))
        return found


SCALARS = tuple(item.name for item in fields(Content) if item.name not in {"parent", "descriptions"})
"""The parts that are columns of `Organisation` itself."""


def siret_is_valid(siret: str) -> bool:
    """14 digits whose Luhn sum is a multiple of ten; La Poste's (356000000) add up to a multiple of five.

    Source: INSEE's documentation of the SIRENE register.
    """
    if len(siret) != 14 or not siret.isascii() or not siret.isdigit():
        return False
    digits = [int(digit) for digit in siret]
    if siret.startswith("356000000") and sum(digits) % 5 == 0:
        return True
    doubled = [2 * digit if n % 2 == 0 else digit for n, digit in enumerate(digits)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def changed_parts(before: Content, after: Content) -> dict[str, list[Any]]:
    """Each part that differs, with what it said and what it says, ready for JSON."""
    old, new = asdict(before), asdict(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}
