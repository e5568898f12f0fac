"""Reading cards for the person concerned: who opened hers, what is kept of her."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cordee.accounts.models import User
from cordee.contacts.enums import Field
from cordee.contacts.mentions import mentions
from cordee.contacts.models import Choice, Coordinates, RelayedMessage, Reveal
from cordee.contacts.person import person_of
from cordee.contacts.refusals import mark_of
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Somebody has opened a part of a card: her name and structures, empty where her account is gone."""

    at: datetime
    field: Field
    who: str
    structures: tuple[str, ...]


def name_of(user: User) -> str:
    """First and last name; never the address, which `get_full_name` gives where there is no name."""
    return f"{user.first_name} {user.last_name}".strip()


def structures_of(user: User) -> tuple[str, ...]:
    """What the structures are called of which the person is an active member."""
    active = Membership.objects.filter(user=user, state=MembershipState.ACTIVE)
    return tuple(active.order_by("pk").values_list("organisation__name", flat=True))


def keeper_of(contact: int) -> Organisation:
    """The structure that keeps this card."""
    return Organisation.objects.get(contacts=contact)


def reveals_of(contact: int) -> list[Opening]:
    """Who has opened what of this card, the latest first: two queries, however many."""
    active = Membership.objects.filter(state=MembershipState.ACTIVE).select_related("organisation")
    rows = (
        Reveal.objects.filter(contact=contact)
        .select_related("viewer")
        .prefetch_related(Prefetch("viewer__memberships", active.order_by("pk"), to_attr="active_ones"))
        .order_by("-at", "-pk")
    )
    return [_opening(row) for row in rows]


def of_person(*, email: str = "", user: User | None = None) -> dict[str, Any]:
    """All that this slice keeps of a person, in JSON's own types, for her export.

    `email` must have been proved to be hers: whoever names an address would read what is kept under it.
    """
    made = Reveal.objects.filter(viewer=user) if user else Reveal.objects.none()
    sent = RelayedMessage.objects.filter(sender=user) if user else RelayedMessage.objects.none()
    return {
        "cards": [_exported(row) for row in concerning(email=email, user=user)],
        "refusals": [_refusal(row) for row in refused_by(email)],
        "choices": [_chosen(choice) for choice in choices_at(email)],
        "opened": [
            {"contact": reveal.contact_id, "field": reveal.field, "at": reveal.at.isoformat()}
            for reveal in made.order_by("pk")
        ],
        "messages_sent": [
            {"contact": message.contact_id, "at": message.at.isoformat(), "text": message.text}
            for message in sent.order_by("pk")
        ],
    }


def concerning(*, email: str = "", user: User | None = None) -> QuerySet[Coordinates]:
    """The cards of a person, by her address or her account."""
    rule = Q(pk__in=[])
    if email.strip():
        rule |= Q(email=email.strip().lower())
    if user is not None:
        rule |= Q(contact__user=user)
    return Coordinates.objects.filter(rule).select_related("contact__structure").order_by("pk")


def refused_by(email: str) -> QuerySet[Coordinates]:
    """The cards that she had emptied: only a keyed mark of her address is left."""
    rows = Coordinates.objects.filter(refused_address=mark_of(email)) if email else Coordinates.objects.none()
    return rows.select_related("contact__structure").order_by("pk")


def _refusal(row: Coordinates) -> dict[str, str]:
    at = row.contact.objected_at
    return {"structure": row.contact.structure.name, "at": at.isoformat() if at else ""}


def choices_at(email: str) -> QuerySet[Choice]:
    """What she chose to show, kept beyond her cards by the same mark."""
    rows = Choice.objects.filter(mark=mark_of(email)) if email.strip() else Choice.objects.none()
    return rows.select_related("structure").order_by("pk")


def _chosen(choice: Choice) -> dict[str, Any]:
    parts = ("name_for", "email_for", "telephone_for", "corrected", "emptied")
    said = {name: getattr(choice, name) for name in parts}
    return {"structure": choice.structure.name, "at": choice.chosen_at.isoformat(), **said}


def _opening(row: Reveal) -> Opening:
    if row.viewer is None:
        return Opening(at=row.at, field=Field(row.field), who="", structures=())
    active: list[Membership] = row.viewer.active_ones  # type: ignore[attr-defined]  # set by the prefetch
    return Opening(
        at=row.at,
        field=Field(row.field),
        who=name_of(row.viewer),
        structures=tuple(membership.organisation.name for membership in active),
    )


def _exported(row: Coordinates) -> dict[str, Any]:
    contact = row.contact
    moments = ("named_at", "told_at", "chosen_at", "objected_at")
    openings = (asdict(opening) | {"at": opening.at.isoformat()} for opening in reveals_of(contact.pk))
    return {
        **{name: str(value) for name, value in asdict(person_of(contact, row)).items()},
        "structure": contact.structure.name,
        **{name: moment.isoformat() for name in moments if (moment := getattr(contact, name))},
        "named_on": [asdict(mention) for mention in mentions(contact.pk)],
        "opened_by": [opening | {"structures": list(opening["structures"])} for opening in openings],
    }
