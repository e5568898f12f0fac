"""How fresh a sheet is: when somebody last said that it is right, and whether that is too long ago."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cordee.actions.enums import Origin

GOOD_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What is known of it: the day, whether somebody is to read it again, whether the structure ever did."""

    checked_on: date | None
    is_stale: bool
    is_unconfirmed: bool

    @property
    def sentence(self) -> str:
        """The same in words."""
        if self.is_unconfirmed:
            return _("Written for the structure, which has not confirmed it yet")
        if self.checked_on is None:
            return _("Nobody has said yet that it is right")
        words = _("To be read again: last checked on %(day)s") if self.is_stale else _("Checked on %(day)s")
        return words % {"day": date_format(self.checked_on, "j F Y")}


def freshness(
    *, origin: str, confirmed_on: date | None, verified_on: date | None, edited_at: datetime
) -> Freshness:
    """What the structure writes itself it checks by writing; what others wrote for it, by confirming."""
    days = [day for day in (confirmed_on, verified_on) if day]
    if origin == Origin.DECLARED:
        days.append(timezone.localdate(edited_at))
    checked_on = max(days, default=None)
    is_stale = checked_on is None or timezone.localdate() - checked_on > GOOD_FOR
    return Freshness(checked_on, is_stale, origin != Origin.DECLARED and confirmed_on is None)
