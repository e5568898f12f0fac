"""How a territory lets people take part: `[participation]` of its file, each key with its default."""

import datetime
from dataclasses import fields

from cordee.territory.reader import Table
from cordee.territory.shape import Participation

REGIMES = ("after", "first", "always")


def read(table: Table) -> Participation:
    """The table, or its defaults where it is missing or silent."""
    plain = Participation()
    said = Participation(
        regime=str(table.take("regime", str, "one of " + ", ".join(REGIMES), plain.regime)),
        referents_validate=bool(
            table.take("referents_validate", bool, "true or false", plain.referents_validate)
        ),
        reveals_a_day=_number(table, "reveals_a_day", plain.reveals_a_day, 1, 1000),
        inactive_months=_number(table, "inactive_months", plain.inactive_months, 2, 120),
        terms=_day(table, plain.terms),
    )
    if said.regime not in REGIMES:
        table.problem("regime", f"must be one of {', '.join(REGIMES)}, not {said.regime!r}")
    table.close(*(field.name for field in fields(Participation)))
    return said


def _number(table: Table, key: str, default: int, least: int, most: int) -> int:
    wanted = f"a whole number from {least} to {most}"
    value = table.take(key, int, wanted, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        table.problem(key, f"must be {wanted}, not {value!r}")
        return default
    return value


def _day(table: Table, default: datetime.date) -> datetime.date:
    day = table.take("terms", datetime.date, "a date without quotes: terms = 2026-11-28", default)
    return day if isinstance(day, datetime.date) and not isinstance(day, datetime.datetime) else default
