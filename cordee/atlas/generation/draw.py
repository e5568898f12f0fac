"""Drawing values by weight, always the same for the same source of chance."""

from bisect import bisect
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Draw(Generic[Item]):
    """Values with weights. The order in which they are given is part of what is drawn."""

    def __init__(self, weights: Mapping[Item, float]) -> None:
        self.values: Sequence[Item] = list(weights)
        self._sums = list(accumulate(weights.values()))

    def one(self, chance: Random) -> Item:
        """One value."""
        return self.values[min(bisect(self._sums, chance.random() * self._sums[-1]), len(self.values) - 1)]

    def some(self, chance: Random, count: int) -> tuple[Item, ...]:
        """`count` different values, or all there are."""
        found: dict[Item, None] = {}
        while len(found) < min(count, len(self.values)):
            found[self.one(chance)] = None
        return tuple(found)


def counted(observed: Iterable[Item], possible: Iterable[Item], rest: float) -> Draw[Item]:
    """As often as observed; `rest` for each possible value besides, so that none is never drawn."""
    weights: dict[Item, float] = dict.fromkeys(possible, rest)
    for value in observed:
        weights[value] = weights.get(value, 0.0) + 1.0
    return Draw(weights)


def zipf(values: Sequence[Item]) -> Draw[Item]:
    """The first most often, the n-th n times less."""
    return Draw({value: 1.0 / rank for rank, value in enumerate(values, start=1)})
