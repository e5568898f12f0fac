"""Who may write cards."""

from cordee.accounts.models import User
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Organisation


def may_keep(user: User, structure: Organisation) -> bool:
    """Name persons for this structure: its active members with verified accounts, readers apart; the team."""
    if not user.is_verified or not structure.live or structure.merged_into_id is not None:
        return False
    if user.is_staff:
        return True
    active = structure.memberships.filter(user=user, state=MembershipState.ACTIVE)
    return not user.is_reader and active.exists()
