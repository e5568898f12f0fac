"""What the desk does by itself: once a week, a summary to each member of the team of what awaits her."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cordee.accounts.models import User
from cordee.desk import emails, looking_list, looking_structures, waiting
from cordee.desk.models import WeeklySummary

_KEPT = timedelta(days=60)
"""How long one remembers which weeks were told."""


def weekly_summary(*, today: date | None = None) -> int:
    """Write to whom nobody has written this week; how many letters. A day that was missed is made up for.

    A week with nothing to tell is told too: by silence, so that the letter stays a Monday's.
    """
    day = today or timezone.localdate()
    monday = day - timedelta(days=day.weekday())
    WeeklySummary.objects.filter(week__lt=monday - _KEPT).delete()
    told = WeeklySummary.objects.filter(week=monday).values("user")
    team = User.objects.filter(is_staff=True, is_active=True).exclude(pk__in=told)
    return sum(_summarise(user, monday) for user in team.order_by("pk"))


@transaction.atomic
def _summarise(user: User, monday: date) -> bool:
    """The letter and the memory of it, both or none; of two runs at once, one writes."""
    _row, is_new = WeeklySummary.objects.get_or_create(user=user, week=monday)
    counts = waiting.counts(user)
    look = looking_list.number(user) + looking_structures.rows(user).count()
    if not is_new or not (look or any(counts.values())):
        return False
    late = len(waiting.queue(user, waiting.Filters(is_late=True)))
    eldest = waiting.queue(user)[:1]
    emails.weekly(to=user, waiting=counts, late=late, look=look, eldest=eldest[0].since if eldest else None)
    return True
