"""The filters beside the results: which values each one offers, with their words, counts and order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from cordee.actions.labels import label
from cordee.atlas.index.port import Counts
from cordee.atlas.query import AtlasQuery
from cordee.core.text import key_of
from cordee.territory import world

SHOWN: Final = 8
"""How many values a filter shows before «show all»."""
OPEN: Final = ("type", "odd", "nature")
"""Filters open from the start; the others open when something is chosen in them."""
TITLES: Final = {
    "type": _("Type of action"),
    "odd": _("Goals (SDG)"),
    "zone": _("Region of the world"),
    "pays": _("Country"),
    "nature": _("Type of structure"),
    "etat": _("State"),
    "theme": _("Theme"),
    "forme": _("Form of cooperation"),
    "commune": _("Commune of the structure"),
    "origine": _("Who says so"),
}
"""The filters in the order of the page."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter; `level` counts from 0 how deep a region lies, `goal` is the number of a goal."""

    value: str
    label: str
    count: int
    checked: bool
    level: int = 0
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One filter: the values shown at once and the rest behind «show all»."""

    name: str
    label: str
    open: bool
    chosen: int
    options: Sequence[Option]
    rest: Sequence[Option]


def groups(query: AtlasQuery, counts: Counts, language: str) -> list[Group]:
    """The filters that have a value to offer, in the order of the page."""
    found = (_group(name, query, counts.get(name, {}), language) for name in TITLES)
    return [group for group in found if group.options]


def _group(name: str, query: AtlasQuery, counts: Mapping[str, int], language: str) -> Group:
    chosen = query.values(name)
    values = dict.fromkeys(chosen, 0) | {value: count for value, count in counts.items() if count}
    options = [
        Option(value, label(name, value, language), count, value in chosen, *_marks(name, value))
        for value, count in values.items()
        if value != world.WORLD or value in chosen
    ]
    ordered = _ORDERS.get(name, _by_count)(options)
    cut = len(ordered) if name in _WHOLE or len(ordered) <= SHOWN + 2 else SHOWN
    # What is chosen always shows: nobody should have to look for what narrows the results.
    first = [option for n, option in enumerate(ordered) if n < cut or option.checked]
    rest = [option for n, option in enumerate(ordered) if n >= cut and not option.checked]
    is_open = bool(chosen) or name in OPEN
    return Group(name, str(TITLES[name]), is_open, len(chosen), first, rest)


def _marks(name: str, value: str) -> tuple[int, int | None]:
    if name == "zone":
        return max(0, len(world.zones_of_region(value)) - 2), None
    return 0, int(value) if name == "odd" else None


def _by_count(options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: (-option.count, key_of(option.label)))


def _by_number(options: Iterable[Option]) -> list[Option]:
    return sorted(options, key=lambda option: option.goal or 0)


def _as_tree(options: Iterable[Option]) -> list[Option]:
    """Continents by count, each followed by its own regions, by count too."""
    by_value = {option.value: option for option in options}

    def rank(value: str) -> tuple[int, str]:
        option = by_value.get(value)
        return (-option.count, key_of(option.label)) if option else (0, value)

    return sorted(
        by_value.values(),
        key=lambda option: [rank(zone) for zone in reversed(world.zones_of_region(option.value))],
    )


_ORDERS: dict[str, Callable[[Iterable[Option]], list[Option]]] = {"odd": _by_number, "zone": _as_tree}
_WHOLE = {"odd", "zone"}
"""Filters in an order of their own, which a cut would break."""
