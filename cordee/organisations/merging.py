"""What follows a structure into the one that takes it in: every relation to it is known here by name.

A merge that forgot one would leave its rows with a structure that nobody sees any more: `unknown` names those
that nobody thought of, and then nothing is merged. A slice above tells of its own in its `ready()`.
"""

from collections.abc import Callable

from django.apps import apps
from django.db.models import ForeignObjectRel, Q
from django.utils import timezone

from cordee.journal import operations as journal
from cordee.organisations import queries
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation

Follow = Callable[[Organisation, Organisation], None]
_known: dict[str, Follow] = {}


class UnknownRelation(Exception):
    """Rows of these relations would stay with a structure that nobody sees: a programmer's oversight."""

    def __init__(self, relations: list[str]) -> None:
        super().__init__(f"Tell cordee.organisations.merging what becomes of {', '.join(relations)}.")
        self.relations = relations


def know(relation: str, follow: Follow | None = None) -> None:
    """Say how the rows of a relation, `slice.model.field`, follow; without more, they point to the other."""

    def move(organisation: Organisation, into: Organisation) -> None:
        model, _dot, field = relation.rpartition(".")
        apps.get_model(model)._default_manager.filter(**{field: organisation}).update(**{field: into})

    _known[relation] = follow or move


def unknown() -> list[str]:
    """The relations to a structure of which nobody said what becomes of them."""
    return sorted(_relations() - _known.keys())


def follow(organisation: Organisation, into: Organisation) -> None:
    """Move all that points to the structure; both are locked. Raises `UnknownRelation`."""
    if missing := unknown():
        raise UnknownRelation(missing)
    for move in _known.values():
        move(organisation, into)


def _relations() -> set[str]:
    """Every column and every table between two that leads to a structure, hidden ones among them."""
    own = Organisation._meta.many_to_many
    found = {f"{Organisation._meta.label_lower}.{field.name}" for field in own}
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.field.model
        if not model._meta.auto_created:  # the table of a many-to-many, which is named by its field
            found.add(f"{model._meta.label_lower}.{relation.field.name}")
    return found


def stay(_organisation: Organisation, _into: Organisation) -> None:
    """The rows remain where they are, as the memory of what the structure said of itself."""


def _departments(organisation: Organisation, into: Organisation) -> None:
    """Where it is taken in by one of its own departments, that one takes its place."""
    if organisation.pk in queries.chain_of(into.parent_id):
        into.parent_id = organisation.parent_id
        into.save(update_fields=["parent"])
    organisation.departments.exclude(pk=into.pk).update(parent=into)


def _actions(organisation: Organisation, into: Organisation) -> None:
    """No action is led twice by the same structure: who leads it is not among those who help."""
    organisation.actions.update(lead=into)
    shared = into.co_led.values("action")
    organisation.co_led.filter(Q(action__in=shared) | Q(action__lead=into)).delete()
    organisation.co_led.update(organisation=into)
    into.co_led.filter(action__lead=into).delete()


def _sites(organisation: Organisation, into: Organisation) -> None:
    """One that is written in the same words in both stays behind."""
    there = {(site.label, site.address, site.commune) for site in into.sites.all()}
    for site in organisation.sites.all():
        if (site.label, site.address, site.commune) not in there:
            site.organisation = into
            site.save(update_fields=["organisation"])


def _offers(organisation: Organisation, into: Organisation) -> None:
    """One of a theme on which the other speaks already stays behind."""
    there = {(offer.direction, offer.theme) for offer in into.offers.all()}
    for offer in organisation.offers.all():
        if (offer.direction, offer.theme) not in there:
            offer.organisation = into
            offer.save(update_fields=["organisation"])


def _memberships(organisation: Organisation, into: Organisation) -> None:
    """What is over stays behind. A person in both keeps one place: the one in force, with the higher role."""
    is_open = Q(state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE])
    there = {membership.user_id: membership for membership in into.memberships.filter(is_open)}
    for membership in organisation.memberships.filter(is_open):
        other = there.get(membership.user_id)
        if other is None:
            _move(membership, into)
        elif membership.state == other.state:
            if membership.role == MembershipRole.REFERENT:
                other.role = MembershipRole.REFERENT
                other.save(update_fields=["role"])
            _close(membership)
        elif membership.state == MembershipState.ACTIVE:
            _close(other)
            _move(membership, into)
        else:
            _close(membership)


def _move(membership: Membership, into: Organisation) -> None:
    details = {"from": membership.organisation_id, "organisation": into.pk}
    membership.organisation = into
    membership.save(update_fields=["organisation"])
    journal.record("membership.moved", membership, details=details)


def _close(membership: Membership) -> None:
    membership.state, membership.ended_at = MembershipState.ENDED, timezone.now()
    membership.save(update_fields=["state", "ended_at"])
    journal.record("membership.ended", membership, details={"organisation": membership.organisation_id})


def _invitations(organisation: Organisation, into: Organisation) -> None:
    """Those that wait lead into the other; of two to the same address, one does."""
    waiting = Q(used_at=None, revoked_at=None)
    there = into.invitations.filter(waiting).values("email")
    organisation.invitations.filter(waiting, email__in=there).update(revoked_at=timezone.now())
    organisation.invitations.filter(waiting).update(organisation=into)


know("organisations.organisation.parent", _departments)
know("organisations.organisation.merged_into")
know("organisations.organisationtext.organisation", stay)
know("organisations.organisationsite.organisation", _sites)
know("organisations.offer.organisation", _offers)
know("organisations.membership.organisation", _memberships)
know("organisations.invitation.organisation", _invitations)
know("actions.action.lead", _actions)
know("actions.colead.organisation", stay)  # moved with the actions, one rule for both
