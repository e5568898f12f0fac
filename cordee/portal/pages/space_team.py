"""How much waits for a member of the team: all that the queue of her desk holds."""

from cordee.accounts.models import User
from cordee.actions import permissions as sheets
from cordee.actions import queries, reports
from cordee.actions.attachments.queries import waiting_for
from cordee.actions.models import ActionDocument, ActionImage
from cordee.organisations import permissions


def waiting(user: User) -> int:
    """People, structures, sheets, images, documents and reports on which she may decide."""
    hers = sheets.moderated_by(user).values("pk")
    return (
        permissions.decidable_by(user).count()
        + permissions.foundable_by(user).count()
        + queries.waiting().filter(pk__in=hers).count()
        + waiting_for(user, ActionImage.objects.all()).count()
        + waiting_for(user, ActionDocument.objects.all()).count()
        + reports.unsettled().filter(action__in=hers).count()
    )
