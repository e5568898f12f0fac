"""The `sql` adapter: every answer is a plain query on the rows of `models`, the oracle of other adapters."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from cordee.actions.permissions import Sight
from cordee.atlas.index import cells, clauses, morton
from cordee.atlas.index.clauses import Clause, joined
from cordee.atlas.index.counting import Tally
from cordee.atlas.index.port import Cell, Counts, Neighbour, Reading
from cordee.atlas.index.rows import zones
from cordee.atlas.index.vocabulary import Understood, understand
from cordee.atlas.models import Facet
from cordee.atlas.query import FACETS, PAGE_SIZE, PLACED, AtlasQuery, Sort
from cordee.territory import world

KEPT = 10_000
"""Up to so many matching actions are named in further questions instead of being looked for again."""
_FARTHEST = 2**40
_ORDERS = {
    Sort.RECENT: "d.recency DESC, d.action_id DESC",
    Sort.TITLE: "h.title_key{}, d.action_id",
    Sort.COUNTRY: "h.country_key{}, h.title_key{}, d.action_id",
    Sort.STRUCTURE: "d.structure_key{}, h.title_key{}, d.action_id",
    Sort.RELEVANCE: "score DESC, d.recency DESC, d.action_id DESC",
}


@dataclass
class SqlAnswer:
    """One query for one viewer; see `port.Answer`."""

    query: AtlasQuery
    sight: Sight
    year: int
    words: Understood | None = None
    """What the words of the question are known to mean already."""
    structures: frozenset[int] | None = None
    """The structures that are asked for, where they are known already."""
    _gathered: dict[tuple[int, ...], Mapping[int, Sequence[Cell]]] = field(default_factory=dict, repr=False)
    """The circles of each region that was looked at."""

    @cached_property
    def total(self) -> int:
        """All the actions in sight."""
        return int(_one("SELECT COUNT(*) FROM atlas_document d WHERE {}", self._seen))

    @cached_property
    def count(self) -> int:
        """The actions that match."""
        if self.query.is_filtered and self._found is not None:
            return len(self._found)
        return int(_one("SELECT COUNT(*) FROM atlas_document d WHERE {}", self.matching()))

    @cached_property
    def _tagged(self) -> Sequence[Sequence[Any]] | None:
        """The actions that match with their tags, the most recent first; None where they are many."""
        order = f"ORDER BY {_ORDERS[Sort.RECENT]} LIMIT {KEPT + 1}"
        rows = _all(f"SELECT d.action_id, d.tags FROM atlas_document d WHERE {{}} {order}", self.matching())
        return None if len(rows) > KEPT else rows

    @cached_property
    def _found(self) -> Sequence[int] | None:
        """The actions that match, read once: each further question names them."""
        return None if self._tagged is None else [row[0] for row in self._tagged]

    def _known(self, column: str) -> Clause:
        """The action in this column matches."""
        if self.query.is_filtered and self._found is not None:
            return clauses.one_of(column, self._found)
        documents = self.matching()
        inside = f"{column} IN (SELECT d.action_id FROM atlas_document d WHERE {documents.sql})"
        return Clause(inside, documents.parameters)

    @cached_property
    def undated(self) -> int:
        """Actions that would match, had they a year."""
        if not self.query.has_years:
            return 0
        without_year = joined([self.matching(years=False), clauses.undated()])
        return int(_one("SELECT COUNT(*) FROM atlas_document d WHERE {}", without_year))

    @property
    def reading(self) -> Reading:
        """How the words were understood."""
        return self._understood.reading

    def counts_without(self, names: Sequence[str]) -> Mapping[str, int]:
        """One statement for all of them."""
        if not names:
            return {}
        found = [self._without(name).matching() for name in names]
        counts = ", ".join(f"(SELECT COUNT(*) FROM atlas_document d WHERE {clause.sql})" for clause in found)
        parameters = [value for clause in found for value in clause.parameters]
        (row,) = _all(f"SELECT {counts} WHERE {{}}", joined([]), before=parameters)
        return dict(zip(names, row, strict=True))

    def _without(self, name: str) -> "SqlAnswer":
        query = self.query.without(name)
        words = self._understood if query.words else None
        return SqlAnswer(query, self.sight, self.year, words, self._structures)

    def numbers(self) -> Sequence[int]:
        """The actions of the page asked for."""
        offset = min((self.query.page - 1) * PAGE_SIZE, _FARTHEST)
        if self.query.sort == Sort.RECENT and self.query.is_filtered and self._found is not None:
            return self._found[offset : offset + PAGE_SIZE]
        return [row[0] for row in self._ordered(f" LIMIT {PAGE_SIZE} OFFSET {offset}")]

    def all_numbers(self) -> Iterator[int]:
        """All of them, in order."""
        return (row[0] for row in self._ordered(""))

    def facets(self) -> Counts:
        """What nothing filters is counted on what matches, each filtered facet without its own filter.

        Country and zone are counted on places where one place has to meet another condition as well.
        """
        on_places = [name for name in PLACED if clauses.places(self.query, without=name)]
        on_tags = [name for name in FACETS if name not in on_places]
        counted = self._counted([name for name in on_tags if not self.query.values(name)], "")
        for name in on_tags:
            if self.query.values(name):
                counted |= self._counted([name], name)
        if on_places == ["pays"] and not self.query.box:
            # Whoever is in a country of the region meets both on one place: tags are enough.
            counted |= self._counted(["pays"], "zone")
            inside = {code for zone in self.query.values("zone") for code in world.countries_in(zone)}
            return counted | {"pays": {code: n for code, n in counted["pays"].items() if code in inside}}
        return counted | self._count_on_places(on_places)

    def tile(self, z: int, x: int, y: int) -> Sequence[Cell]:
        """Those of its circles that it shows: see `cells`."""
        region = cells.region(z, x, y)
        if (z, *region) not in self._gathered:
            self._gathered[z, *region] = self._circles(z, *region)
        return self._gathered[z, *region].get(morton.interleave(x, y), [])

    def _circles(self, z: int, *region: int) -> Mapping[int, Sequence[Cell]]:
        """Places counted by cell and type in the database, then gathered here."""
        first, last = morton.tile_range(*region)
        shift = max(0, 2 * (morton.BITS - z - cells.CELLS))
        inside = joined([Clause("s.morton BETWEEN %s AND %s", (first, last)), *self._spots()])
        rows = _all(
            f"SELECT s.morton >> {shift}, s.type, COUNT(*), MIN(s.lon), MIN(s.lat), MAX(s.lon), MAX(s.lat),"
            " SUM(s.lon), SUM(s.lat), MIN(s.document_id), MIN(s.precision) FROM atlas_spot s WHERE {}"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            inside,
        )
        return cells.gathered((cells.Part(*row) for row in rows), z)

    def placed(self) -> int:
        """The matching places that have a point."""
        inside = joined([Clause("s.morton IS NOT NULL"), *self._spots()])
        return int(_one("SELECT COUNT(*) FROM atlas_spot s WHERE {}", inside))

    @cached_property
    def _seen(self) -> Clause:
        return clauses.seen(self.sight, "d.audience", "d.action_id")

    @cached_property
    def _understood(self) -> Understood:
        if not self.query.words:
            return Understood((), Reading())
        return self.words or understand(self.query.words, self.sight)

    @cached_property
    def _structures(self) -> frozenset[int]:
        return clauses.structures(self.query) if self.structures is None else self.structures

    def matching(self, *, without: str = "", places: bool = True, years: bool = True) -> Clause:
        """The condition on `d` of all that is asked for, but for what is left out."""
        found = [self._seen, *clauses.facets(self.query, self._structures, without=without)]
        if years:
            found += clauses.years(self.query, self.year)
        if places and clauses.meets_on_one_place(self.query, without=without):
            inside = joined(clauses.places(self.query, without=without))
            found.append(
                Clause(
                    f"d.action_id IN (SELECT s.document_id FROM atlas_spot s WHERE {inside.sql})",
                    inside.parameters,
                )
            )
        found += [_having(words) for words in self._understood.conditions]
        if self.query.words and not self._understood.conditions:
            found.append(Clause("1=0"))
        return joined(found)

    def _spots(self, *, without: str = "") -> list[Clause]:
        """Conditions on `s`: the place itself meets what is asked of places, its document all the rest."""
        documents, is_in = self.matching(places=False), "IN"
        if documents == self._seen:
            # Few actions are out of sight: leaving those out is quicker than naming all the others.
            documents, is_in = Clause(f"NOT ({documents.sql})", documents.parameters), "NOT IN"
        inside = f"s.document_id {is_in} (SELECT d.action_id FROM atlas_document d WHERE {documents.sql})"
        return [*clauses.places(self.query, without=without), Clause(inside, documents.parameters)]

    def _counted(self, names: Sequence[str], without: str) -> dict[str, dict[str, int]]:
        """How many documents that match, but for what is left out, have each value of these facets."""
        query = self.query.without(without) if without else self.query
        if not query.is_filtered:
            return self._all_counted(names)
        tally = Tally()
        if not without and self._tagged is not None:
            tally.add(row[1] for row in self._tagged)
        else:
            for rows in _batches(
                "SELECT d.tags FROM atlas_document d WHERE {}", self.matching(without=without)
            ):
                tally.add(row[0] for row in rows)
        return tally.by_value(names, self._facets)

    @cached_property
    def _facets(self) -> list[tuple[int, str, str]]:
        return list(Facet.objects.filter(name__in=FACETS).values_list("pk", "name", "value"))

    def _all_counted(self, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """The same where nothing filters: one index answers alone."""
        wanted = clauses.among("f.name", names)
        inside = [clauses.seen(self.sight, "t.audience", "t.document_id")]
        if self.query.is_filtered:  # one facet alone; else nearly all that the index holds is wanted
            of_facet = f"t.facet_id IN (SELECT f.id FROM atlas_facet f WHERE {wanted.sql})"
            inside.append(Clause(of_facet, wanted.parameters))
        counted: dict[str, dict[str, int]] = {name: {} for name in names}
        for name, value, count in _all(
            "SELECT f.name, f.value, c.n FROM (SELECT t.facet_id, COUNT(*) AS n FROM atlas_tagging t WHERE {}"
            f" GROUP BY t.facet_id) c JOIN atlas_facet f ON f.id = c.facet_id WHERE {wanted.sql}",
            joined(inside),
            *wanted.parameters,
        ):
            counted[name][value] = count
        return counted

    def _count_on_places(self, names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Documents by country or zone; what is the same question for both is asked once."""
        inside = {name: joined(self._spots(without=name)) for name in names}
        read = {clause: _places_together(clause) for clause in dict.fromkeys(inside.values())}
        return {name: _by_country_or_zone(name, read[clause]) for name, clause in inside.items()}

    def _ordered(self, limit: str) -> list[Sequence[Any]]:
        matching = self._known("d.action_id") if self.query.is_filtered else self.matching()
        columns, source, parameters = "d.action_id", "atlas_document d", []
        if self.query.sort in (Sort.TITLE, Sort.COUNTRY, Sort.STRUCTURE):
            source += " LEFT JOIN atlas_heading h ON h.document_id = d.action_id AND h.language = %s"
            parameters.append(get_language())
        elif self.query.sort == Sort.RELEVANCE:
            weights = self._weights()
            columns += f", {' + '.join(f's{n}.weight' for n in range(len(weights))) or '0'} AS score"
            source += "".join(f" {clause.sql}" for clause in weights)
            parameters += [value for clause in weights for value in clause.parameters]
        # Byte by byte, whatever the locale of a PostgreSQL server; SQLite does so by itself.
        bytewise = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
        order = _ORDERS[self.query.sort].replace("{}", bytewise)
        return _all(
            f"SELECT {columns} FROM {source} WHERE {{}} ORDER BY {order}{limit}", matching, before=parameters
        )

    def _weights(self) -> list[Clause]:
        """For each of the question's words, the greatest weight at which each document has it, joined."""
        return [
            Clause(
                "JOIN (SELECT p.document_id, MAX(p.weight) AS weight FROM atlas_posting p WHERE p.word_id IN"
                f" (SELECT w.id FROM atlas_word w WHERE {words.sql}) GROUP BY p.document_id) s{n}"
                f" ON s{n}.document_id = d.action_id",
                words.parameters,
            )
            for n, words in enumerate(self._understood.conditions)
        ]


