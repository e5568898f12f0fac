"""A structure as a row of a table: the columns of imports and exports, and how each cell is read."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cordee.core.tables import cells
from cordee.core.tables.columns import Column
from cordee.core.text import key_of
from cordee.organisations.content import Content
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
    """What a row says. Raises `cells.CellError`."""
    commune, locality = commune_of(row.get("commune", ""))
    parent_key = row.get("parent_key", "").strip()
    if parent_key and parent_key not in parents:
        raise cells.CellError(
            _("No structure has the key “%(key)s”: put it in the file above this line.") % {"key": parent_key}
        )
    description = row.get("description", "").strip()
    language = instance.current().languages[0]
    return Content(
        name=cells.within(row["name"], 200),
        kind=Kind(cells.choice(row["kind"], kinds())),
        acronym=cells.within(row.get("acronym", ""), 40),
        commune=commune,
        locality=locality,
        parent=parents[parent_key] if parent_key else None,
        siret=row.get("siret", "").replace(" ", "").replace("\u00a0", ""),
        website=cells.within(row.get("website", ""), 500),
        source=row.get("source", "").strip(),
        note=row.get("note", "").strip(),
        descriptions={language: description} if description else {},
    )
