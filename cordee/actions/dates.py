"""Partial dates: a year, a month of it, a day of that; and an end that does not come before its start."""

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cordee.actions.content import Content


def partial_date(year: int | None, month: int | None, day: int | None) -> str:
    """A date as exact as it is known: «2019», «October 2019», «2 October 2019»; empty without a year."""
    if year is None:
        return ""
    if month is None:
        return str(year)
    try:
        return date_format(date(year, month, day or 1), "j F Y" if day else "F Y")
    except ValueError:  # a day that the month does not have
        return date_format(date(year, month, 1), "F Y")


def problems(content: Content) -> list[tuple[str, str]]:
    """(column, sentence that says how to mend it) for each thing wrong with the dates of a sheet."""
    found = []
    for side in ("start", "end"):
        found += _side(side, *_parts(content, side))
    starts = [part for part in _parts(content, "start") if part]
    ends = [part for part in _parts(content, "end") if part]
    if not found and starts and ends and ends < starts[: len(ends)]:
        found.append(("end_year", _("The end comes before the start: check both dates.")))
    return found


def _parts(content: Content, side: str) -> tuple[int | None, int | None, int | None]:
    year, month, day = (getattr(content, f"{side}_{part}") for part in ("year", "month", "day"))
    return year, month, day


def _side(side: str, year: int | None, month: int | None, day: int | None) -> list[tuple[str, str]]:
    if month and not year:
        return [
            (f"{side}_month", _("A month goes with its year: give the year too, or leave out the month."))
        ]
    if day and not month:
        return [(f"{side}_day", _("A day goes with its month: give the month too, or leave out the day."))]
    if year and month and day and day > monthrange(year, month)[1]:
        return [
            (f"{side}_day", _("This month has no day %(day)d: correct the day or the month.") % {"day": day})
        ]
    return []
