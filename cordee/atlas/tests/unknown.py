"""A territory's file that nobody has seen: drawn at random, written as a French office would save it."""

import csv
import random
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cordee.atlas.tests.oracle import REGIONS, read_csv, regions_of_countries
from cordee.territory import gazetteer, instance

Row = dict[str, str]
KINDS = ("entreprise", "association", "universite", "laboratoire", "organisme_public")
TYPES = {
    "projet": "Projet",
    "partenariat": "Jumelage",
    "antenne": "Filiale",
    "reseau": "Réseau d’acteurs",
    "evenement": "évènement régulier",
}
STATES = {
    "prevu": "prévue",
    "en-cours": "En cours",
    "suspendu": "suspendue",
    "abandonne": "Abandonnée",
    "termine": "terminée",
    "a-verifier": "à vérifier",
}
ORIGINS = ("declaree", "saisie", "compilee", "importee")
PRECISIONS = {
    "city": "ville",
    "approximate": "approximatif",
    "country": "pays",
    "world": "monde",
    "point": "exact",
}
HEADERS = {
    "key": "Identifiant",
    "title": "Intitulé",
    "organisation_key": "Clé structure",
    "co_organisation_keys": "Co-porteurs",
    "action_type": "Type d’action",
    "country": "Pays",
    "region": "Région du monde",
    "place": "Lieu",
    "lon": "Longitude",
    "lat": "Latitude",
    "precision": "Précision du lieu",
    "sdgs": "ODD",
    "themes": "Thématiques",
    "forms": "Formes de coopération",
    "partners": "Partenaires",
    "start_year": "Année de début",
    "start_month": "Mois de début",
    "start_day": "Jour de début",
    "end_year": "Année de fin",
    "end_month": "Mois de fin",
    "status": "État",
    "suspended_on": "Suspendue le",
    "suspension_reason": "Motif de suspension",
    "description": "Résumé",
    "origin": "Origine",
    "colour": "Couleur",
}
STRUCTURE_HEADERS = {
    "key": "Clé",
    "name": "Nom",
    "kind": "Nature",
    "commune": "Ville",
    "parent_key": "Rattachement",
}
PLACED = ("country", "region", "place", "lon", "lat", "precision")


@dataclass
class Draw:
    """What rows are drawn from."""

    random: random.Random
    cities: Sequence[tuple[str, str, float, float]]
    structures: Sequence[str]

    def some(self, values: Iterable[str], most: int) -> str:
        """From none to `most` of the values, as a list in one cell."""
        choices = list(values)
        return ";".join(self.random.sample(choices, self.random.randint(0, min(most, len(choices)))))


def structures(count: int, seed: int) -> list[Row]:
    """Structures, departments after what they are part of."""
    draw = random.Random(seed)
    communes = [*instance.current().communes, "Paris", "Lyon", ""]
    rows: list[Row] = []
    for n in range(count):
        parent = draw.choice(rows)["key"] if rows and draw.random() < 0.2 else ""
        kind, commune = draw.choice(KINDS), draw.choice(communes)
        rows.append(
            {
                "key": f"s{n}",
                "name": f"Société n° {n}",
                "kind": kind,
                "commune": commune,
                "parent_key": parent,
            }
        )
    return rows


def actions(count: int, structures: Sequence[Row], seed: int) -> list[Row]:
    """Actions of these structures, with the names of columns and codes that the oracle reads."""
    draw = Draw(random.Random(seed), cities(), [row["key"] for row in structures])
    return [_action(draw, n) for n in range(count)]


def cities() -> list[tuple[str, str, float, float]]:
    """(name, country, lon, lat) of real places whose names a French office can write."""
    query = "SELECT name, country, lon / 1e5, lat / 1e5 FROM place ORDER BY rank"
    with sqlite3.connect(f"{gazetteer.FILE.as_uri()}?mode=ro", uri=True) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return [city for city in found if ";" not in city[0] and _is_western(city[0])]


