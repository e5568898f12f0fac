"""The counts hold on a file that no test knew before, and go on holding as sheets and structures change."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from cordee.actions import operations, queries
from cordee.actions.content import Content, Place
from cordee.actions.enums import ActionType, Audience, Precision, Progress
from cordee.actions.models import Action
from cordee.actions.permissions import PUBLIC
from cordee.atlas.index.follow import rebuild
from cordee.atlas.tests import oracle
from cordee.atlas.tests.asking import World, compare, get, pyramid, shown
from cordee.atlas.tests.oracle import Deed, Spot
from cordee.organisations import operations as organisations
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from cordee.organisations.queries import content_of

pytestmark = pytest.mark.django_db
Change = Callable[[World, random.Random], None]
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_every_value(client: Client, unseen: World, part: int) -> None:
    compare(client, unseen, [])
    choices = [choice for choice in unseen.choices() if choice[0] not in ("pays", "structure")]
    for choice in choices[part::PARTS]:
        compare(client, unseen, [choice])


@pytest.mark.parametrize("code", ["XK", "xk", "TW", "PS", "FR", "AQ"])
def test_contested_countries(client: Client, unseen: World, code: str) -> None:
    assert unseen.expected([("pays", code)]).count
    compare(client, unseen, [("pays", code)])


@pytest.mark.parametrize("seed", range(PARTS))
def test_random_queries(client: Client, unseen: World, seed: int) -> None:
    for query in unseen.queries(25, seed):
        compare(client, unseen, query)


def test_one_single_place_meets_country_and_box(client: Client, unseen: World) -> None:
    apart = [("pays", "FR"), ("bbox", "100,-60,180,60")]
    assert unseen.expected(apart[:1]).keys & unseen.expected(apart[1:]).keys
    compare(client, unseen, apart)
    assert not get(client, [("pays", "JP"), ("zone", "150")])["count"]
    compare(client, unseen, [("pays", "JP"), ("pays", "FR"), ("zone", "150")])


def test_tiles(client: Client, unseen: World) -> None:
    for z, query in ((0, []), (1, [("etat", "suspendu")]), (2, [("zone", "150")]), (3, [("odd", "4")])):
        assert shown(pyramid(client, z, query)) == unseen.expected(query).placed


def _check(client: Client, world: World) -> None:
    """A handful of questions that any change of a sheet or structure would disturb."""
    queries_ = [[], [("bbox", "5,40,15,50")], [("depuis", "2001"), ("jusqu", "2003")]]
    queries_ += world.queries(4, 3)
    for query in queries_:
        compare(client, world, query)
    assert shown(pyramid(client, 1)) == world.expected([]).placed


def _drawn(world: World, draw: random.Random) -> tuple[int, Deed, Action]:
    n = draw.randrange(len(world.deeds))
    return n, world.deeds[n], queries.with_rows(Action.objects.filter(key=world.deeds[n].key)).get()


def _edit(world: World, draw: random.Random) -> None:
    n, deed, action = _drawn(world, draw)
    known = queries.content_of(action)
    place = Place(precision=Precision.CITY, place="Apia", country="WS", lon=-171.76, lat=-13.83)
    content = replace(
        known,
        type=ActionType.EVENT,
        goals=(13,),
        places=(place,),
        progress=Progress.ENDED,
        start_year=2002,
        start_month=None,
        start_day=None,
        end_year=None,
        end_month=None,
        suspended_on=None,
    )
    assert operations.edit(action=action, content=content)
    values = {"type": "evenement", "odd": "13", "etat": "termine"}
    changed = {name: frozenset({value}) for name, value in values.items()}
    spot = Spot("WS", oracle.zones("WS", ""), (-171.76, -13.83))
    world.deeds[n] = Deed(deed.key, {**deed.values, **changed}, (spot,), 2002, 2002)


def _archive_and_publish_again(world: World, draw: random.Random) -> None:
    _n, _deed, action = _drawn(world, draw)
    operations.archive(action=action)
    assert not queries.visible_by(PUBLIC).filter(pk=action.pk).exists()
    operations.publish(action=action)


def _archive(world: World, draw: random.Random) -> None:
    n, _deed, action = _drawn(world, draw)
    operations.archive(action=action, reason="over")
    del world.deeds[n]


def _delete(world: World, draw: random.Random) -> None:
    n, _deed, action = _drawn(world, draw)
    operations.delete(action=action)
    del world.deeds[n]


def _restrict(world: World, draw: random.Random) -> None:
    n, _deed, action = _drawn(world, draw)
    content: Content = replace(queries.content_of(action), audience=draw.choice(list(Audience)[1:]))
    operations.edit(action=action, content=content)
    del world.deeds[n]


@pytest.mark.parametrize("change", [_edit, _archive, _archive_and_publish_again, _delete, _restrict])
def test_after_changes_of_sheets(client: Client, unseen: World, change: Change) -> None:
    world, draw = World(list(unseen.deeds)), random.Random(5)
    for _ in range(4):
        change(world, draw)
    _check(client, world)


def test_after_a_structure_changed_its_kind_and_commune(client: Client, unseen: World) -> None:
    organisation = Organisation.objects.get(key="s3")
    commune = "38185" if organisation.commune != "38185" else ""
    content = replace(
        content_of(organisation), name="Autre nom", kind=Kind.LABORATORY, commune=commune, locality=""
    )
    organisations.put([organisations.Entry(key="s3", content=content)])
    said = {"nature": frozenset({"laboratoire"}), "commune": frozenset({commune} if commune else ())}
    world = World([_of_lead(deed, "s3", said) for deed in unseen.deeds])
    _check(client, world)


def _of_lead(deed: Deed, key: str, said: dict[str, frozenset[str]]) -> Deed:
    is_lead = (
        Action.objects.filter(key=deed.key, lead__key=key).exists()
        if key in deed.values["structure"]
        else False
    )
    return replace(deed, values={**deed.values, **said}) if is_lead else deed


def test_after_structures_merged(client: Client, unseen: World) -> None:
    old, new = Organisation.objects.get(key="s4"), Organisation.objects.get(key="s9")
    led = set(Action.objects.filter(lead=old).values_list("key", flat=True))
    organisations.merge(organisation=old, into=new)
    said = {"nature": frozenset({new.kind}), "commune": frozenset({new.commune} - {""})}
    deeds = [
        replace(
            deed, values={**deed.values, **(said if deed.key in led else {}), "structure": _renamed(deed)}
        )
        for deed in unseen.deeds
    ]
    world = World(deeds)
    for name in ("s9", "s4"):
        found = get(client, [("structure", name)])
        assert found["count"] == world.expected([("structure", "s9")]).count
    _check(client, world)


def _renamed(deed: Deed) -> frozenset[str]:
    return frozenset("s9" if key == "s4" else key for key in deed.values["structure"])


def test_made_anew_it_says_the_same(client: Client, unseen: World) -> None:
    assert rebuild() == 8000
    _check(client, unseen)
