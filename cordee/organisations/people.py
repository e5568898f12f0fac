"""The people of one structure: who belongs to it, who asks to, who is invited; and the acts on them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordee.accounts.models import User
from cordee.core.limits import TooMany
from cordee.core.text import number_in
from cordee.organisations import invitations, memberships, permissions, queries
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.forms import Inviting
from cordee.organisations.memberships import WrongState
from cordee.organisations.models import Invitation, Membership, Organisation
from cordee.organisations.operations import InvalidContent


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """For those who belong to the structure, and those who answer for it."""
    user = request.user
    organisation = get_object_or_404(queries.published(), slug=slug)
    if not isinstance(user, User) or not _may_look(user, organisation):
        raise Http404
    form = Inviting()
    if request.method == "POST":
        form = Inviting(request.POST if request.POST.get("act") == "invite" else None)
        if _done(request, organisation, form):
            stays = _may_look(user, organisation)
            return HttpResponseRedirect(request.path if stays else reverse("space"))
    return render(request, "organisations/people.html", _shown(user, organisation) | {"form": form})


def _may_look(user: User, organisation: Organisation) -> bool:
    belongs = permissions.may_publish_for(user, organisation)
    return belongs or permissions.may_manage(user, organisation)


def _shown(user: User, organisation: Organisation) -> dict[str, Any]:
    """What the page shows; each list in one query."""
    rows = organisation.memberships.select_related("user")
    may_invite = permissions.may_invite(user, organisation)
    waiting = organisation.invitations.filter(
        used_at=None, revoked_at=None, expires_at__gt=timezone.now()
    ).order_by("created_at")
    active = rows.filter(state=MembershipState.ACTIVE).order_by("user__last_name", "user__first_name")
    return {
        "organisation": organisation,
        "members": active,
        "mine": next((one for one in active if one.user_id == user.pk), None),
        "requests": permissions.decidable_by(user)
        .filter(organisation=organisation)
        .select_related("user")
        .order_by("requested_at"),
        "may_manage": permissions.may_manage(user, organisation),
        "invitations": waiting if may_invite else [],
        "may_invite": may_invite,
        "roles": MembershipRole.choices,
    }


def _done(request: HttpRequest, organisation: Organisation, form: Inviting) -> bool:
    """Do what was asked; what keeps it from being done is said above the page."""
    act = _ACTS.get(request.POST.get("act", ""))
    assert isinstance(request.user, User)  # noqa: S101  # the view has looked
    if act is None:
        raise Http404
    if act is _invite and not form.is_valid():
        return False
    try:
        messages.success(request, act(organisation, request.user, request.POST))
    except (InvalidContent, WrongState, PermissionDenied) as error:
        messages.error(request, str(error))
    except TooMany:
        messages.error(request, _("That is a lot of invitations for one day: go on tomorrow."))
    return True


Act = Callable[[Organisation, User, QueryDict], str]


def _approve(organisation: Organisation, user: User, said: QueryDict) -> str:
    membership = memberships.approve(membership=_membership(organisation, said), by=user, role=_asked(said))
    return _("%(person)s now belongs to the structure.") % _who(membership)


def _refuse(organisation: Organisation, user: User, said: QueryDict) -> str:
    membership = _membership(organisation, said)
    memberships.refuse(membership=membership, by=user, reason=said.get("reason", ""))
    return _("The request of %(person)s is refused; a letter says why.") % _who(membership)


def _end(organisation: Organisation, user: User, said: QueryDict) -> str:
    membership = _membership(organisation, said)
    memberships.end(membership=membership, by=user, reason=said.get("reason", ""))
    if membership.user_id == user.pk:
        return _("You have left “%(structure)s”.") % {"structure": organisation.name}
    return _("%(person)s no longer belongs to the structure.") % _who(membership)


def _role(organisation: Organisation, user: User, said: QueryDict) -> str:
    membership = _membership(organisation, said)
    memberships.set_role(membership=membership, role=_asked(said), by=user)
    return _("The role of %(person)s is changed.") % _who(membership)


def _take_over(organisation: Organisation, user: User, said: QueryDict) -> str:
    memberships.take_over(membership=_membership(organisation, said), by=user)
    return _("You now answer for this structure.")


def _invite(organisation: Organisation, user: User, said: QueryDict) -> str:
    role = MembershipRole(said.get("role", ""))
    invitation = invitations.invite(
        organisation=organisation, email=said.get("email", ""), by=user, role=role
    )
    return _("An invitation is on its way to %(address)s; it holds for fourteen days.") % {
        "address": invitation.email
    }


def _revoke(organisation: Organisation, user: User, said: QueryDict) -> str:
    rows = Invitation.objects.filter(organisation=organisation)
    invitation = get_object_or_404(rows, pk=number_in(said.get("invitation")))
    invitations.revoke(invitation=invitation, by=user)
    return _("The invitation is taken back.")


_ACTS: Mapping[str, Act] = {
    "approve": _approve,
    "refuse": _refuse,
    "end": _end,
    "role": _role,
    "take_over": _take_over,
    "invite": _invite,
    "revoke": _revoke,
}


def _membership(organisation: Organisation, said: QueryDict) -> Membership:
    """Of this structure alone: another's number leads nowhere."""
    rows = organisation.memberships.select_related("user")
    return get_object_or_404(rows, pk=number_in(said.get("membership")))


def _asked(said: QueryDict) -> MembershipRole:
    """The role that a form names."""
    role = said.get("role", "")
    if role not in MembershipRole.values:
        raise Http404
    return MembershipRole(role)


def _who(membership: Membership) -> dict[str, str]:
    return {"person": membership.user.get_full_name()}
