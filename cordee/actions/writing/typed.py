"""What is typed into the form, word for word: texts by the names of the fields, as a draft keeps it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from cordee.actions.content import Content, PartnerName, Place, from_json
from cordee.actions.enums import Audience, Precision, Progress
from cordee.actions.models import Draft
from cordee.core.text import number_in

Typed = dict[str, list[str]]

WORDS = ("title", "summary", "unfolding", "objectives", "content", "effects", "note")
PLAIN = (
    "type", "progress", "start_year", "start_month", "start_day", "end_year", "end_month", "end_day",
    "suspended_on", "suspension_reason", "suspension_reason_is_public", "sources", "place_basis", "audience",
)  # fmt: skip
LISTS = ("goals", "themes", "forms", "co_leads")
OF_PLACES = (
    "place", "country", "precision", "region", "lon", "lat", "spot", "located", "is_hidden", "far",
)  # fmt: skip
OF_PARTNERS = ("name", "country", "is_hidden")
ROWS = {"places": 20, "partners": 40}
"""At most so many of each."""
_KNOWN = re.compile(
    rf"({'|'.join((*PLAIN, *LISTS, 'language', 'comment'))})"
    rf"|({'|'.join(WORDS)})_[a-z]{{2,3}}(-[a-z]{{2,4}})?"
    rf"|places-(TOTAL_FORMS|INITIAL_FORMS|\d{{1,2}}-({'|'.join(OF_PLACES)}))"
    rf"|partners-(TOTAL_FORMS|INITIAL_FORMS|\d{{1,2}}-({'|'.join(OF_PARTNERS)}))"
)
LINE_END = re.compile("\r\n?")


def typed_in(post: Mapping[str, Any]) -> Typed:
    """The fields of the form among what was sent; whatever else was sent is left out."""
    lists = post.lists() if isinstance(post, MultiValueDict) else post.items()
    return _whole({name: values for name, values in lists if _KNOWN.fullmatch(name)})


def typed_of_draft(draft: Draft) -> Typed:
    """What a draft keeps: the form as it was left, or a content that a comparison refused."""
    data = draft.data if isinstance(draft.data, dict) else {}
    if "content" in data:
        return typed_of(from_json(data["content"]))
    form = data.get("form")
    return typed_in(form) if isinstance(form, dict) else typed_in({})


def blank() -> Typed:
    """A form into which nothing is typed; what one mostly chooses is chosen."""
    return _whole({"audience": [Audience.PUBLIC.value], "progress": [Progress.TO_VERIFY.value], **_chosen(0)})


def typed_of(content: Content) -> Typed:
    """The form that says what the sheet says."""
    typed: Typed = {name: [_text(getattr(content, name))] for name in PLAIN}
    typed |= {name: [_text(item) for item in getattr(content, name)] for name in LISTS}
    typed["language"] = [content.language]
    for language, text in content.texts.items():
        typed |= {f"{word}_{language}": [getattr(text, word)] for word in WORDS}
    typed |= _rows("places", [row_of(place) for place in content.places])
    typed |= _rows("partners", [_partner(partner) for partner in content.partners])
    return _whole(typed)


def data_of(typed: Typed) -> MultiValueDict[str, str]:
    """The same as Django's forms take it."""
    return MultiValueDict(typed)


def first(typed: Typed, name: str) -> str:
    """What is typed in a field that is there once."""
    return next(iter(typed.get(name, ())), "")


def with_row(typed: Typed, prefix: str) -> Typed:
    """The form with one more row; as it is where there are as many as may be."""
    count = min(ROWS[prefix], count_of(typed, prefix) + 1)
    return _chosen(count - 1) | typed | {f"{prefix}-TOTAL_FORMS": [str(count)]}


def count_of(typed: Typed, prefix: str) -> int:
    """How many rows there are."""
    return min(ROWS[prefix], number_in(first(typed, f"{prefix}-TOTAL_FORMS"), digits=3) or 0)


def spot_of(row: Mapping[str, str]) -> str:
    """What a place said when its point was found: by this a form knows that the words changed since."""
    return "|".join(row.get(name, "") for name in ("place", "country", "precision", "lon", "lat"))


def _chosen(number: int) -> Typed:
    """What a new place is mostly."""
    return {f"places-{number}-precision": [Precision.CITY.value]}


def _whole(fields: Mapping[str, Any]) -> Typed:
    """Lists of texts only, line ends as they are kept, rows counted by ourselves."""
    typed = {
        name: [LINE_END.sub("\n", value) for value in values if isinstance(value, str)]
        for name, values in fields.items()
        if isinstance(values, list)
    }
    for prefix in ROWS:
        typed[f"{prefix}-TOTAL_FORMS"] = [str(max(1, count_of(typed, prefix)))]
        typed[f"{prefix}-INITIAL_FORMS"] = ["0"]
    return typed


def _rows(prefix: str, rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, list[str]]]:
    number = 0
    for number, row in enumerate(rows, start=1):
        yield from ((f"{prefix}-{number - 1}-{name}", [value]) for name, value in row.items() if value)
    yield f"{prefix}-TOTAL_FORMS", [str(number)]


def row_of(place: Place) -> dict[str, str]:
    """The row of a place whose point is settled."""
    row = {
        "place": place.place,
        "country": place.country,
        "precision": str(place.precision.value),
        "region": place.region,
        "lon": _text(place.lon),
        "lat": _text(place.lat),
        "is_hidden": "on" if place.is_hidden else "",
        "far": "on" if place.is_far_confirmed else "",
    }
    return row | {"located": spot_of(row)}


def _partner(partner: PartnerName) -> dict[str, str]:
    hidden = "on" if partner.is_hidden else ""
    return {"name": partner.name, "country": partner.country, "is_hidden": hidden}


def _text(value: Any) -> str:
    """A value as a field shows it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    return repr(value) if isinstance(value, float) else str(value)
