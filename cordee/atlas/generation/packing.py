"""A batch of generated actions as plain columns, cheap to hand to the process that writes."""

from array import array
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import Field

from cordee.actions.content import SCALARS, Content, PartnerName, Place, Text
from cordee.actions.models import (
    Action,
    ActionForm,
    ActionGoal,
    ActionText,
    ActionTheme,
    CoLead,
    Location,
    Partner,
)
from cordee.atlas.generation.actions import maker
from cordee.atlas.index.rows import Rows, Source, Structure, rows_of
from cordee.atlas.models import Document, Heading, Spot

Row = tuple[Any, ...]
ACTION_COLUMNS = ("key", "slug", "lead_id", *SCALARS)
_PARTS = tuple(item.name for item in fields(Text))
COLUMNS: dict[Any, tuple[str, ...]] = {
    ActionText: ("action_id", "language", *_PARTS),
    Location: ("action_id", "position", *(item.name for item in fields(Place))),
    Partner: ("action_id", "position", *(item.name for item in fields(PartnerName))),
    CoLead: ("action_id", "organisation_id"),
    ActionGoal: ("action_id", "goal"),
    ActionTheme: ("action_id", "theme"),
    ActionForm: ("action_id", "form"),
    Document: (
        "action_id", "audience", "first_year", "last_year", "is_ongoing", "recency", "structure_key",
        "tags",
    ),
    Heading: ("document_id", "language", "title_key", "country_key"),
    Spot: ("document_id", "type", "precision", "country", "region", "lon", "lat", "morton"),
}  # fmt: skip
"""Columns of each table; the first stands for the action, as its place in the batch."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a producer has to know: the seed, the structures in Zipf's order, how generated data is marked."""

    seed: int
    structures: tuple[Structure, ...]
    marks: dict[str, str]
    languages: tuple[str, ...]


@dataclass(slots=True)
class Packed:
    """The rows of some actions. `links` are (place in the batch, place in `facets` or `words`, weight)."""

    actions: list[Row] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {model.__name__: [] for model in COLUMNS})
    facets: dict[tuple[str, str], int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    taggings: "tuple[array[int], array[int]]" = field(default_factory=lambda: (array("i"), array("i")))
    postings: "tuple[array[int], array[int], array[int]]" = field(
        default_factory=lambda: (array("i"), array("i"), array("b"))
    )


def key_of(seed: int, number: int) -> str:
    """The key of a generated action, which is its address too."""
    return f"gen-{seed}-{number:07d}"


def packed(brief: Brief, numbers: Sequence[int]) -> Packed:
    """The actions of these numbers, with the rows of the atlas for each."""
    make = maker(brief.seed, len(brief.structures), brief.marks)
    batch = Packed()
    for place, number in enumerate(numbers):
        content = make.content(number)
        structures = [brief.structures[n] for n in (content.lead, *content.co_leads)]
        _add_action(batch, place, key_of(brief.seed, number), content, structures)
        source = Source(place, content, structures[0], tuple(structures[1:]))
        _add_rows(batch, place, rows_of(source, brief.languages))
    return batch


def _add_action(
    batch: Packed, place: int, key: str, content: Content, structures: Sequence[Structure]
) -> None:
    scalars = (_plain(getattr(content, name)) for name in SCALARS)
    batch.actions.append((key, key, structures[0].number, *scalars))
    rows = batch.rows
    rows["ActionText"] += [(place, language, *astuple(text)) for language, text in content.texts.items()]
    rows["Location"] += [(place, n, *map(_plain, astuple(where))) for n, where in enumerate(content.places)]
    rows["Partner"] += [(place, n, *astuple(partner)) for n, partner in enumerate(content.partners)]
    rows["CoLead"] += [(place, structure.number) for structure in structures[1:]]
    rows["ActionGoal"] += [(place, goal) for goal in content.goals]
    rows["ActionTheme"] += [(place, theme) for theme in content.themes]
    rows["ActionForm"] += [(place, form) for form in content.forms]


def _add_rows(batch: Packed, place: int, found: Rows) -> None:
    batch.rows["Document"].append(found.document)
    batch.rows["Heading"] += [(place, *heading) for heading in found.headings]
    batch.rows["Spot"] += [(place, *spot) for spot in found.spots]
    documents, facets = batch.taggings
    for pair in sorted(found.facets):
        documents.append(place)
        facets.append(batch.facets.setdefault(pair, len(batch.facets)))
    documents, words, weights = batch.postings
    for token, (weight, form) in found.words.items():
        number = batch.words.get(token)
        if number is None:
            number = batch.words[token] = len(batch.words)
            batch.forms.append(form)
        documents.append(place)
        words.append(number)
        weights.append(weight)


def _plain(value: Any) -> Any:
    """What both databases take in bulk: codes as plain text, dates as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def fixed_columns() -> "dict[str, Field[Any, Any]]":
    """Columns of `Action` that are the same for all: those that no generated sheet sets."""
    columns = {str(item.column): item for item in Action._meta.concrete_fields}
    return {name: item for name, item in columns.items() if name not in {*ACTION_COLUMNS, "id"}}
