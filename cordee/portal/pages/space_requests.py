"""What a person has asked the team of sheets, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import queries
from cordee.actions.models import Report

REMEMBERED = timedelta(days=60)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One message on a sheet: when, and the answer. Without a title where she sees the sheet no more."""

    title: str
    url: str
    at: datetime
    answer: str


def build(user: User, language: str) -> list[Asked]:
    """Hers of the last weeks, and those that still wait."""
    is_seen = Exists(queries.visible_to(user).filter(pk=OuterRef("action")))
    lately = Q(settled_at__isnull=True) | Q(settled_at__gte=timezone.now() - REMEMBERED)
    rows = Report.objects.filter(lately, by=user).annotate(is_seen=is_seen).select_related("action")
    return [
        _asked(report, language, is_seen=report.is_seen)
        for report in rows.prefetch_related("action__texts").order_by("-at", "-pk")[:SHOWN]
    ]


def _asked(report: Report, language: str, *, is_seen: bool) -> Asked:
    return Asked(
        title=queries.text_in(report.action, language).title if is_seen else _("A sheet that is gone"),
        url=reverse("action", args=[report.action.slug]) if is_seen else "",
        at=report.at,
        answer=report.settled_reason,
    )
