"""A referent invites, decides where the territory lets her, leaves; the eldest member takes over."""

import pytest
from django.db.models import QuerySet
from playwright.sync_api import expect

from cordee.accounts.models import User
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.people import let_referents_validate
from tests.data import Cast
from tests.journeys.people import Arrive, Letters, Window, admitted, member, ready

pytestmark = pytest.mark.once

NORA = "nora@example.org"


@pytest.fixture
def house(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    """A structure, in a territory where referents decide."""
    let_referents_validate(monkeypatch)
    return cast.structures["atelier"]


@pytest.fixture
def referent(arrive: Arrive, house: Organisation) -> Window:
    """The window of its referent, on the page of its people."""
    hers = arrive(member("rosa@example.org", house, MembershipRole.REFERENT))
    hers.open(f"/espace/structures/{house.slug}/")
    return hers


def place_of(email: str) -> tuple[str, str]:
    """What she is in the structure, and how that stands."""
    found = Membership.objects.get(user__email=email)
    return found.role, found.state


def flagged() -> QuerySet[Organisation]:
    """The structures that are known to have no referent any more."""
    return Organisation.objects.filter(without_referent_since__isnull=False)


def test_whom_she_invites_comes_in_by_her_letter_once(
    referent: Window, someone: Window, house: Organisation, letters: Letters
) -> None:
    referent.fill(email=NORA)
    referent.send("main form:has([name=email])")
    referent.reads(NORA)
    letter = letters.link(NORA, "/invitation/", someone.prefix)
    someone.follow(letter)
    expect(someone.page.locator("main .message.info")).to_be_visible()
    someone.press(someone.page.locator("main .lead a").first)
    someone.prove(NORA, letters)
    someone.introduce("Nora", "Blanc")
    someone.reads(house.name, "Rosa Roux")
    someone.send()
    assert place_of(NORA) == (MembershipRole.MEMBER, MembershipState.ACTIVE)
    assert User.objects.get(email=NORA).is_verified
    someone.reads(house.name)
    someone.follow(letter, status=410)
    referent.open(f"/espace/structures/{house.slug}/")
    referent.reads("Nora Blanc")


def test_she_takes_somebody_in_and_refuses_somebody_with_a_word(
    referent: Window, arrive: Arrive, house: Organisation, letters: Letters
) -> None:
    for email in (NORA, "ines@example.org"):
        hers = arrive(ready(email))
        hers.open(f"/espace/structures/{house.slug}/rejoindre/")
        hers.fill(reason="J’y suis chargée de mission.")
        hers.send()
    referent.page.reload()
    referent.reads("J’y suis chargée de mission.")
    requests = referent.page.locator("section:has(#requests) li")
    referent.press(requests.filter(has_text="Nora Roux").locator("button[value=approve]"))
    assert place_of(NORA) == (MembershipRole.MEMBER, MembershipState.ACTIVE)
    assert house.name in letters.latest(NORA)
    other = requests.filter(has_text="Ines Roux")
    other.locator("summary").click()
    other.locator("[name=reason]").fill("Votre service publie déjà pour vous.")
    referent.press(other.locator("button[value=refuse]"))
    assert place_of("ines@example.org")[1] == MembershipState.REFUSED
    hers.open("/espace/")
    hers.reads("Votre service publie déjà pour vous.")
    assert "Votre service publie déjà pour vous." in letters.latest("ines@example.org")


def test_when_she_leaves_the_eldest_is_asked_and_takes_over(
    referent: Window, arrive: Arrive, house: Organisation, cast: Cast, letters: Letters
) -> None:
    eldest = admitted(cast.people["member"])
    member(NORA, house)
    hers_too = Membership.objects.get(organisation=house, user=cast.people["referent"])
    memberships.end(membership=hers_too, by=cast.people["administrator"])
    mine = referent.page.locator("section:has(#members) li").filter(has_text="Rosa Roux")
    mine.locator("summary").click()
    referent.press(mine.locator("button[value=end]"))
    assert flagged().get() == house
    assert place_of("rosa@example.org")[1] == MembershipState.ENDED
    hers = arrive(eldest)
    hers.follow(letters.link(eldest.email, "/espace/", hers.prefix))
    hers.press(hers.page.locator(f"main a[href$='/espace/structures/{house.slug}/']").first)
    hers.press(hers.page.locator("button[value=take_over]"))
    assert not flagged().exists()
    assert place_of(eldest.email) == (MembershipRole.REFERENT, MembershipState.ACTIVE)
