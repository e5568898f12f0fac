"""The columns of actions in imports and exports: one table, which the documentation shows too."""

import re
from collections.abc import Iterable

from cordee.core.tables.columns import Column

TEXTS = {
    "title": "title",
    "description": "summary",
    "unfolding": "unfolding",
    "objectives": "objectives",
    "content": "content",
    "effects": "effects",
    "note": "note",
}
"""The columns of texts, and the part of `Text` that each holds."""
OTHER_LANGUAGE = re.compile(rf"({'|'.join(TEXTS)})[_ -]([a-z]{{2,3}}(?:-[a-z]{{2,4}})?)")


def _of_translation(
    language: str, name: str, aliases: dict[str, tuple[str, ...]] | None = None
) -> tuple[Column, ...]:
    also = aliases or {}
    return tuple(
        Column(f"{column}_{language}", also.get(column, ()), f"{column} in {name}, where that is no original")
        for column in TEXTS
    )


COLUMNS = (
    Column("key", ("cle", "clé", "identifiant", "id"), "key by which the source knows the action"),
    Column("title", ("titre", "nom", "intitule", "action"), "title"),
    Column(
        "organisation_key", ("structure key", "cle structure", "porteur key"), "key of the lead structure"
    ),
    Column("organisation_name", ("organisation", "structure", "porteur", "nom structure"), "its name"),
    Column("organisation_kind", ("nature", "nature structure", "type structure"), "its kind"),
    Column("organisation_commune", ("commune", "commune structure"), "its commune, by name or INSEE code"),
    Column(
        "co_organisation_keys", ("co organisations", "co porteurs"), "keys of the co-lead structures, with ;"
    ),
    Column("co_organisation_names", ("noms co organisations",), "their names, in the same order"),
    Column("co_organisation_kinds", ("natures co organisations",), "their kinds, in the same order"),
    Column("action_type", ("type", "type d action", "type action"), "one of the five types"),
    Column(
        "country", ("pays", "countries", "countries codes"), "country by code or name; one per place, with ;"
    ),
    Column("place", ("lieu", "ville", "city", "places"), "place; several with ;"),
    Column("lon", ("longitude", "lng", "x"), "longitude in degrees; one per place, with ;"),
    Column("lat", ("latitude", "y"), "latitude in degrees; one per place, with ;"),
    Column(
        "precision",
        ("precision du lieu",),
        "point, city, approximate, region, country or world; one per place",
    ),
    Column(
        "region", ("zone", "region du monde", "m49"), "UN M49 code of a region of the world; one per place"
    ),
    Column("far", ("loin", "loin du pays"), "yes where a point far from its country is right; one per place"),
    Column("sdgs", ("odd", "goals", "sdg", "objectifs de developpement durable"), "goals 1 to 17, with ;"),
    Column("sdg_basis", ("goals basis", "base odd"), "declared, sourced or editorial"),
    Column("themes", ("theme", "thematiques", "filieres"), "themes of the territory's list, with ;"),
    Column("themes_basis", ("base themes",), "who chose the themes", is_read=False),
    Column(
        "forms", ("forme", "formes", "forme d aict", "formes de cooperation"), "forms of cooperation, with ;"
    ),
    Column(
        "partners",
        ("partenaires", "partenaire", "partner"),
        "partners, with ;  a country in brackets: Name [JP]",
    ),
    Column("start_year", ("debut", "annee de debut", "annee debut", "start"), "year it started"),
    Column("start_month", ("mois de debut", "mois debut"), "month it started, 1 to 12"),
    Column("start_day", ("jour de debut", "jour debut"), "day it started"),
    Column("end_year", ("fin", "annee de fin", "annee fin", "end"), "year it ended"),
    Column("end_month", ("mois de fin", "mois fin"), "month it ended, 1 to 12"),
    Column("end_day", ("jour de fin", "jour fin"), "day it ended"),
    Column("status", ("etat", "statut", "progress", "avancement"), "one of the six states"),
    Column("suspended_on", ("suspendue le",), "date of the suspension, as 2026-11-24"),
    Column("suspension_reason", ("motif de suspension",), "reason of the suspension, public"),
    Column("description", ("resume", "summary", "presentation"), "summary"),
    Column("unfolding", ("deroulement",), "how it unfolds"),
    Column("objectives", ("objectifs",), "objectives"),
    Column("content", ("contenu",), "content"),
    Column("effects", ("retombees", "effets"), "effects for the territory"),
    Column("note", ("remarque", "note publique"), "public note"),
    Column("language", ("langue",), "language of these texts"),
    *_of_translation(
        "en", "English", {"title": ("titre en", "title english"), "description": ("resume en", "summary en")}
    ),
    *_of_translation("fr", "French", {"title": ("titre fr",), "description": ("resume fr", "summary fr")}),
    Column("source", ("sources",), "where this is known from"),
    Column("confidence", ("fiabilite", "confiance"), "high, medium or low"),
    Column("coord_basis", ("place basis", "base du lieu"), "where the coordinates come from"),
    Column("verified_on", ("verifiee le", "verified"), "date of the last check, as 2026-11-24"),
    Column("origin", ("origine",), "declared, entered, compiled or imported"),
    Column("confirmed_on", ("confirmee le",), "date at which the structure confirmed it"),
    Column("audience", ("visibilite",), "public, verified, structure or named; read for new sheets only"),
    Column("generated", ("genere",), "yes where the action was generated for tests"),
    Column("unconfirmed", ("non confirmee",), "yes where no structure has confirmed it", is_read=False),
    Column("url", ("adresse", "lien"), "address of the sheet", is_read=False),
)
REQUIRED = ("title", "action_type", "sdgs")
NAMES = tuple(column.name for column in COLUMNS)


def columns_for(headers: Iterable[str]) -> tuple[Column, ...]:
    """The table with the columns of other languages that these headers name, such as `title_de`."""
    named = (OTHER_LANGUAGE.fullmatch(header.strip().casefold()) for header in headers)
    # A language has a title: else «note key» would be a note in the language «key».
    others = sorted({match[2] for match in named if match and match[1] == "title"} - {"en", "fr"})
    return COLUMNS + tuple(column for code in others for column in _of_translation(code, code))


def names_with(languages: Iterable[str]) -> tuple[str, ...]:
    """The names of the columns of an export whose texts are in these languages."""
    return tuple(column.name for column in columns_for(f"title_{language}" for language in languages))


def languages_of(names: Iterable[str]) -> list[str]:
    """The languages that columns with an ending give, in order."""
    found = (OTHER_LANGUAGE.fullmatch(name) for name in names)
    return sorted({match[2] for match in found if match})
