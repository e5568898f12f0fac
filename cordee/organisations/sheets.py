"""A structure as a row of a table: the columns of imports and exports, and how each cell is read."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.tables import cells
from cordee.core.tables.columns import Column
from cordee.core.text import key_of
from cordee.organisations.content import Content, siret_is_valid
from cordee.organisations.enums import Kind
from cordee.territory import instance

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
    Column("website", ("site", "site web", "url"), "address that begins with https://"),
    Column("description", ("presentation",), "description in the territory's first language"),
    Column("source", ("sources",), "where this is known from"),
    Column("note", ("remarque",), "note"),
    Column("in_metropole", ("dans la metropole",), "said by the commune", is_read=False),
    Column("website_basis", (), "basis of the website", is_read=False),
)
REQUIRED = ("name", "kind")


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
        website=cell("website", _website),
        source=cell("source", str),
        note=cell("note", str),
        descriptions={instance.current().languages[0]: description} if description else {},
    )


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


def _siret(text: str) -> str:
    bare = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if bare and not siret_is_valid(bare):
        raise cells.CellError(
            _("%(siret)s is not a SIRET number: 14 digits, the last being a check.") % {"siret": bare[:80]}
        )
    return bare


def _website(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise cells.CellError(_("Write the website as an address that begins with https://."))
    return cells.within(text, 500)
