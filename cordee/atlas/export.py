"""Exports of exactly what is filtered, complete, in the order asked for: CSV, XLSX, GeoJSON."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _

from cordee.actions import export_rows
from cordee.actions import queries as actions
from cordee.actions.cards import Card, card
from cordee.actions.columns import names_with
from cordee.actions.models import Action
from cordee.atlas.index.port import Answer
from cordee.core.tables.writing import SheetData, csv_lines, write_xlsx

BATCH = 500
Absolute = Callable[[str], str]


def as_csv(answer: Answer, absolute: Absolute, languages: Iterable[str]) -> Iterator[bytes]:
    """UTF-8 with its mark, commas; the columns that imports read, with those of these languages."""
    names = names_with(languages)
    found = _all(answer.all_numbers())
    return csv_lines(names, (export_rows.row(action, names, absolute) for action in found))


def as_xlsx(answer: Answer, absolute: Absolute, languages: Iterable[str]) -> IO[bytes]:
    """The same columns as a workbook, in a temporary file at its beginning.

    Raises `TableError` where a text is longer than a cell of a workbook can hold.
    """
    names = names_with(languages)
    rows = (export_rows.row(action, names, absolute) for action in _all(answer.all_numbers()))
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    try:
        write_xlsx(file, [SheetData(_("Actions"), names, rows)])
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def as_geojson(answer: Answer, absolute: Absolute, language: str) -> Iterator[str]:
    """One feature per action: a point, several, or none."""
    return _collection(_all(answer.all_numbers()), absolute, language)


def _collection(found: Iterator[Action], absolute: Absolute, language: str) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    for number, action in enumerate(found):
        feature = _feature(card(action, language), absolute)
        yield (",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
    yield "\n]}\n"


def _all(numbers: Iterator[int]) -> Iterator[Action]:
    """The matching actions in order, fetched by batches.

    What matches was asked for before: a question that takes too long fails before an answer has begun.
    """
    batch: list[int] = []
    for number in numbers:
        batch.append(number)
        if len(batch) == BATCH:
            yield from _fetched(batch)
            batch = []
    yield from _fetched(batch)


def _fetched(numbers: Sequence[int]) -> Iterator[Action]:
    found = {action.pk: action for action in actions.with_rows(actions.numbered(numbers))}
    return (found[number] for number in numbers if number in found)


def _feature(item: Card, absolute: Absolute) -> dict[str, Any]:
    points = [[place.lon, place.lat] for place in item.places if place.lon is not None]
    geometry: dict[str, Any] | None = None
    if len(points) == 1:
        geometry = {"type": "Point", "coordinates": points[0]}
    elif points:
        geometry = {"type": "MultiPoint", "coordinates": points}
    return {
        "type": "Feature",
        "id": item.number,
        "geometry": geometry,
        "properties": _properties(item, absolute),
    }


def _properties(item: Card, absolute: Absolute) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "url": absolute(item.url),
        "title": item.title,
        "language": item.language,
        "summary": item.summary,
        "type": item.type,
        "goals": [goal.number for goal in item.goals],
        "countries": list(item.countries),
        "places": [place.place for place in item.places],
        "precisions": [place.precision for place in item.places],
        "organisation": item.organisation,
        "organisation_slug": item.organisation_slug,
        "status": item.progress,
        "start_year": item.start_year,
        "end_year": item.end_year,
        "origin": item.origin,
        "unconfirmed": item.is_unconfirmed,
        "generated": item.is_generated,
    }
