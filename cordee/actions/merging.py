"""Importing over a sheet that exists: a file changes only what its columns say, and undoes no discretion."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from cordee.actions import places
from cordee.actions.columns import TEXTS
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.disclosure import disclosed_partners, disclosed_place
from cordee.actions.enums import Progress
from cordee.core.text import key_of

_PART_OF = {
    "organisation_key": "lead",
    "organisation_name": "lead",
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
_PLACE_COLUMNS = frozenset(places.COLUMNS)


def merged(known: Content, read: Content, columns: Collection[str]) -> Content:
    """What the sheet says once the columns of a file are taken over."""
    parts: dict[str, Any] = {
        part: getattr(read, part) for column, part in _PART_OF.items() if column in columns
    }
    if not _PLACE_COLUMNS.isdisjoint(columns):
        parts["places"] = _places(known, read, columns)
    if "partners" in columns:
        parts["partners"] = _partners(known, read)
    hides_place = any(place.is_hidden for place in known.places)
    if hides_place and not read.place_basis:
        parts["place_basis"] = known.place_basis
    hides_reason = bool(known.suspension_reason) and not known.suspension_reason_is_public
    if "suspension_reason" in columns and (read.suspension_reason or not hides_reason):
        parts["suspension_reason"] = read.suspension_reason
        parts["suspension_reason_is_public"] = read.suspension_reason_is_public and not hides_reason
    if parts.get("progress", known.progress) != Progress.SUSPENDED:
        # It goes on: what the file does not say of its suspension is over too.
        over = {"suspended_on": None, "suspension_reason": "", "suspension_reason_is_public": False}
        parts = over | parts
    parts["texts"] = _texts(known, read, columns)
    return replace(known, **parts)


def _places(known: Content, read: Content, columns: Collection[str]) -> tuple[Place, ...]:
    """The file's places; one that is where it was keeps what no column speaks of.

    A hidden one stays hidden, whether the file names it or says what an export shows of it.
    """
    left = dict(enumerate(known.places))
    found = []
    for n, place in enumerate(read.places):
        # The one at the same rank first: two places may read the same.
        ranks = sorted(left, key=lambda rank: (rank != n, rank))
        hidden = [rank for rank in ranks if left[rank].is_hidden and _may_be(left[rank], place, columns)]
        open_ones = [rank for rank in ranks if not left[rank].is_hidden and _is(left[rank], place, columns)]
        if hidden:
            found.append(left.pop(hidden[0]))
        elif open_ones:
            found.append(_kept(left.pop(open_ones[0]), place, columns))
        else:
            found.append(place)
    return tuple(found)


def _is(known: Place, place: Place, columns: Collection[str]) -> bool:
    same_region = known.region == place.region or "region" not in columns
    return places.spot(known) == places.spot(place) and same_region


def _kept(known: Place, place: Place, columns: Collection[str]) -> Place:
    """The file's place, with what only the sheet knows of it."""
    silent = {name: getattr(known, name) for name in ("precision", "region") if name not in columns}
    return replace(place, **silent)


def _may_be(hidden: Place, place: Place, columns: Collection[str]) -> bool:
    """This may be the hidden place: its point, its name, or what everybody reads of it. In doubt, it is."""
    at_its_point = hidden.lon is not None and (hidden.lon, hidden.lat) == (place.lon, place.lat)
    by_its_name = hidden.country == place.country and key_of(hidden.place) == key_of(place.place) != ""
    return at_its_point or by_its_name or _shows(hidden, place, columns)


def _shows(hidden: Place, place: Place, columns: Collection[str]) -> bool:
    """This is what everybody reads of the hidden place, with or without the point of its country."""
    public = disclosed_place(hidden)
    if "precision" not in columns:
        public = replace(public, precision=place.precision)
    return place in (public, replace(public, lon=None, lat=None))


def _partners(known: Content, read: Content) -> tuple[PartnerName, ...]:
    """The file's partners, and the hidden ones, which no export tells: they stay, and stay hidden."""
    hidden = [partner for partner in known.partners if partner.is_hidden]
    names = {key_of(partner.name) for partner in hidden}
    if not hidden:
        return read.partners
    if [partner for partner in read.partners if key_of(partner.name) not in names] == disclosed_partners(
        known.partners
    ):
        return known.partners
    return (*(partner for partner in read.partners if key_of(partner.name) not in names), *hidden)


def _texts(known: Content, read: Content, columns: Collection[str]) -> dict[str, Text]:
    texts = dict(known.texts)
    for language, text in read.texts.items():
        ending = "" if language == read.language else f"_{language}"
        said = {part: getattr(text, part) for column, part in TEXTS.items() if column + ending in columns}
        texts[language] = replace(texts[language], **said) if language in texts else text
    return texts
