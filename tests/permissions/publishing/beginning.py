"""Who is there before anybody acts: eight accounts, three structures, and the first sheets."""

from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import operations as actions
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.actions.tests.factories import content
from cordee.organisations.models import Membership, Organisation, Remit
from cordee.organisations.tests.factories import organisation
from cordee.territory import instance
from tests.permissions.publishing.known import ACTIVE, MEMBER, REFERENT, REQUESTED, House, Known, Person
from tests.permissions.publishing.site import Start
from tests.signing_in import sign_in

PEOPLE = ("ana", "bea", "cleo", "dora", "emil")
TEAM = ("fay", "gil", "hana")
"""An animator; one who looks after the first commune alone; an administrator."""
EVERYBODY = (*PEOPLE, *TEAM, "visitor")


def begin() -> Start:
    """Ana answers for the first structure, Bea writes for the second; Cleo waits, Dora only reads."""
    communes = list(instance.current().communes)[:2]
    made = [_house(n, communes[commune]) for n, commune in enumerate((0, 1, 0))]
    known = Known(
        people={
            "ana": Person(0, is_verified=True, places={made[0].pk: (ACTIVE, REFERENT)}),
            "bea": Person(0, is_verified=True, places={made[1].pk: (ACTIVE, MEMBER)}),
            "cleo": Person(0, places={made[0].pk: (REQUESTED, MEMBER)}),
            "dora": Person(0, is_verified=True, is_reader=True, places={made[0].pk: (ACTIVE, MEMBER)}),
            "emil": Person(0, is_verified=True),
            "fay": Person(0, is_team=True),
            "gil": Person(0, is_team=True, communes=(communes[0],)),
            "hana": Person(0, is_team=True, is_administrator=True),
        },
        houses={one.pk: House(one.slug, one.commune) for one in made},
    )
    sessions = {name: _account(name, person) for name, person in known.people.items()}
    return Start(known, sessions)


def _house(n: int, commune: str) -> Organisation:
    made = organisation(key=f"house-{n}", name=f"Maison {n}", commune=commune)
    Organisation.objects.filter(pk=made.pk).update(slug=made.key)
    made.refresh_from_db()
    return made


def _account(name: str, person: Person) -> str:
    """The row, as the person is said to be; the session of her browser."""
    fields: dict[str, Any] = {
        "validated_at": timezone.now() if person.is_verified else None,
        "is_reader": person.is_reader,
        "is_staff": person.is_team,
        "is_superuser": person.is_administrator,
    }
    user = User.objects.create_user(f"{name}@accounts.example", "x", **fields)
    person.number = user.pk
    for house, (state, role) in person.places.items():
        Membership.objects.create(user=user, organisation_id=house, state=state, role=role, reason="Oui.")
    if person.communes:
        Remit.objects.create(user=user, kinds=[], communes=list(person.communes))
    client = Client()
    sign_in(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def named_sheet(known: Known, title: str) -> int:
    """A sheet of the first structure for Ana and Emil: the form alone does not begin such a one."""
    lead = Organisation.objects.get(pk=next(iter(known.houses)))
    readers = tuple(sorted(known.people[name].number for name in ("ana", "emil")))
    said = content(lead, title=title, audience=Audience.NAMED, readers=readers)
    actions.put([actions.Entry(key="named", content=said)])
    return Action.objects.get(key="named").pk
