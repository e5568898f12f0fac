"""The structures that carry an action too: one that another names is asked, and confirms or declines."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import emails, operations, permissions, queries
from cordee.actions.models import Action, CoLead
from cordee.actions.operations import InvalidContent
from cordee.actions.reasons import said
from cordee.core.limits import Limit, TooMany, take
from cordee.journal import operations as journal

_MOST_LETTERS = 5
BY_ONE = Limit("co-leads asked", 30, timedelta(days=1))
OF_ONE = Limit("co-lead asked of one sheet", 2, timedelta(days=30))
"""Beyond these a structure is not written to; it finds the question in its space all the same."""


@transaction.atomic
def ask(*, action: Action, organisations: Iterable[int], by: User) -> None:
    """The structures just named are to say whether it is so; those of whoever names them have said it."""
    own = set(permissions.contributes_to(by).values_list("pk", flat=True))
    for co_lead in action_rows(action, organisations):
        now = timezone.now()
        co_lead.asked_at = now
        if co_lead.organisation_id in own:
            co_lead.confirmed_at, co_lead.confirmed_by = now, by
        co_lead.save(update_fields=["asked_at", "confirmed_at", "confirmed_by"])
    if action.live:
        write(action=action, organisations=organisations, by=by)


def write(*, action: Action, organisations: Iterable[int], by: User | None = None) -> None:
    """A letter to the contributors of those that have not answered, who may see the sheet now.

    Without a word where somebody has had too many written.
    """
    for co_lead in action_rows(action, organisations).filter(confirmed_at__isnull=True):
        if not _may_write(co_lead, by):
            continue
        for person in permissions.contributors_of(co_lead.organisation_id)[:_MOST_LETTERS]:
            if queries.visible_to(person).filter(pk=action.pk).exists():
                emails.part_asked(action=action, co_lead=co_lead, to=person)


@transaction.atomic
def confirm(*, co_lead: CoLead, by: User) -> None:
    """The structure carries the action too: one of its contributors says so, or the team for it."""
    known = _answerable(co_lead, by)
    known.confirmed_at, known.confirmed_by = timezone.now(), by
    known.save(update_fields=["confirmed_at", "confirmed_by"])
    journal.record("action.part-confirmed", known.action, by=by, details={"structure": known.organisation_id})


@transaction.atomic
def decline(*, co_lead: CoLead, by: User, reason: str) -> None:
    """The structure takes no part: it is named no more, also where an edit that waits names it."""
    known = _answerable(co_lead, by)
    reason = said(reason, needed=_("Say in a sentence why the structure takes no part."))
    details = {"structure": known.organisation_id, "reason": reason}
    journal.record("action.part-declined", known.action, by=by, details=details)
    current = operations.locked(known.action)
    content = queries.content_of(current)
    left = tuple(number for number in content.co_leads if number != known.organisation_id)
    operations.edit(action=current, content=replace(content, co_leads=left), by=by)


def action_rows(action: Action, organisations: Iterable[int]) -> QuerySet[CoLead]:
    """The rows of these structures beside the action."""
    return CoLead.objects.select_related("organisation").filter(
        action=action, organisation__in=list(organisations)
    )


def _may_write(co_lead: CoLead, by: User | None) -> bool:
    limits = [(OF_ONE, f"{co_lead.action_id}:{co_lead.organisation_id}")]
    try:
        take([*limits, (BY_ONE, str(by.pk))] if by else limits)
    except TooMany:
        return False
    return True


def _answerable(co_lead: CoLead, by: User) -> CoLead:
    permissions.require(
        permissions.may_answer_for(by, co_lead.organisation_id),
        _("Only its contributors and the team answer for this structure."),
    )
    # The sheet is locked as by an edit, which makes these rows anew: an answer is before it or after it.
    sheet = operations.locked(co_lead.action)
    known = action_rows(sheet, [co_lead.organisation_id]).first()
    if known is None:
        raise InvalidContent([_("The sheet names this structure no more: there is nothing to answer.")])
    return known
