"""Dates in English are written as in Europe: the day first, twenty-four hours."""

from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import override

MOMENT = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)


def test_a_moment_in_english() -> None:
    with override("en"):
        assert date_format(MOMENT, "DATETIME_FORMAT") == "28 November 2026, 05:00"
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == "28/11/2026"


def test_a_moment_in_french() -> None:
    with override("fr"):
        assert date_format(MOMENT, "DATETIME_FORMAT") == "28 novembre 2026 05:00"
