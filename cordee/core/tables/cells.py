"""Reading one cell: each refusal is a sentence that says what the cell takes."""

import math
import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from cordee.core.text import key_of

_NUMBER = re.compile(r"[+-]?([0-9]{1,20}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_YES = {"1", "true", "oui", "yes", "vrai", "x"}
_NO = {"", "0", "false", "non", "no", "faux"}
_MOST_SHOWN = 80


class CellError(Exception):
    """The cell cannot be read. The message is for the person."""


def listed(text: str, separator: str = ";") -> list[str]:
    """The parts of a list in one cell, empty ones included where something stands around them."""
    return [part.strip() for part in text.split(separator)] if text.strip() else []


def filled(text: str) -> list[str]:
    """The parts of a list in one cell that say something."""
    return [part for part in listed(text) if part]


def choice(text: str, values: Mapping[str, str]) -> str:
    """The code of a word, whatever its case and accents; `values` are codes by folded word."""
    code = values.get(key_of(text))
    if code is None:
        raise CellError(
            _("“%(text)s” is not known. Write one of: %(known)s.")
            % {"text": text[:_MOST_SHOWN], "known": ", ".join(dict.fromkeys(values.values()))}
        )
    return code


def degrees(text: str, most: float) -> float:
    """A longitude (most 180) or latitude (most 90); a decimal comma is one."""
    plain = text.strip().replace(",", ".")
    value = float(plain) if _NUMBER.fullmatch(plain) else math.nan
    if not -most <= value <= most:
        raise CellError(
            _("“%(text)s” is not a number of degrees from -%(most)d to %(most)d.")
            % {"text": text[:_MOST_SHOWN], "most": int(most)}
        )
    return value


def year(text: str) -> int | None:
    """A year of four digits, or nothing."""
    if not text.strip():
        return None
    if not _YEAR.fullmatch(text.strip()) or not 1000 <= int(text) <= 2200:
        raise CellError(_("“%(text)s” is not a year of four digits.") % {"text": text[:_MOST_SHOWN]})
    return int(text)


def small(text: str, most: int) -> int | None:
    """A whole number from 1 to `most`, or nothing."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or not 1 <= int(text) <= most:
        raise CellError(
            _("“%(text)s” is not a whole number from 1 to %(most)d.")
            % {"text": text[:_MOST_SHOWN], "most": most}
        )
    return int(text)


def day(text: str) -> date | None:
    """A date as 2026-11-24, or nothing."""
    if not text.strip():
        return None
    try:
        # Python reads 20261124 too, which people type for something else.
        return date.fromisoformat(text.strip() if _DAY.fullmatch(text.strip()) else "")
    except ValueError as error:
        raise CellError(
            _("“%(text)s” is not a date written as 2026-11-24.") % {"text": text[:_MOST_SHOWN]}
        ) from error


def yes_or_no(text: str) -> bool:
    """True for yes, oui, 1…; False for no, non, 0 and nothing."""
    word = key_of(text)
    if word not in _YES | _NO:
        raise CellError(_("“%(text)s” is neither yes nor no.") % {"text": text[:_MOST_SHOWN]})
    return word in _YES


def within(text: str, most: int) -> str:
    """The text, refused where it is longer than the database keeps: nothing is cut in silence."""
    text = text.strip()
    if len(text) > most:
        raise CellError(
            _("This text has %(count)d characters; %(most)d fit. Shorten it.")
            % {"count": len(text), "most": most}
        )
    return text
