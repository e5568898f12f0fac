"""What waits for a decision of the team, as one queue: the eldest first, each with how long it has waited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.accounts.models import User
from cordee.organisations import permissions

KINDS = {
    "rattachements": gettext_lazy("Persons who ask to join a structure"),
    "structures": gettext_lazy("New structures, with their first person"),
}
LATE = timedelta(days=5)
"""A wait that is shown as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to decide."""

    kind: str
    label: str
    title: str
    detail: str
    since: datetime
    url: str

    @property
    def days(self) -> int:
        """Whole days of waiting."""
        return (timezone.now() - self.since).days

    @property
    def is_late(self) -> bool:
        """It has waited longer than anybody should."""
        return timezone.now() - self.since > LATE


def queue(user: User, kind: str = "") -> list[Waiting]:
    """All that this member of the team may decide on, in her remit; of one kind where it is named."""
    found: list[Waiting] = []
    if kind in ("", "rattachements"):
        found += _requests(user)
    if kind in ("", "structures"):
        found += _structures(user)
    return sorted(found, key=lambda waiting: waiting.since)


def number(user: User) -> int:
    """How many wait."""
    return permissions.decidable_by(user).count() + permissions.foundable_by(user).count()


def _requests(user: User) -> Iterator[Waiting]:
    for membership in permissions.decidable_by(user).select_related("user", "organisation"):
        yield Waiting(
            kind="rattachements",
            label=_("Request"),
            title=_("%(person)s, for “%(structure)s”")
            % {"person": membership.user.get_full_name(), "structure": membership.organisation.name},
            detail=membership.reason,
            since=membership.requested_at,
            url=reverse("desk-queue:membership", args=[membership.pk]),
        )


def _structures(user: User) -> Iterator[Waiting]:
    rows = permissions.foundable_by(user).annotate(since=Min("memberships__requested_at"))
    for organisation in rows:
        yield Waiting(
            kind="structures",
            label=_("New structure"),
            title=organisation.name,
            detail=organisation.abroad,
            since=organisation.since or timezone.now(),
            url=reverse("desk-queue:structure", args=[organisation.pk]),
        )
