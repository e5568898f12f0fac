"""Who may write cards."""

from cordee.accounts.models import User
from cordee.organisations import permissions as organisations
from cordee.organisations.models import PUBLISHED, Organisation


def may_keep(user: User, structure: Organisation) -> bool:
    """Name persons for this structure, which is live: those who publish for it; the team in its remit."""
    is_live = Organisation.objects.filter(PUBLISHED, pk=structure.pk).exists()
    is_theirs = organisations.may_publish_for(user, structure) or organisations.in_remit(user, structure)
    return is_live and is_theirs
