"""What narrows the results, in words: the active filters with the way out of each, and which one to drop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cordee.actions.labels import label
from cordee.atlas.facets import TITLES
from cordee.atlas.index.port import Answer
from cordee.atlas.query import MULTIPLE, AtlasQuery, Layout
from cordee.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """A filter that may be dropped, how many actions there would be then, and that address."""

    label: str
    count: int
    url: str


def address(path: str, query: AtlasQuery, **more: str) -> str:
    """The page of a query; `more` are parameters of the page alone, such as the selected action."""
    said = urlencode([*query.pairs(), *more.items()])
    return f"{path}?{said}" if said else path


def chips(query: AtlasQuery, path: str, language: str) -> list[Chip]:
    """One chip per active value."""
    names = organisations.names_of(query.values("structure"))
    found = []
    if query.words:
        found.append(Chip(_quoted(query.words), address(path, query.without("q"))))
    found += [
        Chip(_said(name, value, names, language), address(path, query.without_value(name, value)))
        for name in MULTIPLE
        for value in query.values(name)
    ]
    found += [
        Chip(words, address(path, query.without(name))) for name, words in _years_and_box(query).items()
    ]
    return found


def cleared(query: AtlasQuery) -> AtlasQuery:
    """The whole atlas, in the same order and layout."""
    order = query.without("q").sort
    return AtlasQuery(sort=order, layout=query.layout)


def ways_out(query: AtlasQuery, answer: Answer, path: str, language: str) -> list[WayOut]:
    """For each active filter, the results without it: those that give some, the most first."""
    names = organisations.names_of(query.values("structure"))
    labels = {"q": _quoted(query.words)} if query.words else {}
    for name in MULTIPLE:
        if values := query.values(name):
            labels[name] = ", ".join(_said(name, value, names, language) for value in values)
    labels |= _years_and_box(query)
    counts = answer.counts_without(list(labels))
    found = [
        WayOut(words, counts[name], address(path, query.without(name)))
        for name, words in labels.items()
        if counts[name]
    ]
    return sorted(found, key=lambda way: -way.count)


def confirmed_only(query: AtlasQuery) -> AtlasQuery:
    """What structures say themselves or have confirmed; everything where that is already asked."""
    if query.values("confirmee") == ("oui",):
        return query.without("confirmee")
    return replace(query, facets={**query.facets, "confirmee": ("oui",)}, page=1)


def _said(name: str, value: str, names: Mapping[str, str], language: str) -> str:
    if name == "structure":
        return names.get(value, value)
    if name == "confirmee":
        return (
            _("Declared or confirmed by the structure")
            if value == "oui"
            else _("Not confirmed by the structure")
        )
    words = label(name, value, language)
    if name == "odd":
        return _("SDG %(number)s: %(title)s") % {"number": value, "title": words}
    if name == "commune":
        return _("%(filter)s: %(value)s") % {"filter": TITLES[name], "value": words}
    return words


def _quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words}


def _years_and_box(query: AtlasQuery) -> dict[str, str]:
    found = {}
    if query.since is not None:
        found["depuis"] = _("from %(year)s on") % {"year": query.since}
    if query.until is not None:
        found["jusqu"] = _("up to %(year)s") % {"year": query.until}
    if query.box:
        found["bbox"] = _("Area of the map")
    return found


def hidden_fields(query: AtlasQuery) -> Sequence[tuple[str, str]]:
    """The filters that no field of the form shows: they travel in hidden fields."""
    found = [(name, value) for name in ("structure", "confirmee") for value in query.values(name)]
    if query.box:
        found.append(("bbox", str(query.box)))
    if query.layout != Layout.LIST:
        found.append(("vue", str(query.layout)))
    return found
