"""Counting facets: each document carries the numbers of its facets as bytes, which numpy adds up at once.

The same numbers stand in `Tagging`, by which documents are found. Counting there takes a step per tag, a
hundred thousand of them for ten thousand actions; here it takes one row per action.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from cordee.atlas.query import FACETS

_NUMBER = np.dtype("<u4")


def pack(facets: Iterable[tuple[str, str]], numbers: Mapping[tuple[str, str], int]) -> bytes:
    """The numbers of those facets that are counted, four bytes each, the lowest first."""
    counted = sorted(numbers[pair] for pair in facets if pair[0] in FACETS)
    return np.array(counted, dtype=_NUMBER).tobytes()


class Tally:
    """How many of the documents added so far have each facet."""

    def __init__(self) -> None:
        self._counts: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    def add(self, tags: Iterable[bytes]) -> None:
        """The tags of more documents."""
        counts = np.bincount(np.frombuffer(b"".join(tags), dtype=_NUMBER))
        longer, shorter = sorted((counts, self._counts), key=len, reverse=True)
        longer[: len(shorter)] += shorter
        self._counts = longer

    def by_value(
        self, names: Iterable[str], facets: Iterable[tuple[int, str, str]]
    ) -> dict[str, dict[str, int]]:
        """Counts by value for each of these names, without the values that nothing has; `facets` are all."""
        found: dict[str, dict[str, int]] = {name: {} for name in names}
        for number, name, value in facets:
            if name in found and number < len(self._counts) and self._counts[number]:
                found[name][value] = int(self._counts[number])
        return found
