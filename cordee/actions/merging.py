"""Importing over a sheet that exists: a file changes only what its columns say, and undoes no discretion."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from cordee.actions.content import Content, Place, Text
from cordee.actions.disclosure import disclosed_partners, disclosed_places

_PART_OF = {
    "organisation_key": "lead",
    "co_organisation_keys": "co_leads",
    "action_type": "type",
    "sdgs": "goals",
    "sdg_basis": "goals_basis",
    "status": "progress",
    "source": "sources",
    "coord_basis": "place_basis",
    "generated": "is_generated",
} | {
    name: name
    for name in (
        "themes", "forms", "start_year", "start_month", "start_day", "end_year", "end_month", "end_day",
        "suspended_on", "confidence", "verified_on", "origin", "confirmed_on", "language",
    )
}  # fmt: skip
_PLACE_COLUMNS = {"place", "country", "lon", "lat", "precision", "region"}
_TEXT_COLUMNS = {"title": "title", "description": "summary"} | {
    name: name for name in ("unfolding", "objectives", "content", "effects", "note")
}


def merged(known: Content, read: Content, columns: Collection[str]) -> Content:
    """What the sheet says once the columns of a file are taken over."""
    parts: dict[str, Any] = {
        part: getattr(read, part) for column, part in _PART_OF.items() if column in columns
    }
    if not _PLACE_COLUMNS.isdisjoint(columns) and not _says_the_disclosed_places(known, read):
        parts["places"] = _places(known, read, columns)
    if "partners" in columns and not _says_the_disclosed_partners(known, read):
        parts["partners"] = read.partners
    hides_reason = known.suspension_reason and not known.suspension_reason_is_public
    if "suspension_reason" in columns and (read.suspension_reason or not hides_reason):
        parts["suspension_reason"] = read.suspension_reason
        parts["suspension_reason_is_public"] = read.suspension_reason_is_public
    parts["texts"] = _texts(known, read, columns)
    return replace(known, **parts)


def _places(known: Content, read: Content, columns: Collection[str]) -> tuple[Place, ...]:
    """The file's places; one that is where it was keeps the precision that the file does not speak of."""
    if "precision" in columns:
        return read.places
    before = {_spot(place): place for place in known.places}
    return tuple(before.get(_spot(place), place) for place in read.places)


def _spot(place: Place) -> tuple[str, str, float | None, float | None]:
    return place.place, place.country, place.lon, place.lat


def _says_the_disclosed_places(known: Content, read: Content) -> bool:
    """An export shows a hidden place as its country: reading that back must not overwrite the place."""
    return any(place.is_hidden for place in known.places) and list(read.places) == disclosed_places(
        known.places
    )


def _says_the_disclosed_partners(known: Content, read: Content) -> bool:
    hides_some = any(partner.is_hidden for partner in known.partners)
    return hides_some and list(read.partners) == disclosed_partners(known.partners)


def _texts(known: Content, read: Content, columns: Collection[str]) -> dict[str, Text]:
    texts = dict(known.texts)
    for language, text in read.texts.items():
        if language == read.language:
            said = {part: getattr(text, part) for column, part in _TEXT_COLUMNS.items() if column in columns}
        else:
            said = {"title": text.title, "summary": text.summary}
        texts[language] = replace(texts[language], **said) if language in texts else text
    return texts
