"""The port: what any read index answers. `sql` is plain SQL; every adapter gives the same answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cordee.actions.permissions import Sight
from cordee.atlas.query import AtlasQuery

Counts = Mapping[str, Mapping[str, int]]
"""For each facet, how many actions have each value."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the question that matches nothing, and the words looked for instead."""

    typed: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the words of the question were understood."""

    corrections: tuple[Correction, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The matching places in one cell of a tile, in degrees; `number` and `precision` are a single one's."""

    count: int
    type: str
    west: float
    south: float
    east: float
    north: float
    lon: float
    lat: float
    number: int
    precision: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another action near one: same country, and the goals that both serve."""

    number: int
    countries: tuple[str, ...]
    goals: tuple[int, ...]


class Answer(Protocol):
    """What one query finds for one viewer. Parts are worked out when asked for."""

    @property
    def total(self) -> int:
        """All the actions that the viewer may see."""

    @property
    def count(self) -> int:
        """The actions that match."""

    @property
    def undated(self) -> int:
        """Actions that match all but the years, because they have none; 0 when no year is asked for."""

    @property
    def reading(self) -> Reading:
        """How the words were understood."""

    def counts_without(self, names: Sequence[str]) -> Mapping[str, int]:
        """For each of these parameters, the actions that match all but it, the words understood as here."""

    def numbers(self) -> Sequence[int]:
        """The actions of the page asked for, in order."""

    def all_numbers(self) -> Iterator[int]:
        """All the matching actions, in order."""

    def facets(self) -> Counts:
        """Each facet counted without its own filter."""

    def tile(self, z: int, x: int, y: int) -> Sequence[Cell]:
        """The matching places in a tile, gathered by cell."""

    def placed(self) -> int:
        """The matching places that have a point."""


class Index(Protocol):
    """A read index of the atlas."""

    def ask(self, query: AtlasQuery, sight: Sight, *, year: int) -> Answer:
        """The answer to a query for a viewer; `year` is today's."""

    def nearest(self, number: int, sight: Sight, *, limit: int) -> Sequence[Neighbour]:
        """Other actions in the same countries, those with most goals in common first."""
