"""Reading the journal."""

from django.db.models import Max

from cordee.journal.models import Change


def last_change() -> int:
    """The number of the latest change: what was made for the same number says what the data say now."""
    latest: int | None = Change.objects.aggregate(latest=Max("pk"))["latest"]
    return latest or 0
