"""The structures that carry an action too: one that another names is asked, and confirms or declines."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import emails, operations, permissions, queries
from cordee.actions.models import Action, CoLead
from cordee.actions.operations import InvalidContent
from cordee.journal import operations as journal

_MOST_LETTERS = 5


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
        write(action=action, organisations=organisations)


def write(*, action: Action, organisations: Iterable[int]) -> None:
    """A letter to the contributors of those that have not answered, who may see the sheet now."""
    for co_lead in action_rows(action, organisations).filter(confirmed_at__isnull=True):
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
    if not reason.strip():
        raise InvalidContent([_("Say in a sentence why the structure takes no part.")])
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


def _answerable(co_lead: CoLead, by: User) -> CoLead:
    permissions.require(
        permissions.may_answer_for(by, co_lead.organisation_id),
        _("Only its contributors and the team answer for this structure."),
    )
    known = CoLead.objects.select_for_update(of=("self",)).filter(pk=co_lead.pk).first()
    known = (
        known or CoLead.objects.filter(action=co_lead.action_id, organisation=co_lead.organisation_id).first()
    )
    if known is None:
        raise InvalidContent([_("The sheet names this structure no more: there is nothing to answer.")])
    return known
