"""A structure that is not in the list yet: asked for by its first person, accepted or refused by the team."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import memberships, operations, permissions
from cordee.organisations.content import Content
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import PUBLISHED, Membership, Organisation
from cordee.organisations.operations import InvalidContent


@transaction.atomic
def ask_for_new(*, user: User, sheet: Content, reason: str, abroad: str) -> Membership:
    """Ask for a structure that is not there yet: its sheet waits, and the person, to be its referent.

    What is the team's alone to say (notes, sources) is left out of the sheet, whoever sends it.
    """
    abroad = memberships.said(
        Organisation, "abroad", abroad, _("Say in a few words what the structure does abroad.")
    )
    if sheet.parent and not Organisation.objects.filter(PUBLISHED, pk=sheet.parent).exists():
        raise InvalidContent([_("Choose a structure of the public list that this one is part of.")])
    own = replace(sheet, logo=None, is_generated=False, source="", note="")
    organisation = operations.draft(content=own, by=user, abroad=abroad)
    moderation.move(organisation, to=State.SUBMITTED, by=user)
    return memberships.ask(user=user, organisation=organisation, reason=reason, role=MembershipRole.REFERENT)


@transaction.atomic
def accept_new(*, organisation: Organisation, by: User) -> Membership:
    """Put the structure in the public list, and take its first person in as its referent, in one act."""
    organisation, asker = _asked(organisation, by=by)
    moderation.move(organisation, to=State.PUBLISHED, by=by)
    return memberships.activate(asker, role=MembershipRole(asker.role), by=by)


@transaction.atomic
def refuse_new(*, organisation: Organisation, by: User, reason: str) -> Membership:
    """Set the structure aside and tell its first person why. Her account stays as it was."""
    organisation, asker = _asked(organisation, by=by)
    refused = memberships.turn_down(asker, by=by, reason=reason)
    moderation.move(
        organisation, to=State.ARCHIVED, by=by
    )  # why stays with the request: it is about a person
    return refused


def _asked(organisation: Organisation, *, by: User) -> tuple[Organisation, Membership]:
    """The structure and the request that came with it, both locked; the right to decide is checked."""
    organisation = memberships.lock(organisation.pk)
    if organisation.state != State.SUBMITTED or organisation.merged_into_id is not None:
        raise WrongState(
            _("“%(structure)s” is decided: it reads “%(state)s”.")
            % {"structure": organisation.name, "state": organisation.get_state_display()}
        )
    if not permissions.may_found(by, organisation):
        raise PermissionDenied(_("Somebody else of the team decides on this structure."))
    asker = organisation.memberships.select_related("user").get(state=MembershipState.REQUESTED)
    asker.organisation = organisation
    return organisation, asker
