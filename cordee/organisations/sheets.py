"""A structure as a row of a table: the columns of imports and exports, and how each cell is read."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.tables import cells
from cordee.core.tables.columns import Column
from cordee.core.text import key_of
from cordee.organisations.content import Content, OfferOf, SiteOf
from cordee.organisations.enums import Direction, Kind
from cordee.organisations.registers import rna_is_valid, siret_is_valid
from cordee.territory import instance
from cordee.territory.lists import slugs

COLUMNS = (
    Column("key", ("cle", "clé", "identifiant", "id"), "key by which the source knows the structure"),
    Column("name", ("nom", "structure", "raison sociale", "organisation"), "name"),
    Column("acronym", ("sigle", "acronyme"), "acronym"),
    Column(
        "kind",
        ("nature", "type", "type de structure"),
        "company, association, university, laboratory, public body",
    ),
    Column(
        "commune",
        ("ville", "insee", "code insee"),
        "commune by its name or INSEE code; another place is kept as such",
    ),
    Column(
        "parent_key",
        ("parent", "structure mere", "rattachement"),
        "key of the structure it is a department of",
    ),
    Column("siret", ("numero siret",), "SIRET number, 14 digits"),
    Column("rna", ("numero rna",), "RNA number of an association, W and 9 digits"),
    Column("website", ("site", "site web", "url"), "address that begins with https://"),
    Column("description", ("presentation",), "description in the territory's first language"),
    Column("shares", ("partage", "peut partager"), "themes on which it can help, with ;  a sentence after :"),
    Column(
        "seeks", ("cherche", "recherche"), "themes on which it looks for help, with ;  a sentence after :"
    ),
    Column("site_labels", ("sites",), "names of its sites, with ;"),
    Column("site_addresses", ("adresses",), "their addresses; one for each site"),
    Column("site_communes", ("communes des sites",), "their communes, by name or INSEE code"),
    Column("site_lons", ("longitudes",), "their longitudes in degrees"),
    Column("site_lats", ("latitudes",), "their latitudes in degrees"),
    Column("source", ("sources",), "where this is known from"),
    Column("note", ("remarque",), "note"),
    Column("in_metropole", ("dans la metropole",), "said by the commune", is_read=False),
    Column("website_basis", (), "basis of the website", is_read=False),
)
REQUIRED = ("name", "kind")
OFFERS = {"shares": Direction.SHARES, "seeks": Direction.SEEKS}
SITE_COLUMNS = ("site_labels", "site_addresses", "site_communes", "site_lons", "site_lats")


class ColumnError(cells.CellError):
    """A cell that cannot be read, with the name of its column."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


_SYNONYMS = {
    "societe": Kind.COMPANY,
    "company": Kind.COMPANY,
    "collectivite": Kind.PUBLIC_BODY,
    "public": Kind.PUBLIC_BODY,
    "universite ou ecole": Kind.UNIVERSITY,
    "ecole": Kind.UNIVERSITY,
    "labo": Kind.LABORATORY,
}


def kinds() -> Mapping[str, str]:
    """Codes of the kinds of structure by each word for them."""
    own = instance.current().labels.get("kind", {})
    words = dict(_SYNONYMS)
    for kind in Kind:
        for word in (kind.value, str(kind.label), *own.get(kind.value, {}).values()):
            words[key_of(word)] = kind
    return {key_of(kind.value): kind.value for kind in Kind} | {
        word: str(kind) for word, kind in words.items()
    }


def commune_of(text: str) -> tuple[str, str]:
    """(INSEE code, "") for a commune of the territory, else ("", the place as written)."""
    commune = instance.current().commune_named(text) if text.strip() else None
    return (commune.insee, "") if commune else ("", cells.within(text, 120))


