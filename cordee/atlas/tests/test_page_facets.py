"""Which values the filters offer, in which order, and how to leave each."""

from dataclasses import replace

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from cordee.actions.permissions import PUBLIC
from cordee.actions.tests.factories import action
from cordee.atlas import narrowing
from cordee.atlas.facets import SHOWN, Group, groups
from cordee.atlas.query import AtlasQuery, Box, Layout, Sort
from cordee.atlas.results import ask
from cordee.organisations import operations
from cordee.organisations.tests.factories import organisation

COUNTRIES = ["JP", "DE", "BF", "IT", "ES", "GB", "US", "CA", "MA", "SN", "BR", "CL"]


def group(name: str, counts: dict[str, int], **chosen: tuple[str, ...]) -> Group:
    found = groups(AtlasQuery(facets=chosen), {name: counts}, "en")
    return next(one for one in found if one.name == name)


def test_values_come_by_count_then_by_name() -> None:
    found = group("pays", {"JP": 2, "DE": 5, "BF": 2, "FR": 0})
    assert [option.label for option in found.options] == ["Germany", "Burkina Faso", "Japan"]


def test_goals_come_by_number() -> None:
    found = group("odd", {"11": 9, "4": 1, "17": 3})
    assert [option.goal for option in found.options] == [4, 11, 17]


def test_regions_stand_under_their_continent() -> None:
    found = group("zone", {"001": 9, "150": 2, "155": 2, "002": 7, "011": 4, "202": 5})
    assert [(option.value, option.level) for option in found.options] == [
        ("002", 0),
        ("202", 1),
        ("011", 2),
        ("150", 0),
        ("155", 1),
    ]


def test_the_commonest_values_show_and_the_rest_is_at_hand() -> None:
    found = group("pays", {code: 20 - n for n, code in enumerate(COUNTRIES)})
    assert [option.value for option in found.options] == COUNTRIES[:SHOWN]
    assert [option.value for option in found.rest] == COUNTRIES[SHOWN:]


def test_what_is_chosen_always_shows_even_where_it_counts_nothing() -> None:
    counts = {code: 20 - n for n, code in enumerate(COUNTRIES)}
    found = group("pays", counts, pays=("CL", "NZ"))
    assert [option.value for option in found.options] == [*COUNTRIES[:SHOWN], "CL", "NZ"]
    assert [option.count for option in found.options if option.checked] == [9, 0]
    assert (found.chosen, found.open) == (2, True)


def test_a_filter_without_values_is_left_out() -> None:
    assert groups(AtlasQuery(), {"theme": {}, "type": {"projet": 1}}, "en")[0].name == "type"
    assert len(groups(AtlasQuery(), {"theme": {}, "type": {"projet": 1}}, "en")) == 1


@pytest.mark.django_db
def test_each_chip_leads_to_the_query_without_it() -> None:
    query = AtlasQuery(words="eau", facets={"pays": ("JP", "BF")}, since=2010, page=3, sort=Sort.RELEVANCE)
    with translation.override("en"):
        found = [(chip.label, chip.url) for chip in narrowing.chips(query, "/carte/", "en")]
    assert found == [
        ("“eau”", "/carte/?pays=JP&pays=BF&depuis=2010"),
        ("Japan", "/carte/?q=eau&pays=BF&depuis=2010"),
        ("Burkina Faso", "/carte/?q=eau&pays=JP&depuis=2010"),
        ("from 2010 on", "/carte/?q=eau&pays=JP&pays=BF"),
    ]


@pytest.mark.django_db
def test_a_structure_that_was_merged_is_called_by_its_new_name() -> None:
    old, new = organisation("old"), organisation("new", name="La Nouvelle")
    operations.merge(organisation=old, into=new)
    (chip,) = narrowing.chips(AtlasQuery(facets={"structure": ("old",)}), "/carte/", "en")
    assert chip.label == "La Nouvelle"


@pytest.mark.django_db
def test_the_ways_out_of_no_result_cost_one_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    action(title="Neige", goals=(4,), start_year=2001)
    asked = {"odd": ("4", "5"), "type": ("projet",), "pays": ("JP",), "zone": ("150",), "etat": ("prevu",)}
    query = AtlasQuery(words="neige", facets=asked, since=1990, until=2020, box=Box(-180, -90, 180, 90))
    answer = ask(query, PUBLIC)
    assert not answer.count
    with django_assert_num_queries(1):
        assert narrowing.ways_out(query, answer, "/carte/", "en") == []
    nearly = replace(query, facets={"type": ("projet",)})
    ways = narrowing.ways_out(nearly, ask(nearly, PUBLIC), "/carte/", "en")
    assert [(way.count, way.url.startswith("/carte/?q=neige")) for way in ways] == [(1, True)]


def test_clearing_keeps_order_and_layout() -> None:
    query = AtlasQuery(facets={"odd": ("4",)}, sort=Sort.TITLE, layout=Layout.TABLE, page=2)
    assert narrowing.cleared(query).encoded() == "tri=titre&vue=tableau"


def test_what_is_not_confirmed_goes_and_comes_back() -> None:
    query = AtlasQuery(facets={"odd": ("4",)})
    confirmed = narrowing.confirmed_only(query)
    assert confirmed.encoded() == "odd=4&confirmee=oui"
    assert narrowing.confirmed_only(confirmed) == query


def test_a_structure_a_box_and_the_table_travel_with_the_form() -> None:
    query = AtlasQuery(facets={"structure": ("a-b",), "odd": ("4",)}, layout=Layout.TABLE)
    assert narrowing.hidden_fields(query) == [("structure", "a-b"), ("vue", "tableau")]
