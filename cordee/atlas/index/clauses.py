"""Fragments of SQL with their parameters: the conditions of a query, each in one place."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cordee.actions.permissions import Sight
from cordee.atlas.query import MULTIPLE, PLACED, AtlasQuery
from cordee.organisations import queries as organisations
from cordee.territory import world


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


def joined(clauses: Sequence[Clause]) -> Clause:
    """All of them at once; true where there is none."""
    if not clauses:
        return Clause("1=1")
    return Clause(
        " AND ".join(clause.sql for clause in clauses),
        tuple(value for clause in clauses for value in clause.parameters),
    )


def among(column: str, values: Sequence[Any]) -> Clause:
    """The column holds one of the values; false where there is none."""
    if not values:
        return Clause("1=0")
    return Clause(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def one_of(column: str, numbers: Sequence[int]) -> Clause:
    """The column holds one of these numbers, however many: they travel as one parameter."""
    if connection.vendor == "postgresql":
        return Clause(f"{column} = ANY(%s)", (list(numbers),))
    return Clause(f"{column} IN (SELECT value FROM json_each(%s))", (json.dumps(numbers),))


def seen(sight: Sight, audience: str, number: str) -> Clause:
    """The viewer may see the document whose audience and number stand in these columns."""
    clause = among(audience, sorted(sight.audiences))
    if not sight.besides:
        return clause
    besides = among(number, sorted(sight.besides))
    return Clause(f"({clause.sql} OR {besides.sql})", clause.parameters + besides.parameters)


def structures(query: AtlasQuery) -> frozenset[int]:
    """The structures that are asked for, by their numbers; a merged one is the one that took it in."""
    return organisations.followed(query.values("structure"))


def facets(query: AtlasQuery, structures: frozenset[int], *, without: str = "") -> list[Clause]:
    """One condition on `d` for each chosen facet, but for those that one single place must meet together."""
    together = PLACED if meets_on_one_place(query, without=without) else ()
    found = []
    for name in MULTIPLE:
        values: Sequence[str] = query.values(name)
        if not values or name == without or name in together:
            continue
        if name == "structure":
            values = [str(number) for number in sorted(structures)]
        inside = among("f.value", values)
        found.append(
            Clause(
                "d.action_id IN (SELECT t.document_id FROM atlas_tagging t WHERE t.facet_id IN"
                f" (SELECT f.id FROM atlas_facet f WHERE f.name = %s AND {inside.sql}))",
                (name, *inside.parameters),
            )
        )
    return found


def meets_on_one_place(query: AtlasQuery, *, without: str = "") -> bool:
    """Do places have to be looked at? A country alone or a region alone is a facet like any other."""
    asked = [name for name in PLACED if query.values(name) and name != without]
    return query.box is not None or len(asked) > 1 or world.WORLD in query.values("zone")


def places(query: AtlasQuery, *, without: str = "") -> list[Clause]:
    """The conditions on one place `s`: country, region of the world, box."""
    found = []
    if query.values("pays") and without != "pays":
        found.append(among("s.country", query.values("pays")))
    if query.values("zone") and without != "zone":
        found.append(_zone(query.values("zone")))
    if query.box:
        found.append(_box(query))
    return found


def years(query: AtlasQuery, year: int) -> list[Clause]:
    """The document is known alive in the span asked for; an open one lives until this year."""
    if not query.has_years:
        return []
    found = [Clause("d.first_year IS NOT NULL")]
    if query.until is not None:
        found.append(Clause("d.first_year <= %s", (query.until,)))
    if query.since is not None:
        alive = "(d.last_year >= %s OR (d.is_ongoing AND %s >= %s))"
        found.append(Clause(alive, (query.since, year, query.since)))
    return found


def undated() -> Clause:
    """The document has no year at all."""
    return Clause("d.first_year IS NULL")


def _zone(zones: Sequence[str]) -> Clause:
    countries = sorted({country for zone in zones for country in world.countries_in(zone)})
    below = sorted({region for zone in zones for region in world.regions_in(zone)})
    by_country, by_region = among("s.country", countries), among("s.region", below)
    if world.WORLD in zones:
        return Clause("1=1")
    return Clause(
        f"({by_country.sql} OR (s.country = '' AND {by_region.sql}))",
        by_country.parameters + by_region.parameters,
    )


def _box(query: AtlasQuery) -> Clause:
    box = query.box
    assert box is not None  # noqa: S101  # narrowed by the caller
    if box.west <= box.east:
        lon = Clause("s.lon BETWEEN %s AND %s", (box.west, box.east))
    else:
        lon = Clause("(s.lon >= %s OR s.lon <= %s)", (box.west, box.east))
    return Clause(f"{lon.sql} AND s.lat BETWEEN %s AND %s", (*lon.parameters, box.south, box.north))
