"""What people tell the team of a sheet, with or without an account, and what the team did about it."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import emails, permissions, queries
from cordee.actions.enums import ReportKind
from cordee.actions.models import Action, Confirmation, Report
from cordee.actions.operations import InvalidContent
from cordee.actions.permissions import type_of_viewer
from cordee.actions.reasons import problems_of_text, said
from cordee.core.limits import Limit, take
from cordee.journal import operations as journal

LONGEST = 3_000
LONGEST_ADDRESS = 254
BY_ONE = Limit("reports by one", 10, timedelta(days=1))
ON_ONE = Limit("reports on one sheet", 30, timedelta(days=1))


@transaction.atomic
def report(
    *, action: Action, viewer: type_of_viewer, kind: ReportKind, text: str, key: str, email: str = ""
) -> Report:
    """Tell the team something of a sheet that one sees. `key` says who does, for the limits: not kept.

    Raises `InvalidContent`, `NotAllowed`, `TooMany`.
    """
    is_seen = queries.visible_to(viewer).filter(pk=action.pk).exists()
    permissions.require(is_seen, _("There is no such sheet."))
    if kind == ReportKind.REFUSAL:
        raise InvalidContent([_("A structure refuses its sheet by the link of its letter.")])
    if problems := _problems(text, email):
        raise InvalidContent(problems)
    take([(BY_ONE, key), (ON_ONE, str(action.pk))])
    by = viewer if isinstance(viewer, User) else None
    return write(action=action, kind=kind, text=text, email=email.strip(), by=by)


@transaction.atomic
def write(
    *,
    action: Action,
    kind: ReportKind,
    text: str,
    email: str = "",
    by: User | None = None,
    confirmation: Confirmation | None = None,
) -> Report:
    """Put it before the team; whoever calls has asked the right. Raises `InvalidContent`."""
    if problems := _problems(text, email):
        raise InvalidContent(problems)
    made = Report.objects.create(
        action=action, kind=kind, text=text.strip(), email=email, by=by, confirmation=confirmation
    )
    journal.record("action.reported", action, by=by, details={"report": made.pk, "kind": kind})
    return made


@transaction.atomic
def settle(*, report: Report, by: User, reason: str) -> None:
    """Say what was done. Who left an address or has an account reads it; the address is forgotten.

    Of two who settle it, one wins. Raises `NotAllowed`, `InvalidContent`.
    """
    known = Report.objects.select_for_update().get(pk=report.pk)
    action = queries.with_rows(Action.objects.filter(pk=known.action_id)).get()
    permissions.require_team(by, action)
    if known.settled_at is not None:
        raise InvalidContent([_("Somebody has settled this already.")])
    reason = said(reason, needed=_("Say in a sentence what was done."))
    address, known.email = known.email, ""
    known.settled_at, known.settled_by, known.settled_reason = timezone.now(), by, reason
    known.save(update_fields=["email", "settled_at", "settled_by", "settled_reason"])
    journal.record("action.report-settled", action, by=by, details={"report": known.pk, "reason": reason})
    if address:
        is_read = queries.visible_to(AnonymousUser()).filter(pk=action.pk).exists()
        emails.report_settled(action=action, reason=known.settled_reason, to=address, is_named=is_read)
    elif reader := _reader(known, action):
        emails.report_settled(action=action, reason=known.settled_reason, to=reader)


@transaction.atomic
def reopen(*, report: Report, settled_at: str, by: User, email: str = "") -> None:
    """Undo what settled it at that moment. `email`: the address of the letter that was taken back.

    Raises `NotAllowed`, `InvalidContent`.
    """
    known = Report.objects.select_for_update().get(pk=report.pk)
    action = Action.objects.get(pk=known.action_id)
    permissions.require_team(by, action)
    if known.settled_at is None or known.settled_at.isoformat() != settled_at:
        raise InvalidContent([_("Somebody has changed this since: read it again.")])
    known.email, known.settled_at, known.settled_by, known.settled_reason = email, None, None, ""
    known.save(update_fields=["email", "settled_at", "settled_by", "settled_reason"])
    journal.record("action.report-reopened", action, by=by, details={"report": known.pk})


def unsettled() -> QuerySet[Report]:
    """What waits for an answer, the oldest first."""
    return Report.objects.filter(settled_at__isnull=True).select_related("action").order_by("at", "pk")


def _reader(known: Report, action: Action) -> User | None:
    """The account that reported it, where it may still read the sheet."""
    by = User.objects.filter(pk=known.by_id or 0, is_active=True).first()
    return by if by and queries.visible_to(by).filter(pk=action.pk).exists() else None


def problems_of_address(email: str) -> list[str]:
    """The same of an address that may be left out."""
    if not email.strip() or is_address(email.strip()):
        return []
    return [_("This is no e-mail address: write it as in name@example.org, or leave it empty.")]


def _problems(text: str, email: str) -> list[str]:
    nothing = [] if text.strip() else [_("Write what is to be corrected, in a sentence or two.")]
    return nothing + problems_of_text(text, LONGEST) + problems_of_address(email)


def is_address(text: str) -> bool:
    """One e-mail address, and nothing else."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS
