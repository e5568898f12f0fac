"""What waits for the team, by kind: which rows are hers to decide, and how each is said in a line.

Each kind is a filter in the database; only the rows of the page that is shown are read whole.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Min, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import permissions as sheets
from cordee.actions import queries, reports
from cordee.actions.attachments import queries as attachments
from cordee.actions.keeping.lines import HANDED_IN
from cordee.actions.models import Action, ActionDocument, ActionImage, Report
from cordee.journal.models import Change
from cordee.moderation import handling
from cordee.organisations import permissions
from cordee.organisations.models import Membership, Organisation

LATE = timedelta(days=5)
"""A wait that is shown as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to decide."""

    kind: str
    pk: int
    label: str
    title: str
    detail: str
    since: datetime
    url: str
    version: int = 0
    """Of a sheet: the version that is decided on."""
    taken_by: User | None = None

    @property
    def days(self) -> int:
        """Whole days of waiting."""
        return (timezone.now() - self.since).days

    @property
    def is_late(self) -> bool:
        """It has waited longer than anybody should."""
        return timezone.now() - self.since > LATE


Said = Callable[[Iterable[Any]], Iterable[Waiting]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of thing that waits. `rows` carry `waits_since`; `say` makes a line of each."""

    model: type[Model]
    label: Promise
    rows: Callable[[User], QuerySet[Any]]
    say: Said
    route: str

    def lines(self, rows: QuerySet[Any], numbers: Iterable[int]) -> dict[int, Waiting]:
        """The lines of these rows by number, with who takes care of each: the same queries for any number."""
        found = {line.pk: line for line in self.say(rows.filter(pk__in=list(numbers)))}
        for care in handling.taken_among(self.model, found):
            found[care.object_id] = replace(found[care.object_id], taken_by=care.by)
        return found


def title_of(action: Action) -> str:
    """What a sheet is called in the language of who reads."""
    return queries.text_in(action, get_language() or "").title


def _requests(user: User) -> QuerySet[Membership]:
    rows = permissions.decidable_by(user).select_related("user", "organisation")
    return rows.annotate(waits_since=F("requested_at"))


def _say_requests(rows: Iterable[Any]) -> Iterable[Waiting]:
    for membership in rows:
        names = {"person": membership.user.get_full_name(), "structure": membership.organisation.name}
        yield Waiting(
            kind="rattachements",
            pk=membership.pk,
            label=_("Request"),
            title=_("%(person)s, for “%(structure)s”") % names,
            detail=membership.reason,
            since=membership.waits_since,
            url=reverse("desk-queue:membership", args=[membership.pk]),
        )


def _structures(user: User) -> QuerySet[Organisation]:
    asked = Min("memberships__requested_at")
    return permissions.foundable_by(user).annotate(waits_since=Coalesce(asked, timezone.now()))


def _say_structures(rows: Iterable[Any]) -> Iterable[Waiting]:
    for organisation in rows:
        yield Waiting(
            kind="structures",
            pk=organisation.pk,
            label=_("New structure"),
            title=organisation.name,
            detail=organisation.abroad,
            since=organisation.waits_since,
            url=reverse("desk-queue:structure", args=[organisation.pk]),
        )


def _sheets(user: User) -> QuerySet[Action]:
    mine = sheets.moderated_by(user).filter(pk__in=queries.waiting().values("pk"))
    acts = Change.objects.filter(
        subject_type=Action._meta.label_lower, subject_id=OuterRef("pk"), act__in=HANDED_IN
    )
    handed_in = Subquery(acts.order_by("-pk").values("at")[:1])
    rows = mine.annotate(waits_since=Coalesce(handed_in, F("edited_at")))
    return rows.select_related("lead").prefetch_related("texts")


def _say_sheets(rows: Iterable[Any]) -> Iterable[Waiting]:
    for action in rows:
        yield Waiting(
            kind="fiches",
            pk=action.pk,
            label=_("Edit of a public sheet") if action.live else _("New sheet"),
            title=title_of(action),
            detail=action.lead.name,
            since=action.waits_since,
            url=reverse("desk-queue:sheet", args=[action.pk]),
            version=action.version,
        )


def _reports(user: User) -> QuerySet[Report]:
    rows = reports.unsettled().filter(action__in=sheets.moderated_by(user).values("pk"))
    return rows.prefetch_related("action__texts").annotate(waits_since=F("at"))


def _say_reports(rows: Iterable[Any]) -> Iterable[Waiting]:
    for report in rows:
        yield Waiting(
            kind="signalements",
            pk=report.pk,
            label=report.get_kind_display(),
            title=title_of(report.action),
            detail=report.text,
            since=report.waits_since,
            url=reverse("desk-queue:report", args=[report.pk]),
        )


def _images(user: User) -> QuerySet[ActionImage]:
    rows = attachments.waiting_for(user, ActionImage.objects.all())
    return rows.prefetch_related("action__texts").annotate(waits_since=F("added_at"))


def _documents(user: User) -> QuerySet[ActionDocument]:
    rows = attachments.waiting_for(user, ActionDocument.objects.all())
    return rows.prefetch_related("action__texts").annotate(waits_since=F("added_at"))


def _say_attached(rows: Iterable[Any]) -> Iterable[Waiting]:
    for row in rows:
        is_image = isinstance(row, ActionImage)
        yield Waiting(
            kind="images" if is_image else "documents",
            pk=row.pk,
            label=_("Image") if is_image else _("Document"),
            title=title_of(row.action),
            detail=next(iter(row.latest_words.values())),
            since=row.waits_since,
            url=reverse("desk-queue:image" if is_image else "desk-queue:document", args=[row.pk]),
        )


SOURCES: Mapping[str, Source] = {
    "rattachements": Source(
        model=Membership,
        label=gettext_lazy("Persons who ask to join a structure"),
        rows=_requests,
        say=_say_requests,
        route="desk-queue:membership",
    ),
    "structures": Source(
        model=Organisation,
        label=gettext_lazy("New structures, with their first person"),
        rows=_structures,
        say=_say_structures,
        route="desk-queue:structure",
    ),
    "fiches": Source(
        model=Action,
        label=gettext_lazy("Sheets and edits to approve"),
        rows=_sheets,
        say=_say_sheets,
        route="desk-queue:sheet",
    ),
    "images": Source(
        model=ActionImage,
        label=gettext_lazy("Images to approve"),
        rows=_images,
        say=_say_attached,
        route="desk-queue:image",
    ),
    "documents": Source(
        model=ActionDocument,
        label=gettext_lazy("Documents to approve"),
        rows=_documents,
        say=_say_attached,
        route="desk-queue:document",
    ),
    "signalements": Source(
        model=Report,
        label=gettext_lazy("Reports and corrections"),
        rows=_reports,
        say=_say_reports,
        route="desk-queue:report",
    ),
}
"""The kinds by the code that stands in addresses."""
