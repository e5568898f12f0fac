"""What the pages of the atlas show, worked out from one query: results, filters, ways out, the selection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.actions import queries as actions
from cordee.actions.cards import Card, card
from cordee.actions.labels import label
from cordee.actions.permissions import Sight
from cordee.atlas import facets, narrowing, results
from cordee.atlas.index.port import Answer
from cordee.atlas.narrowing import address
from cordee.atlas.parsing import Problem
from cordee.atlas.query import PAGE_SIZE, AtlasQuery, Layout, Sort

FORMATS = ("csv", "xlsx", "geojson")
COLUMNS = (Sort.TITLE, Sort.COUNTRY, Sort.STRUCTURE, Sort.RECENT)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its card, where its title leads, and its points as the map's script reads them."""

    card: Card
    url: str
    selected: bool

    @property
    def where(self) -> str:
        """Its places in words."""
        return " · ".join(place.name for place in self.card.places)

    @property
    def points(self) -> str:
        """«lon,lat» for each place with a point, separated by spaces."""
        return " ".join(
            f"{place.lon},{place.lat}"
            for place in self.card.places
            if place.lon is not None and place.lat is not None
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the table that sorts by its column."""

    sort: Sort
    label: str
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Country:
    """All the actions in a country of the selected one."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request for a page of the atlas."""

    query: AtlasQuery
    problems: Sequence[Problem]
    sight: Sight
    path: str
    language: str
    action: str = ""
    has_map: bool = True

    def url(self, query: AtlasQuery, **more: str) -> str:
        """This page for another query."""
        return address(self.path, query, **more)


def context(asked: Asked) -> dict[str, Any]:
    """All that the templates of a page need."""
    query = asked.query
    answer = results.ask(query, asked.sight)
    cards = results.page_of(answer, asked.language)
    return {
        "query": query,
        "with_map": asked.has_map,
        "total": answer.total,
        "count": answer.count,
        "hits": [_hit(asked, one) for one in cards],
        "groups": facets.groups(query, answer.facets(), asked.language),
        "chips": narrowing.chips(query, asked.path, asked.language),
        "hidden_fields": narrowing.hidden_fields(query),
        "columns": _columns(asked),
        "data_query": data_query(query),
        "sorts": [sort for sort in Sort if sort != Sort.RELEVANCE or query.words],
        **_links(asked),
        **_notices(asked, answer),
        **_pages(query, answer),
        **selected(asked),
    }


def selected(asked: Asked) -> dict[str, Any]:
    """The action of the panel, if one is asked for and in sight, with its countries."""
    if not (asked.has_map and asked.action):
        return {"selected": None, "is_missing": False}
    found = actions.with_rows(actions.visible_by(asked.sight).filter(slug=asked.action)).first()
    if found is None:
        return {"selected": None, "is_missing": True}
    shown = card(found, asked.language)
    return {
        "selected": _hit(asked, shown),
        "is_missing": False,
        "countries": [_country(asked, code) for code in shown.countries[:3]],
    }


def _hit(asked: Asked, shown: Card) -> Hit:
    url = asked.url(asked.query, action=shown.slug) if asked.has_map else shown.url
    return Hit(shown, url, shown.slug == asked.action)


def _country(asked: Asked, code: str) -> Country:
    query = AtlasQuery(facets={"pays": (code,)})
    return Country(
        label("pays", code, asked.language), results.ask(query, asked.sight).count, asked.url(query)
    )


def _columns(asked: Asked) -> list[Column]:
    labels = {Sort.RECENT: _("Dates")}
    return [
        Column(
            sort,
            labels.get(sort) or str(sort.label),
            asked.url(replace(asked.query, sort=sort, page=1)),
            _direction(sort) if sort == asked.query.sort else "",
        )
        for sort in COLUMNS
    ]


def _direction(sort: Sort) -> str:
    return "descending" if sort == Sort.RECENT else "ascending"


def _links(asked: Asked) -> Mapping[str, Any]:
    query, first = asked.query, replace(asked.query, page=1)
    kept = replace(query, page=1, layout=Layout.LIST).encoded()
    return {
        "page_url": asked.path,
        "list_url": asked.url(replace(query, layout=Layout.LIST)),
        "table_url": asked.url(replace(query, layout=Layout.TABLE)),
        "clear_url": asked.url(narrowing.cleared(query)),
        "close_url": asked.url(query),
        "confirmed_url": asked.url(narrowing.confirmed_only(first)),
        "other_url": address(reverse("actions" if asked.has_map else "map"), query),
        "exports": [
            {"label": form, "url": f"{reverse('export', args=[form])}{'?' if kept else ''}{kept}"}
            for form in FORMATS
        ],
    }


def _notices(asked: Asked, answer: Answer) -> Mapping[str, Any]:
    reading = answer.reading
    return {
        "problems": asked.problems,
        "corrections": [
            {"typed": one.typed, "instead": ", ".join(one.replaced_by)} for one in reading.corrections
        ],
        "ignored": ", ".join(reading.ignored),
        "undated": answer.undated if asked.query.has_years else 0,
        "ways_out": (
            narrowing.ways_out(asked.query, answer, asked.path, asked.language)
            if not answer.count and asked.query.is_filtered
            else []
        ),
    }


def data_query(query: AtlasQuery) -> str:
    """The query string for tiles and counts: no order, page nor layout."""
    plain = replace(query, page=1, layout=Layout.LIST)
    return replace(plain, sort=plain.default_sort).encoded()


def _pages(query: AtlasQuery, answer: Answer) -> Mapping[str, Any]:
    pages = max(1, -(-answer.count // PAGE_SIZE))
    return {
        "number": query.page,
        "pages": pages,
        "first": (query.page - 1) * PAGE_SIZE + 1,
        "last": min(query.page * PAGE_SIZE, answer.count),
        "is_beyond": bool(answer.count) and query.page > pages,
    }
