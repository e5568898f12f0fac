"""Every output shows a viewer exactly what `queries.visible_to` allows, and nothing of what is hidden."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client

from cordee.accounts.models import User
from cordee.actions import operations, queries
from cordee.actions.content import PartnerName, Place
from cordee.actions.enums import Audience, Precision
from cordee.actions.models import Action
from cordee.actions.tests.factories import ESSEN, OXFORD, action, edited, fresh, person
from cordee.atlas.models import Document
from cordee.atlas.tests.asking import get, pyramid, shown
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State
from cordee.organisations import operations as organisations
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
People = dict[str, User | AnonymousUser]
CANARIES = ("canaryville", "canarypartner", "canarylane", "12.34567", "45.67891")


@pytest.fixture
def people() -> People:
    """One viewer of each sort, before one action of each audience, and one in the life of a sheet."""
    lead, other = organisation("lead"), organisation("other")
    found: People = {"visitor": AnonymousUser(), "plain": person(), "verified": person(verified=True)}
    for name, structure in (("member", lead), ("helper", other), ("former", lead)):
        viewer = person(verified=True)
        state = MembershipState.ENDED if name == "former" else MembershipState.ACTIVE
        stands(viewer, structure, state)
        found[name] = viewer
    unverified = person()
    Membership.objects.create(user=unverified, organisation=lead, state=MembershipState.ACTIVE)
    found |= {"unverified member": unverified, "reader": person(verified=True)}
    found["team"] = person(is_staff=True)
    for audience in Audience:
        made = action(
            lead, key=audience.value, co_leads=(other.pk,), audience=audience, title=f"Canari {audience}"
        )
        made.readers.add(found["reader"])  # type: ignore[arg-type]
    for name, act in (("archived", operations.archive), ("deleted", operations.delete)):
        act(action=action(lead, key=name, title="Canari"))
    moderation.move(action(lead, key="withdrawn", title="Canari"), to=State.WITHDRAWN)
    return found


SEEN = {
    "visitor": {"public"},
    "plain": {"public"},
    "verified": {"public", "verified"},
    "member": {"public", "verified", "structure"},
    "helper": {"public", "verified", "structure"},
    "former": {"public", "verified"},
    "unverified member": {"public"},
    "reader": {"public", "verified", "named"},
    "team": {"public", "verified", "structure", "named"},
}


@pytest.mark.parametrize("name", SEEN)
def test_each_viewer(client: Client, people: People, name: str) -> None:
    viewer, expected = people[name], SEEN[name]
    assert set(queries.visible_to(viewer).values_list("key", flat=True)) == expected
    if isinstance(viewer, User):
        sign_in(client, viewer)
    for query in ([], [("q", "canari")], [("pays", "GB")], [("structure", "other")], [("odd", "17")]):
        answer = get(client, query)
        assert {result["slug"] for result in answer["results"]} == expected, query
        assert answer["total"] == answer["count"] == len(expected)
        assert answer["facets"]["type"] == {"partenariat": len(expected)}
        assert answer["facets"]["pays"] == {"GB": len(expected)}
        assert shown(pyramid(client, 2, query)) == len(expected)
    assert get(client, [("q", "structure"), ("depuis", "2000")])["undated"] == len(expected & {"structure"})
    exported = b"".join(client.get("/carte/export.csv"))
    assert {key for key in Audience.values if f"Canari {key}".encode() in exported} == expected


def test_every_viewer_is_asked(people: People) -> None:
    assert set(people) == set(SEEN)


def _move(state: State) -> Callable[[Action], Any]:
    return lambda known: moderation.move(known, to=state)


@pytest.mark.parametrize(
    "vanish",
    [
        _move(State.WITHDRAWN),
        _move(State.ARCHIVED),
        lambda known: operations.delete(action=known),
        lambda known: edited(known, audience=Audience.NAMED),
    ],
    ids=["withdrawn", "archived", "deleted", "named"],
)
def test_what_leaves_the_public_vanishes_at_once(client: Client, vanish: Callable[[Action], Any]) -> None:
    known = action(key="gone", title="Xylophone")
    assert get(client, [("q", "xylophone")])["count"] == 1
    vanish(known)
    for query in ([], [("q", "xylophone")], [("pays", "GB")]):
        answer = get(client, query)
        assert (answer["total"], answer["count"], answer["results"]) == (0, 0, [])
        assert not any(answer["facets"].values())
        assert pyramid(client, 0, query) == {}


def test_an_archived_sheet_comes_back(client: Client) -> None:
    known = action(key="back")
    operations.archive(action=known)
    assert not Document.objects.exists()
    operations.publish(action=fresh("back"))
    assert get(client, [])["count"] == 1


def _hiding() -> Action:
    hidden = Place(
        precision=Precision.POINT,
        place="Canaryville",
        country="IT",
        lon=12.34567,
        lat=45.67891,
        is_hidden=True,
    )
    partner = PartnerName(name="Canarypartner", country="SE", is_hidden=True)
    region = Place(precision=Precision.REGION, place="Canarylane", region="202", is_hidden=True)
    open_partner = PartnerName(name="Open partner", country="DE")
    return action(key="hiding", places=(hidden, ESSEN, region), partners=(partner, open_partner))


def test_what_is_hidden_is_in_no_output(client: Client) -> None:
    _hiding()
    sign_in(client, person(is_staff=True))
    said = [str(get(client, [])), str(get(client, [("tri", "pays")])), str(pyramid(client, 8))]
    said += [b"".join(client.get(f"/carte/export.{extension}")).decode() for extension in ("csv", "geojson")]
    for canary in CANARIES:
        assert canary not in " ".join(said).lower(), canary
        assert get(client, [("q", canary)])["count"] == 0, canary
    exact = "12.3456,45.6789,12.3457,45.6790"
    assert get(client, [("bbox", exact)])["count"] == 0


def test_what_is_hidden_is_in_no_table_of_the_atlas(client: Client) -> None:
    _hiding()
    tables = [name for name in connection.introspection.table_names() if name.startswith("atlas_")]
    assert len(tables) >= 7
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            written = str(cursor.fetchall()).lower()
            assert not [canary for canary in CANARIES if canary in written], table


def test_a_hidden_place_is_its_country(client: Client) -> None:
    _hiding()
    (result,) = get(client, [("pays", "IT")])["results"]
    hidden, shown_place, region = result["locations"]
    assert (hidden["place"], hidden["country"], hidden["precision"]) == ("", "IT", "country")
    assert (shown_place["place"], shown_place["lon"]) == ("Essen", 7.012)
    assert (region["place"], region["lon"], region["precision"]) == ("", None, "region")
    assert get(client, [("zone", "202")])["count"] == 1


def test_a_place_shown_again_is_found_again(client: Client) -> None:
    known = _hiding()
    edited(known, places=(OXFORD,))
    assert get(client, [("q", "oxford")])["count"] == 1
    assert get(client, [("pays", "IT")])["count"] == 0


def test_a_structure_that_is_archived_shows_its_members_nothing_more(people: People) -> None:
    member = people["member"]
    assert isinstance(member, User)
    assert "structure" in set(queries.visible_to(member).values_list("key", flat=True))
    for membership in member.memberships.select_related("organisation"):
        organisations.archive(organisation=membership.organisation)
    assert "structure" not in set(queries.visible_to(member).values_list("key", flat=True))
