"""What `/carte/resultats.json` says, as plain values."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from cordee.actions import queries as actions
from cordee.actions.cards import Card, PlaceMark, cards
from cordee.actions.permissions import Sight
from cordee.atlas.index.port import Answer, Index
from cordee.atlas.query import PAGE_SIZE, AtlasQuery


def index() -> Index:
    """The read index that the settings name."""
    found: Index = import_string(settings.CORDEE_INDEX)()
    return found


def ask(query: AtlasQuery, sight: Sight) -> Answer:
    """The answer to a query, today."""
    return index().ask(query, sight, year=timezone.localdate().year)


def page_of(answer: Answer, language: str) -> list[Card]:
    """The cards of the page asked for, in order."""
    return cards_of(list(answer.numbers()), language)


def cards_of(numbers: list[int], language: str) -> list[Card]:
    """The cards of these actions, in this order."""
    found = {card.number: card for card in cards(actions.numbered(numbers), language)}
    return [found[number] for number in numbers if number in found]


def as_json(query: AtlasQuery, answer: Answer, path: str, language: str) -> dict[str, Any]:
    """The whole answer: counts, facets, one page of results and the address of the next."""
    has_next = query.page * PAGE_SIZE < answer.count
    following = _next(query, path) if has_next else None
    data: dict[str, Any] = {
        "total": answer.total,
        "count": answer.count,
        "facets": answer.facets(),
        "results": [_result(card) for card in page_of(answer, language)],
        "next": following,
    }
    if query.has_years:
        data["undated"] = answer.undated
    if answer.reading.corrections:
        data["corrections"] = [
            {"typed": item.typed, "replaced_by": list(item.replaced_by)}
            for item in answer.reading.corrections
        ]
    if answer.reading.ignored:
        data["ignored"] = list(answer.reading.ignored)
    return data


def _next(query: AtlasQuery, path: str) -> str:
    return f"{path}?{replace(query, page=query.page + 1).encoded()}"


def _result(card: Card) -> Mapping[str, Any]:
    return {
        "id": card.number,
        "slug": card.slug,
        "url": card.url,
        "title": card.title,
        "type": card.type,
        "goals": [goal.number for goal in card.goals],
        "countries": list(card.countries),
        "organisation": {"slug": card.organisation_slug, "name": card.organisation},
        "locations": [_place(place) for place in card.places],
        "unconfirmed": card.is_unconfirmed,
        "generated": card.is_generated,
    }


def _place(place: PlaceMark) -> Mapping[str, Any]:
    return {
        "lon": place.lon,
        "lat": place.lat,
        "place": place.place,
        "country": place.country or None,
        "precision": place.precision,
    }
