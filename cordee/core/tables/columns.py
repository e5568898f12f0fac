"""Which column of a file is which: one documented table of names and aliases per kind of file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cordee.core.text import key_of


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its own name, the other names people give it, and what it holds."""

    name: str
    aliases: tuple[str, ...] = ()
    holds: str = ""
    is_read: bool = True
    """False: written by exports for the reader, and passed over by imports."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The header of a file read against a table of columns."""

    found: dict[str, str]
    """Name of the column → the header as written."""
    unknown: tuple[str, ...]
    twice: tuple[tuple[str, str], ...]
    """Pairs of headers that mean the same column."""


def match(headers: Sequence[str], columns: Iterable[Column]) -> Matching:
    """Find each header's column, whatever its case, accents and hyphens."""
    known = {_key(alias): column.name for column in columns for alias in (column.name, *column.aliases)}
    found: dict[str, str] = {}
    unknown, twice = [], []
    for header in headers:
        name = known.get(_key(header))
        if name is None:
            unknown.append(header)
        elif name in found:
            twice.append((found[name], header))
        else:
            found[name] = header
    return Matching(found, tuple(unknown), tuple(twice))


def _key(header: str) -> str:
    return key_of(header.replace("_", " "))
