"""Accounts to which nobody has come for long: warned a month before, then erased.

The team is warned, never erased by itself: a site must not lose those who run it because a clock says so.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cordee.accounts import last_letters
from cordee.accounts.models import User
from cordee.journal import operations as journal
from cordee.territory import instance

NOTICE = timedelta(days=25)
"""Between the warning and the end, at least."""


def open_accounts() -> QuerySet[User]:
    """Those that have not ended."""
    return User.objects.filter(closed_at=None)


def to_warn(today: date) -> QuerySet[User]:
    """Accounts that end in a month or have passed their time, and were not told."""
    return _unseen_since(months_before(today, _months() - 1)).filter(warned_at=None).order_by("pk")


def to_end(now: datetime) -> QuerySet[User]:
    """Accounts whose time has passed, told long enough ago; never the team's."""
    unseen = _unseen_since(months_before(timezone.localdate(now), _months()))
    return unseen.filter(warned_at__lte=now - NOTICE, is_staff=False, is_superuser=False).order_by("pk")


@transaction.atomic
def warn(*, user: User, now: datetime) -> bool:
    """Tell the person when her account ends, and how it stays; False where she came meanwhile."""
    today = timezone.localdate(now)
    if not to_warn(today).filter(pk=user.pk).update(warned_at=now):
        return False
    journal.record("account.warned", user)
    last_letters.inactive(user, last=last_day(user), ends=max(_ends(user), today + NOTICE))
    return True


def last_day(user: User) -> date:
    """When somebody came last."""
    return user.last_seen_on or timezone.localdate(user.joined_at)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ends(user: User) -> date:
    return months_before(last_day(user), -_months())


def _months() -> int:
    return instance.current().participation.inactive_months


def _unseen_since(day: date) -> QuerySet[User]:
    unseen = Q(last_seen_on__lte=day) | Q(last_seen_on=None, joined_at__date__lte=day)
    return open_accounts().filter(unseen)
