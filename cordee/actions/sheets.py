"""An action as a row of a table, read by imports; `export_rows` writes what this reads back unchanged."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cordee.actions import columns, dates, places, words
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import ActionType, Audience, Confidence, GoalsBasis, Origin, Progress
from cordee.core.fitting import language_misfits
from cordee.core.tables import cells
from cordee.core.tables.cells import CellError
from cordee.organisations.sheets import ColumnError
from cordee.territory import instance, world
from cordee.territory.lists import slugs

PARTNER = re.compile(r"(?P<name>.*\S)\s*\[(?P<country>(?:[A-Z]{2})?)\]", re.DOTALL)
_GOAL = re.compile(r"(?:odd|sdg)?\s*([0-9]{1,2})", re.IGNORECASE)
Warn = Callable[[str, str], None]


class Reader:
    """Reads the cells of one row; each error is told once, with its column, and the row goes on."""

    def __init__(self, row: Mapping[str, str], on_error: Warn) -> None:
        self.row = row
        self.on_error = on_error
        self.has_failed = False

    def get(self, name: str, read: Callable[[str], Any], default: Any = None) -> Any:
        """The cell's value, or the default where the cell is empty or wrong."""
        text = self.row.get(name, "").strip()
        if not text:
            return default
        try:
            return read(text)
        except ColumnError as error:
            self.fail(error.column, str(error))
        except CellError as error:
            self.fail(name, str(error))
        return default

    def require(self, name: str, message: str) -> None:
        """Tell it where the cell is empty."""
        if not self.row.get(name, "").strip():
            self.fail(name, message)

    def fail(self, name: str, message: str) -> None:
        """Tell what is wrong in a column."""
        self.has_failed = True
        self.on_error(name, message)


def read(
    row: Mapping[str, str],
    *,
    lead: int,
    co_leads: Sequence[int],
    origin: Origin,
    accept_far: bool,
    on_error: Warn,
    on_warning: Warn,
    known: Content | None = None,
) -> Content | None:
    """What a row says; None where something is wrong, each thing told through `on_error(column, message)`.

    The row of a sheet that is `known` may come without columns of places, and without the language.
    """
    reader = Reader(row, on_error)
    reader.require("title", _("Give the action a title."))
    reader.require("action_type", _("Say which of the five types it is."))
    reader.require("sdgs", _("Tag the action with at least one goal, from 1 to 17."))
    spoken = known.language if known else instance.first_language()
    language = reader.get("language", _language, spoken)
    values = _scalars(reader, origin, known) | {
        "lead": lead,
        "co_leads": tuple(co_leads),
        "language": language,
        "texts": _texts(reader, language),
        "places": _places(reader, known, accept_far=accept_far, warn=on_warning),
        "goals": reader.get("sdgs", _goals, ()),
        "themes": reader.get("themes", lambda text: _slugs(text, "theme"), ()),
        "forms": reader.get("forms", lambda text: _slugs(text, "form"), ()),
        "partners": reader.get("partners", _partners, ()),
        "type": reader.get("action_type", lambda text: _code(text, ActionType)),
    }
    if reader.has_failed:
        return None
    content = Content(**values)
    for column, problem in dates.problems(content):
        reader.fail(column, problem)
    return None if reader.has_failed else content


def _places(reader: Reader, known: Content | None, *, accept_far: bool, warn: Warn) -> tuple[Place, ...]:
    if known and not any(name in reader.row for name in places.COLUMNS):
        return known.places
    try:
        before = known.places if known else ()
        return places.read(reader.row, accept_far=accept_far, known=before, warn=warn)
    except ColumnError as error:
        reader.fail(error.column, str(error))
        return ()


def _scalars(reader: Reader, origin: Origin, known: Content | None) -> dict[str, Any]:
    """An empty cell empties what may be empty; what has always a value keeps the one it has."""
    reason = reader.get("suspension_reason", str.strip, "")

    def code(name: str, part: str, enum: Any, default: Any) -> Any:
        return reader.get(name, lambda text: _code(text, enum), getattr(known, part) if known else default)

    return {
        "start_year": reader.get("start_year", cells.year),
        "start_month": reader.get("start_month", _up_to(12)),
        "start_day": reader.get("start_day", _up_to(31)),
        "end_year": reader.get("end_year", cells.year),
        "end_month": reader.get("end_month", _up_to(12)),
        "end_day": reader.get("end_day", _up_to(31)),
        "progress": code("status", "progress", Progress, Progress.TO_VERIFY),
        "suspended_on": reader.get("suspended_on", cells.day),
        "suspension_reason": reason,
        "suspension_reason_is_public": bool(reason),
        "sources": reader.get("source", str.strip, ""),
        "confidence": code("confidence", "confidence", Confidence, Confidence.MEDIUM),
        "goals_basis": code("sdg_basis", "goals_basis", GoalsBasis, GoalsBasis.DECLARED),
        "place_basis": reader.get("coord_basis", lambda text: cells.within(text, 300), ""),
        "audience": code("audience", "audience", Audience, Audience.PUBLIC),
        "verified_on": reader.get("verified_on", cells.day),
        "origin": code("origin", "origin", Origin, origin),
        "confirmed_on": reader.get("confirmed_on", cells.day),
        "is_generated": reader.get("generated", cells.yes_or_no, False),
    }


def _texts(reader: Reader, language: str) -> dict[str, Text]:
    texts = {language: _text(reader, "")}
    for other in columns.languages_of(reader.row):
        ending = f"_{other}"
        text = _text(reader, ending)
        if other == language:
            if text != Text(title="") and text != texts[language]:
                message = _("The original is in this language: write it in the columns without ending.")
                reader.fail(f"title{ending}", message)
        elif text.title:
            texts[other] = text
        elif text != Text(title=""):
            reader.fail(f"title{ending}", _("Give the title in this language too."))
    return texts


def _text(reader: Reader, ending: str) -> Text:
    """The columns of texts that end so: nothing for the original, `_en` for its English."""
    parts = {
        part: reader.get(column + ending, str.strip, "")
        for column, part in columns.TEXTS.items()
        if part != "title"
    }
    title = reader.get(f"title{ending}", lambda text: cells.within(text, 200), "")
    return Text(title=title, **parts)


def _up_to(most: int) -> Callable[[str], int | None]:
    # Cut: int() itself refuses thousands of digits.
    return lambda text: cells.small(text[:100], most)


def _language(text: str) -> str:
    code = text.lower()
    for problem in language_misfits([code]):
        raise CellError(problem)
    return code


def _code(text: str, enum: Any) -> Any:
    return enum(cells.choice(text, words.codes(enum)))


def _goals(text: str) -> tuple[int, ...]:
    found = set()
    for part in re.split(r"[;,]", text):
        if not part.strip():
            continue
        match = _GOAL.fullmatch(part.strip())
        if not match or int(match[1]) not in world.goals():
            raise CellError(
                _("“%(text)s” is no goal: write numbers from 1 to 17, separated by ;.") % {"text": part[:80]}
            )
        found.add(int(match[1]))
    return tuple(sorted(found))


def _slugs(text: str, kind: str) -> tuple[str, ...]:
    return tuple(sorted({cells.choice(part, slugs(kind)) for part in cells.filled(text)}))


def _partners(text: str) -> tuple[PartnerName, ...]:
    found = []
    for part in cells.filled(text):
        match = PARTNER.fullmatch(part)
        known = match and match["country"] in ("", *world.countries())
        name, country = (match["name"], match["country"]) if match and known else (part, "")
        found.append(PartnerName(name=cells.within(name, 300), country=country))
    return tuple(dict.fromkeys(found))