def _is_western(text: str) -> bool:
    return text.encode("cp1252", errors="ignore").decode("cp1252") == text


def _action(draw: Draw, n: int) -> Row:
    lead, *others = draw.random.sample(draw.structures, draw.random.choice((1, 1, 1, 2, 4)))
    places = [_place(draw) for _ in range(draw.random.choice((1, 1, 1, 2, 3, 5)))]
    territory = instance.current()
    values = {
        "key": f"a{n}",
        "title": f"Coopération « n° {n} » – l’été, où ?",
        "organisation_key": lead,
        "co_organisation_keys": ";".join(others),
        "action_type": draw.random.choice(list(TYPES)),
        "sdgs": draw.some(map(str, range(1, 18)), 5) or "17",
        "themes": draw.some(territory.themes, 3),
        "forms": draw.some(territory.forms, 2),
        "partners": draw.some(("Ville d’Essen [DE]", "Œuvre; autre".partition(";")[0], "Mairie [XK]"), 2),
        "status": draw.random.choice(list(STATES)),
        "origin": draw.random.choice(ORIGINS),
        "description": "Échange d’élèves ; l’eau, l’œuvre.",
        "colour": "bleu",
    }
    if values["status"] == "suspendu":
        values |= {"suspended_on": "2024-02-29", "suspension_reason": "L’accord est à l’arrêt."}
    columns = {name: ";".join(place[name] for place in places) for name in PLACED}
    return dict.fromkeys(("suspended_on", "suspension_reason"), "") | values | columns | _years(draw.random)


def _place(draw: Draw) -> Row:
    kind = draw.random.random()
    if kind < 0.06:
        return _said(precision="world")
    if kind < 0.14:
        return _said(
            region=draw.random.choice([line["code"] for line in read_csv(REGIONS)][1:]), precision="region"
        )
    if kind < 0.24:
        code = draw.random.choice(("XK", "TW", "PS", *regions_of_countries()))
        return _said(country=code, precision=draw.random.choice(("country", "")))
    name, country, lon, lat = draw.random.choice(
        draw.cities[: draw.random.choice((40, 400, len(draw.cities)))]
    )
    point = {"lon": f"{lon:.5f}", "lat": f"{lat:.5f}"} if kind < 0.9 else {}
    precision = draw.random.choice(("city", "approximate", "point", "country", "")) if point else ""
    return _said(country=country, place=name, precision=precision, **point)


def _said(**values: str) -> Row:
    return dict.fromkeys(PLACED, "") | values


def _years(draw: random.Random) -> Row:
    found = dict.fromkeys(("start_year", "start_month", "start_day", "end_year", "end_month"), "")
    start, end = draw.randint(1950, 2030), draw.randint(0, 20)
    if draw.random() < 0.7:
        found["start_year"] = str(start)
        if draw.random() < 0.4:
            found["start_month"] = str(draw.randint(1, 12))
            found["start_day"] = draw.choice(("", "1", "28"))
    if draw.random() < 0.4:
        found["end_year"] = str(start + end + 1)
        found["end_month"] = draw.choice(("", "12"))
    return found


def write(path: Path, rows: Iterable[Mapping[str, str]], headers: Mapping[str, str]) -> None:
    """The file: Windows-1252, semicolons, decimal commas, French words and headers."""
    with path.open("w", encoding="cp1252", newline="") as target:
        writer = csv.writer(target, delimiter=";")
        writer.writerow(headers.values())
        writer.writerows([_word(name, row[name]) for name in headers] for row in rows)


def _word(name: str, value: str) -> str:
    if name in ("lon", "lat"):
        return value.replace(".", ",")
    words = {"action_type": TYPES, "status": STATES, "precision": PRECISIONS}.get(name, {})
    return ";".join(words.get(part, part) for part in value.split(";")) if words else value
