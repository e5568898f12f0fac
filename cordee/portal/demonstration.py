"""Demonstration accounts, one for each role: made once, in development, in a house that has structures."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from cordee.accounts import codes, operations, queries
from cordee.accounts.enums import Document
from cordee.accounts.models import User
from cordee.core.home import kept_secret
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipRole
from cordee.organisations.models import PUBLISHED, Organisation

ADMINISTRATOR = "admin@example.org"
ANIMATOR = "animatrice@example.org"


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast: her address, her name, what she does here."""

    email: str
    first_name: str
    last_name: str
    function: str
    role: str


PEOPLE: Sequence[Person] = (
    Person(ADMINISTRATOR, "Alix", "Demo", "Informatique", "administrator"),
    Person(ANIMATOR, "Béatrice", "Demo", "Animation internationale", "animator"),
    Person("referente@example.org", "Chantal", "Demo", "Coordination", "referent"),
    Person("contributeur@example.org", "David", "Demo", "Chargé de projets", "contributor"),
    Person("lectrice@example.org", "Élise", "Demo", "Élue", "reader"),
    Person("attente@example.org", "Farid", "Demo", "Bénévole", "awaiting validation"),
)


def password_file() -> Path:
    """Where the one password of the cast is kept, readable by its owner alone."""
    file: Path = settings.CORDEE_HOME / "administrator-password"
    return file


@transaction.atomic
def make() -> None:
    """The cast, where nobody has an account yet but the administrator; nothing where there are others."""
    if User.objects.exclude(email=ADMINISTRATOR).exists():
        return
    house = _house()
    made = {person.role: _made(person) for person in PEOPLE}
    for role in ("administrator", "animator"):
        codes.set_up(made[role])
    if house is None:
        return
    for role, place in (("referent", MembershipRole.REFERENT), ("contributor", MembershipRole.MEMBER)):
        asked = memberships.request(user=made[role], organisation=house, reason="Démonstration", role=place)
        memberships.approve(membership=asked, by=made["animator"])
    memberships.request(
        user=made["awaiting validation"], organisation=house, reason="J’y suis bénévole depuis un an."
    )


def _house() -> Organisation | None:
    """The structure whose people they are: the one that leads the most actions."""
    leading = Count("actions", filter=Q(actions__live=True))
    return Organisation.objects.filter(PUBLISHED).annotate(leading=leading).order_by("-leading", "pk").first()


def _made(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, kept_secret(password_file(), nbytes=18))
    user.first_name, user.last_name = person.first_name, person.last_name
    user.function, user.language = person.function, settings.LANGUAGE_CODE
    operations.introduce(user=user)
    operations.accept(user=user, documents=list(Document), version=queries.terms_in_force())
    if person.role == "animator":
        operations.set_office(user=user, is_animator=True)
    if person.role == "reader":
        operations.set_office(user=user, is_reader=True)
        operations.validate(user=user)
    return user