def read(row: Mapping[str, str], parents: Mapping[str, int]) -> Content:
    """What a row says. Raises `ColumnError`."""

    def cell(name: str, take: Callable[[str], Any]) -> Any:
        try:
            return take(row.get(name, "").strip())
        except cells.CellError as error:
            raise ColumnError(name, str(error)) from error

    commune, locality = cell("commune", commune_of)
    description = cell("description", str)
    return Content(
        name=cell("name", _name),
        kind=Kind(cell("kind", lambda text: cells.choice(text, kinds()))),
        acronym=cell("acronym", lambda text: cells.within(text, 40)),
        commune=commune,
        locality=locality,
        parent=cell("parent_key", lambda text: _parent(text, parents)),
        siret=cell("siret", _siret),
        rna=cell("rna", _rna),
        website=cell("website", _website),
        source=cell("source", str),
        note=cell("note", str),
        sites=_sites(row),
        offers=tuple(
            offer
            for column, direction in OFFERS.items()
            for offer in cell(column, partial(_offers, direction=direction))
        ),
        descriptions={instance.first_language(): description} if description else {},
    )


def _sites(row: Mapping[str, str]) -> tuple[SiteOf, ...]:
    lists = {name: cells.listed(row.get(name, "")) for name in SITE_COLUMNS}
    count = max(map(len, lists.values()))
    for name, values in lists.items():
        if values and len(values) != count:
            raise ColumnError(
                name,
                _("“%(name)s” has %(given)d values for %(count)d sites: give one for each, separated by ;.")
                % {"name": name, "given": len(values), "count": count},
            )
    return tuple(
        _site({name: values[n] if values else "" for name, values in lists.items()}) for n in range(count)
    )


def _site(parts: Mapping[str, str]) -> SiteOf:
    def cell(name: str, take: Callable[[str], Any]) -> Any:
        try:
            return take(parts[name]) if parts[name] else None
        except cells.CellError as error:
            raise ColumnError(name, str(error)) from error

    return SiteOf(
        label=parts["site_labels"],
        address=parts["site_addresses"],
        commune=cell("site_communes", _own_commune) or "",
        lon=cell("site_lons", lambda text: cells.degrees(text, 180)),
        lat=cell("site_lats", lambda text: cells.degrees(text, 90)),
    )


def _own_commune(text: str) -> str:
    code, _elsewhere = commune_of(text)
    if not code:
        raise cells.CellError(
            _("“%(text)s” is no commune of the territory: put the whole address in site_addresses.")
            % {"text": text[:80]}
        )
    return code


def _offers(text: str, *, direction: Direction) -> list[OfferOf]:
    found = []
    for part in cells.filled(text):
        theme, _colon, sentence = part.partition(":")
        code = cells.choice(theme, slugs("theme"))
        found.append(OfferOf(direction=direction, theme=code, text=sentence.strip()))
    return found


def _name(text: str) -> str:
    if not text:
        raise cells.CellError(_("Give the structure a name."))
    return cells.within(text, 200)


def _parent(text: str, parents: Mapping[str, int]) -> int | None:
    if text and text not in parents:
        raise cells.CellError(
            _("No structure has the key “%(key)s”: put it in the file, or leave the cell empty.")
            % {"key": text}
        )
    return parents[text] if text else None


def _bare(text: str) -> str:
    """A number as it is kept, without the spaces that make it readable."""
    return text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")


def _siret(text: str) -> str:
    bare = _bare(text)
    if bare and not siret_is_valid(bare):
        raise cells.CellError(
            _("%(siret)s is not a SIRET number: 14 digits, the last being a check.") % {"siret": bare[:80]}
        )
    return bare


def _rna(text: str) -> str:
    bare = _bare(text).upper()
    if bare and not rna_is_valid(bare):
        raise cells.CellError(
            _("%(rna)s is not an RNA number: W, then 9 digits, such as W381234567.") % {"rna": bare[:80]}
        )
    return bare


def _website(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise cells.CellError(_("Write the website as an address that begins with https://."))
    return cells.within(text, 500)
