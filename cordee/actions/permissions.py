"""Who may see an action, write it, decide on it. Lists, map, exports, pages, operations start from these."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions.enums import Audience, Origin
from cordee.actions.models import Action
from cordee.moderation.enums import State
from cordee.organisations import permissions as structures
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import regime_of

type_of_viewer = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Sight:
    """What one viewer may see among live actions: whole audiences, and single actions besides."""

    audiences: frozenset[str]
    besides: frozenset[int] = frozenset()

    def as_q(self) -> Q:
        """The same rule as a filter on actions."""
        rule = Q(audience__in=sorted(self.audiences))
        return rule | Q(pk__in=sorted(self.besides)) if self.besides else rule


PUBLIC = Sight(frozenset({Audience.PUBLIC}))


def sight_of(viewer: type_of_viewer) -> Sight:
    """Everybody sees what is public; a verified account also what is for verified accounts, what its own
    structures keep to themselves and what names it among the readers; the team sees all."""
    if not isinstance(viewer, User) or not viewer.is_verified:
        return PUBLIC
    if viewer.is_staff:
        return Sight(frozenset(Audience.values))
    house = structures.inside(viewer).values("pk")
    mine: Any = Q(lead__in=house) | Q(co_leads__organisation__in=house)
    rule = (Q(audience=Audience.STRUCTURE) & mine) | (Q(audience=Audience.NAMED) & Q(readers=viewer))
    besides = Action.objects.filter(rule, live=True).values_list("pk", flat=True)
    return Sight(frozenset({Audience.PUBLIC, Audience.VERIFIED}), frozenset(besides))


class NotAllowed(PermissionDenied):
    """The person may not do this; the sentence says why. Django answers 403."""


def require(is_allowed: object, sentence: str) -> None:
    """Raises `NotAllowed` with that sentence where it is not allowed."""
    if is_allowed is not True:
        raise NotAllowed(sentence)


def require_edit(user: Any, action: Action) -> None:
    """Raises `NotAllowed` for who may not edit the sheet."""
    sentence = _("Only contributors of its structure who may read it, and the team, edit this sheet.")
    require(may_edit(user, action), sentence)


def require_team(user: Any, action: Action) -> None:
    """Raises `NotAllowed` for who may not decide on the sheet."""
    require(may_moderate(user, action), _("Only the team decides on sheets."))


def may_begin(user: Any, organisation: int) -> bool:
    """May write a new sheet in the name of this structure: its contributors, and the team for it."""
    return _is_contributor_of(user, organisation) or is_team_for(user, organisation)


def may_draft(user: Any, organisation: int) -> bool:
    """May keep a draft: also who still waits for her account or her membership to be validated.

    A draft is read by its owner alone; it is the sending that needs the right.
    """
    return (
        may_begin(user, organisation)
        or Membership.objects.filter(
            user=_number(user),
            user__is_active=True,
            user__refused_at__isnull=True,
            user__is_reader=False,
            organisation=organisation,
            organisation__merged_into__isnull=True,
            state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE],
        ).exists()
    )


def could_draft(user: Any, organisation: int) -> bool:
    """Has asked to write for this structure or belonged to it, whatever became of that. Not a reader."""
    rows = Membership.objects.filter(user=_number(user), user__is_reader=False, organisation=organisation)
    return rows.exists()


def could_edit(user: Any, action: Action) -> bool:
    """Wrote the sheet, or belonged to its structure while all its contributors could: she knows that it is
    there, and may be told that she writes it no more."""
    number = _number(user)
    if action.revisions.filter(user=number).exists():
        return True
    belonged = Q(state=MembershipState.ACTIVE)
    if action.first_published_at:
        since = action.first_published_at
        belonged |= Q(state=MembershipState.ENDED, decided_at__isnull=False, ended_at__gte=since)
    rows = Membership.objects.filter(
        belonged, user=number, user__is_reader=False, organisation=action.lead_id
    )
    return action.audience != Audience.NAMED and rows.exists()


def may_edit(user: Any, action: Action) -> bool:
    """May write what the sheet says, compare and restore its versions. Co-leads confirm, they do not edit.

    Of a sheet for named persons, contributors who are not named read nothing, and so write nothing.
    """
    if is_team_for(user, action.lead_id):
        return True
    return _is_contributor_of(user, action.lead_id) and shown_to(user).filter(pk=action.pk).exists()


def shown_to(user: Any) -> QuerySet[Action]:
    """The sheets that do not keep this contributor of their structure out: for all, or naming her."""
    named = Action.readers.through.objects.filter(user=_number(user)).values("action")
    return Action.objects.filter(~Q(audience=Audience.NAMED) | Q(pk__in=named))


def may_moderate(user: Any, action: Action) -> bool:
    """May decide what becomes of the sheet: the team."""
    return is_team_for(user, action.lead_id)


def moderated_by(user: Any) -> QuerySet[Action]:
    """The sheets, in whatever state, of which she decides what becomes: `may_moderate` as a list."""
    remit = structures.remit_of(user) if isinstance(user, User) else None
    if remit is None:
        return Action.objects.none()
    return Action.objects.filter(lead__in=Organisation.objects.filter(remit))


def may_begin_live(user: Any, organisation: Organisation) -> bool:
    """Her new sheet is public at once; else it waits for an animator."""
    if is_team_for(user, organisation.pk):
        return True
    regime = regime_of(organisation)
    if regime == Regime.FIRST and not _has_shown_itself(organisation):
        return False
    return regime != Regime.ALWAYS and _is_contributor_of(user, organisation.pk)


def may_publish(user: Any, action: Action) -> bool:
    """What she writes on this sheet is public at once; else it waits.

    A sheet that is not live becomes so through the team alone, whatever the regime.
    """
    if is_team_for(user, action.lead_id):
        return True
    is_after = regime_of(Organisation.objects.get(pk=action.lead_id)) == Regime.AFTER
    return (
        action.live
        and is_after
        and not action.has_unpublished_changes  # what waits already goes on waiting
        and _is_contributor_of(user, action.lead_id)
    )


def may_answer_for(user: Any, organisation: int) -> bool:
    """May say whether a structure takes part in what another says of it."""
    return organisation in answered_for(user, [organisation])


def answered_for(user: Any, organisations: Iterable[int]) -> frozenset[int]:
    """Those of these structures for which she may say it: as a contributor of theirs, or as the team."""
    remit = structures.remit_of(user) if isinstance(user, User) else None
    rule = Q(pk__in=contributes_to(user))
    if remit is not None:
        rule |= Q(pk__in=Organisation.objects.filter(remit))
    found = Organisation.objects.filter(rule, pk__in=list(organisations))
    return frozenset(found.values_list("pk", flat=True))


def contributes_to(user: Any) -> QuerySet[Organisation]:
    """The structures in whose name she publishes: account and membership validated, the structure live."""
    return structures.published_for_by(user) if isinstance(user, User) else Organisation.objects.none()


def contributors_of(organisation: int) -> QuerySet[User]:
    """Who publishes in the name of a structure, the eldest members first."""
    memberships = structures.effective().filter(organisation=organisation)
    return User.objects.filter(memberships__in=memberships).order_by("memberships__pk").distinct()


def named_to(user: Any, action: Action) -> QuerySet[User]:
    """The people whose names she may read beside what was done to a sheet that she may edit.

    The team reads all; a contributor herself and those who publish for the structure today.
    """
    if may_moderate(user, action):
        return User.objects.all()
    return User.objects.filter(Q(pk=_number(user)) | Q(pk__in=contributors_of(action.lead_id).values("pk")))


def _is_contributor_of(user: Any, organisation: int) -> bool:
    """As the database now says: an account object may be older than a refusal."""
    return structures.effective().filter(user=_number(user), organisation=organisation).exists()


def is_team_for(user: Any, organisation: int) -> bool:
    """The team in its remit, as the database now says."""
    remit = structures.remit_of(user) if isinstance(user, User) else None
    return remit is not None and Organisation.objects.filter(remit, pk=organisation).exists()


def _has_shown_itself(organisation: Organisation) -> bool:
    """The structure has declared a sheet that the team approved for it, and has not withdrawn."""
    return Action.objects.filter(
        lead=organisation,
        approved_for=organisation,
        origin=Origin.DECLARED,
        state__in=[State.PUBLISHED, State.ARCHIVED],
    ).exists()


def _number(user: Any) -> int:
    """The number of the account; that of nobody where there is none."""
    return user.pk if isinstance(user, User) and user.pk else 0
