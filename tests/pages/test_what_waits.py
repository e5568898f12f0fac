"""What waits for the team is one number, at its desk and in the space of whoever is of it."""

import pytest

from cordee.accounts.models import User
from cordee.actions.tests.factories import animator
from cordee.desk import waiting
from cordee.desk.tests.scenes import limited, reported, submitted, to_look_at
from cordee.organisations import founding, memberships
from cordee.organisations.content import Content
from cordee.organisations.enums import Kind
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import person
from cordee.portal.pages import space_team
from cordee.territory import instance
from tests import attached


def one_of_each() -> None:
    """Each kind of thing that waits, and a sheet that does not."""
    submitted("Un puits", kind=Kind.ASSOCIATION)
    known = to_look_at("Un chœur", kind=Kind.COMPANY)
    reported(known)
    attached.picture(known, "Une fontaine", is_waiting=True)
    attached.paper(known, "Convention", is_waiting=True)
    house = organisation(kind=Kind.ASSOCIATION)
    memberships.request(user=person(), organisation=house, reason="J’y travaille.")
    commune = next(iter(instance.current().communes))
    sheet = Content(name="Sentiers du Népal", kind=Kind.ASSOCIATION, commune=commune)
    founding.ask_for_new(user=person(), sheet=sheet, reason="Présidente", abroad="Des écoles.")


def counted(user: User) -> dict[str, int]:
    """What her desk counts, once her space counts as much."""
    counts = dict(waiting.counts(user))
    assert space_team.waiting(user) == sum(counts.values())
    return counts


@pytest.mark.django_db
def test_the_space_counts_every_kind_that_the_desk_holds() -> None:
    one_of_each()
    assert set(counted(animator()).values()) == {1}
    assert sum(counted(limited(Kind.COMPANY)).values()) == 3