class SqlIndex:
    """The read index that needs nothing but the database; see `port.Index`."""

    def ask(self, query: AtlasQuery, sight: Sight, *, year: int) -> SqlAnswer:
        """The answer to a query for a viewer."""
        return SqlAnswer(query, sight, year)

    def nearest(self, number: int, sight: Sight, *, limit: int) -> Sequence[Neighbour]:
        """Actions with a country in common, those with most goals in common first, then the most recent."""
        allowed = clauses.seen(sight, "d.audience", "d.action_id")
        rows = _all(
            "SELECT d.action_id, SUM(CASE WHEN f.name = 'odd' THEN 1 ELSE 0 END) AS shared"
            " FROM atlas_tagging mine"
            " JOIN atlas_tagging t ON t.facet_id = mine.facet_id AND t.document_id <> mine.document_id"
            " JOIN atlas_facet f ON f.id = t.facet_id AND f.name IN ('pays', 'odd')"
            " JOIN atlas_document d ON d.action_id = t.document_id WHERE mine.document_id = %s AND {}"
            " GROUP BY d.action_id, d.recency HAVING SUM(CASE WHEN f.name = 'pays' THEN 1 ELSE 0 END) > 0"
            f" ORDER BY shared DESC, d.recency DESC, d.action_id DESC LIMIT {int(limit)}",
            allowed,
            before=[number],
        )
        return _neighbours(number, [other for other, _ in rows])


