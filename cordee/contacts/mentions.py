"""Where a person is named. What names contacts lies above this slice and tells it: `register`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One sheet that names a person: its title, and its path where everybody may read it."""

    title: str
    path: str


Finder = Callable[[int], Sequence[Mention]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Have the finder asked for the sheets that name a contact, by its number. Once per finder."""
    if finder not in _finders:
        _finders.append(finder)


def mentions(contact: int) -> list[Mention]:
    """Every sheet that names this contact."""
    return [mention for finder in _finders for mention in finder(contact)]
