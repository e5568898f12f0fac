"""A structure whose last referent leaves is marked, and the eldest of its members is asked to take over.

Whoever calls has locked the structure, and writes the act that caused it in the journal.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cordee.accounts.models import User
from cordee.organisations import emails
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.permissions import effective


def arrived(organisation: Organisation) -> None:
    """Take the mark off where somebody answers for the structure again."""
    if organisation.without_referent_since is not None and _has_referent(organisation):
        Organisation.objects.filter(pk=organisation.pk).update(without_referent_since=None)
        organisation.without_referent_since = None
        organisation.memberships.update(asked_to_take_over_at=None)


def departed(membership: Membership, *, was_referent: bool) -> None:
    """Mark the structure that this member leaves without referent, and ask the eldest who is left.

    One person is asked: at the departure of the referent, then at that of whoever was asked before.
    """
    organisation = membership.organisation
    if not organisation.is_published or _has_referent(organisation):
        return
    if was_referent and organisation.without_referent_since is None:
        organisation.without_referent_since = timezone.now()
        organisation.save(update_fields=["without_referent_since"])
    if was_referent or membership.asked_to_take_over_at is not None:
        _ask_eldest(organisation, besides=membership)


def missing(organisation: Organisation) -> dict[str, Any]:
    """Since when nobody answers for the structure, and who was asked to: plain values."""
    since = organisation.without_referent_since
    asked = organisation.memberships.filter(asked_to_take_over_at__isnull=False).order_by("pk")
    return {
        "since": since.isoformat() if since else None,
        "asked": [[one.pk, str(one.asked_to_take_over_at)] for one in asked],
    }


def miss_again(organisation: Organisation, said: Mapping[str, Any]) -> None:
    """The referent who had just come is undone: mark the structure as it was marked before her."""
    if said["since"] is None or _has_referent(organisation):
        return
    organisation.without_referent_since = datetime.fromisoformat(said["since"])
    organisation.save(update_fields=["without_referent_since"])
    for number, moment in said["asked"]:
        active = organisation.memberships.filter(pk=number, state=MembershipState.ACTIVE)
        active.update(asked_to_take_over_at=datetime.fromisoformat(moment))


@transaction.atomic
def account_lost_its_rights(*, user: User) -> None:
    """An account is refused or made a reader: her memberships stay, but she answers for nothing any more."""
    held = Membership.objects.filter(user=user, state=MembershipState.ACTIVE).order_by("organisation")
    for membership in held:
        membership.organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
        departed(membership, was_referent=membership.role == MembershipRole.REFERENT)


def _ask_eldest(organisation: Organisation, *, besides: Membership) -> None:
    members = effective().filter(organisation=organisation.pk, asked_to_take_over_at=None)
    others = members.exclude(pk=besides.pk).select_related("organisation", "user")
    heir = min(others, key=lambda member: (member.since, member.pk), default=None)
    if heir is not None:
        Membership.objects.filter(pk=heir.pk).update(asked_to_take_over_at=timezone.now())
        emails.asked_to_take_over(heir)


def _has_referent(organisation: Organisation) -> bool:
    return effective().filter(organisation=organisation.pk, role=MembershipRole.REFERENT).exists()