def _neighbours(number: int, others: Sequence[int]) -> list[Neighbour]:
    """The countries and goals that each of the others has in common with the action."""
    common: dict[int, dict[str, list[str]]] = {other: {"pays": [], "odd": []} for other in others}
    both = joined([Clause("a.document_id = %s", (number,)), clauses.among("b.document_id", others)])
    for other, name, value in _all(
        "SELECT b.document_id, f.name, f.value FROM atlas_tagging a"
        " JOIN atlas_tagging b ON a.facet_id = b.facet_id"
        " JOIN atlas_facet f ON f.id = a.facet_id AND f.name IN ('pays', 'odd') WHERE {}",
        both,
    ):
        common[other][name].append(value)
    return [
        Neighbour(other, tuple(sorted(found["pays"])), tuple(sorted(map(int, found["odd"]))))
        for other, found in common.items()
    ]


def _places_together(inside: Clause) -> list[Sequence[Any]]:
    """The places of each document as «country/region country/region», with how many have the same."""
    return _all(
        "SELECT g.places, COUNT(*) FROM (SELECT string_agg(s.country || '/' || s.region, ' ') AS places"
        " FROM atlas_spot s WHERE {} GROUP BY s.document_id) g GROUP BY g.places",
        inside,
    )


def _by_country_or_zone(name: str, rows: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Each document once per value, wherever its places are."""
    counted: Counter[str] = Counter()
    for places, count in rows:
        pairs = [place.split("/") for place in places.split(" ")]
        if name == "pays":
            found = {country for country, _ in pairs if country}
        else:
            found = {zone for country, region in pairs for zone in zones(country, region)}
        counted.update(dict.fromkeys(found, count))
    return dict(counted)


def _having(words: Clause) -> Clause:
    return Clause(
        "d.action_id IN (SELECT p.document_id FROM atlas_posting p WHERE p.word_id IN"
        f" (SELECT w.id FROM atlas_word w WHERE {words.sql}))",
        words.parameters,
    )


def _batches(sql: str, condition: Clause) -> Iterator[list[Sequence[Any]]]:
    """The rows a few thousand at a time, so that a million of them are never held at once."""
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{}", condition.sql, 1), condition.parameters)
        while rows := cursor.fetchmany(KEPT):
            yield rows


def _all(sql: str, condition: Clause, *after: Any, before: Sequence[Any] = ()) -> list[Sequence[Any]]:
    """The rows of a query whose `{}` is the condition."""
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{}", condition.sql, 1), (*before, *condition.parameters, *after))
        return list(cursor.fetchall())


def _one(sql: str, condition: Clause) -> Any:
    return _all(sql, condition)[0][0]
