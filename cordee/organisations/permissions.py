"""Who may act in the name of a structure, and who decides on whom. Lists and single checks share each rule.

Rights come from `effective` memberships and from the team's remits; both are read anew from the database.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from cordee.accounts.models import User
from cordee.moderation.enums import State
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import PUBLISHED, Invitation, Membership, Organisation, Remit
from cordee.territory import instance

Person = User | AnonymousUser


# In the name of a structure


def effective() -> QuerySet[Membership]:
    """The memberships that give rights: the account validated and no mere reader's, the structure live."""
    return Membership.objects.filter(
        Q(user__is_staff=True) | Q(user__validated_at__isnull=False),
        state=MembershipState.ACTIVE,
        user__is_active=True,
        user__is_reader=False,
        organisation__in=Organisation.objects.filter(PUBLISHED),
    )


def inside(user: Person) -> QuerySet[Organisation]:
    """The structures whose own things she reads: an active member, readers too, of one that is public.

    Whether her account is verified is for the caller to ask: a name here opens nothing by itself.
    """
    active = Membership.objects.filter(user=user.pk, state=MembershipState.ACTIVE)
    return Organisation.objects.filter(PUBLISHED, pk__in=active.values("organisation"))


def may_publish_for(user: Person, organisation: Organisation) -> bool:
    """She belongs to this very structure: a membership above or below it gives no voice here."""
    return effective().filter(user=user.pk, organisation=organisation.pk).exists()


def publishers_of(organisation: Organisation) -> QuerySet[User]:
    """Those who may publish for the structure."""
    return User.objects.filter(pk__in=effective().filter(organisation=organisation.pk).values("user"))


def published_for_by(user: Person) -> QuerySet[Organisation]:
    """The structures for which she may publish."""
    return Organisation.objects.filter(pk__in=effective().filter(user=user.pk).values("organisation"))


def with_nobody() -> QuerySet[Organisation]:
    """The structures of the list in whose name nobody acts yet: theirs to claim who belong there."""
    return Organisation.objects.filter(PUBLISHED).exclude(pk__in=effective().values("organisation"))


def is_anybody_s(organisation: Organisation) -> bool:
    """Somebody acts in its name."""
    return effective().filter(organisation=organisation.pk).exists()


# The team


def remit_of(user: Person) -> Q | None:
    """Which structures a member of the team looks after, as a filter on them; None for everybody else."""
    if user.pk is None:
        return None
    office = User.objects.filter(pk=user.pk, is_active=True, is_staff=True)
    is_administrator = office.values_list("is_superuser", flat=True).first()
    if is_administrator is None:
        return None
    limits = None if is_administrator else Remit.objects.filter(user=user.pk).first()
    return limits.as_q() if limits else Q()


def in_remit(user: Person, organisation: Organisation) -> bool:
    """She is of the team, and looks after this structure."""
    rule = remit_of(user)
    return rule is not None and Organisation.objects.filter(rule, pk=organisation.pk).exists()


def team_for(organisation: Organisation) -> list[User]:
    """Who of the team looks after this structure, by name: `in_remit` as a list, in one query."""
    team = User.objects.filter(is_active=True, is_staff=True).select_related("remit")
    named = team.order_by("last_name", "first_name", "pk")
    limits = {user: None if user.is_superuser else getattr(user, "remit", None) for user in named}
    return [user for user, remit in limits.items() if remit is None or remit.holds(organisation)]


# Referents


def managed_by(user: Person) -> frozenset[int]:
    """The numbers of the live structures of which she is a referent, with their departments at any depth.

    A referent answers for the whole of her house: its departments often have nobody yet. It is the sheet and
    the people that she manages there; to publish in a department's name, she joins it.
    """
    level = set(
        effective().filter(user=user.pk, role=MembershipRole.REFERENT).values_list("organisation", flat=True)
    )
    found: set[int] = set()
    while level:
        found |= level
        below = Organisation.objects.filter(PUBLISHED, parent__in=level)
        level = set(below.values_list("pk", flat=True)) - found
    return frozenset(found)


def may_manage(user: Person, organisation: Organisation) -> bool:
    """The team in its remit; a referent of the structure or of one above it."""
    return in_remit(user, organisation) or organisation.pk in managed_by(user)


def may_invite(user: Person, organisation: Organisation) -> bool:
    """Who manages a live structure. A referent's role is the highest: whoever may invite may give any."""
    is_live = Organisation.objects.filter(PUBLISHED, pk=organisation.pk).exists()
    return is_live and may_manage(user, organisation)


# Decisions


def decidable_by(user: Person) -> QuerySet[Membership]:
    """The requests on which she decides; never her own.

    The team decides in its remit. A referent does where the territory lets her, in a structure that has
    somebody already, and not on a person whom the team has refused. What comes with a new structure is
    decided with it, see `foundable_by`.
    """
    requests = Membership.objects.filter(state=MembershipState.REQUESTED).exclude(user=user.pk)
    requests = requests.exclude(organisation__state=State.SUBMITTED)
    remit = remit_of(user)
    rule = Q(pk__in=[]) if remit is None else Q(organisation__in=Organisation.objects.filter(remit))
    if instance.current().participation.referents_validate and (managed := managed_by(user)):
        somebody = effective().filter(organisation=OuterRef("organisation"))
        rule |= Q(Exists(somebody), organisation__in=managed, user__refused_at__isnull=True)
    return requests.filter(rule)


def may_decide(user: Person, membership: Membership) -> bool:
    """Whether she decides on this request."""
    return decidable_by(user).filter(pk=membership.pk).exists()


def foundable_by(user: Person) -> QuerySet[Organisation]:
    """The structures asked for on which she decides: as one of the team, never those that she asked for."""
    remit = remit_of(user)
    if remit is None:
        return Organisation.objects.none()
    asked = Organisation.objects.filter(remit, state=State.SUBMITTED, merged_into__isnull=True)
    return asked.exclude(memberships__user=user.pk)


def may_found(user: Person, organisation: Organisation) -> bool:
    """Whether she accepts or refuses this structure that somebody has asked for."""
    return foundable_by(user).filter(pk=organisation.pk).exists()


def admits(invitation: Invitation, user: User) -> bool:
    """The invitation alone makes her a member: somebody is there already, and the team has not refused her.

    The first person of a structure goes to the team whoever invited her; so does an account that nobody has
    validated, unless somebody of the team invited it or the territory lets referents admit people.
    """
    is_first = not is_anybody_s(invitation.organisation)
    is_lenient = instance.current().participation.referents_validate or invitation.invited_by.is_staff
    known = User.objects.filter(pk=user.pk, is_active=True, refused_at__isnull=True)
    return not is_first and (known if is_lenient else known.filter(validated_at__isnull=False)).exists()


def may_merge(user: Person, organisation: Organisation, into: Organisation) -> bool:
    """The team, where it looks after both."""
    return in_remit(user, organisation) and in_remit(user, into)
