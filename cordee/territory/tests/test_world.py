"""Countries, regions and goals: complete, in both languages, one tree."""

from collections import Counter
from itertools import combinations

import pytest

from cordee.core.text import key_of
from cordee.territory.world import (
    WORLD,
    UnknownCodeError,
    countries,
    countries_in,
    country,
    find_country,
    goals,
    region,
    regions,
    zones_of,
)


def test_all_countries_are_there_and_complete() -> None:
    assert len(countries()) == 249 + 1
    for code, land in countries().items():
        assert code == land.code
        assert len(code) == 2
        assert len(land.alpha3) == 3
        assert all(land.names[language].strip() for language in ("fr", "en"))
        assert -180 <= land.lon <= 180
        assert -90 <= land.lat <= 90


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_countries_share_a_name(language: str) -> None:
    uses = Counter(key_of(land.names[language]) for land in countries().values())
    assert [name for name, count in uses.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("US", "États-Unis", "United States"),
        ("GB", "Royaume-Uni", "United Kingdom"),
        ("KR", "Corée du Sud", "South Korea"),
        ("CZ", "Tchéquie", "Czechia"),
        ("PS", "Palestine", "Palestine"),
        ("TW", "Taïwan", "Taiwan"),
        ("XK", "Kosovo", "Kosovo"),
        ("RU", "Russie", "Russia"),
        ("VA", "Vatican", "Vatican City"),
        ("CD", "RD Congo", "DR Congo"),
        ("BF", "Burkina Faso", "Burkina Faso"),
    ],
)
def test_names_that_people_use(code: str, french: str, english: str) -> None:
    assert country(code).name("fr") == french
    assert country(code).name("en") == english


def test_other_languages_fall_back_on_french() -> None:
    assert country("DE").name("de") == "Allemagne"
    assert country("DE").name("en-gb") == "Germany"
    assert region("150").name("ar") == "Europe"


def test_local_names_are_known() -> None:
    assert "Deutschland" in country("DE").local_names
    assert "中国" in country("CN").all_names


def test_code_in_any_case() -> None:
    assert country("bf") is country("BF")


@pytest.mark.parametrize("code", ["", "ZZ", "FRA", "France"])
def test_unknown_country_says_how_to_mend_it(code: str) -> None:
    with pytest.raises(UnknownCodeError, match="ISO 3166-1") as caught:
        country(code)
    assert isinstance(caught.value, KeyError)


def test_the_tree_has_one_root_and_every_country_reaches_it() -> None:
    assert [code for code, one in regions().items() if one.parent is None] == [WORLD]
    assert all(zones_of(code)[-1] == WORLD for code in countries())
    assert countries_in(WORLD) == frozenset(countries())


def test_a_region_comes_after_its_parent_and_none_is_empty() -> None:
    order = list(regions())
    assert all(order.index(one.parent) < order.index(code) for code, one in regions().items() if one.parent)
    assert all(countries_in(code) for code in regions())
    assert all(one.names[language] for one in regions().values() for language in ("fr", "en"))


@pytest.mark.parametrize(
    ("code", "zones"),
    [
        ("TW", ("030", "142", "001")),
        ("XK", ("039", "150", "001")),
        ("BF", ("011", "202", "002", "001")),
        ("MX", ("013", "419", "019", "001")),
        ("US", ("021", "019", "001")),
        ("AQ", ("010", "001")),
    ],
)
def test_zones_of_a_country(code: str, zones: tuple[str, ...]) -> None:
    assert zones_of(code) == zones


def test_continents_share_no_country() -> None:
    parts = [countries_in(code) for code, one in regions().items() if one.parent == WORLD]
    assert all(first.isdisjoint(second) for first, second in combinations(parts, 2))
    assert len(countries_in("150")) == 52
    assert "TR" in countries_in("142")


def test_unknown_zone_says_how_to_mend_it() -> None:
    with pytest.raises(UnknownCodeError, match="UN M49"):
        countries_in("999")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "FR"),
        (" FRA ", "FR"),
        ("etats unis", "US"),
        ("États-Unis d’Amérique", "US"),
        ("UK", "GB"),
        ("COTE D'IVOIRE", "CI"),
        ("République tchèque", "CZ"),
        ("RDC", "CD"),
        ("Guinée Bissau", "GW"),
        ("Territoires palestiniens", "PS"),
        ("Deutschland", "DE"),
        ("Viêt Nam", "VN"),
        ("Macédoine", "MK"),
        ("Samoa", "WS"),
        ("Grenoble", None),
        ("", None),
    ],
)
def test_find_country(text: str, code: str | None) -> None:
    assert find_country(text) == code


def test_every_country_is_found_by_its_names() -> None:
    for land in countries().values():
        assert {find_country(name) for name in (land.code, land.alpha3, *land.names.values())} == {land.code}


def test_no_name_is_claimed_twice() -> None:
    names = [{key_of(name) for name in (land.alpha3, *land.all_names)} for land in countries().values()]
    uses = Counter(name for own in names for name in own)
    assert [name for name, count in uses.items() if count > 1] == []


def test_goals_have_their_official_titles() -> None:
    assert list(goals()) == list(range(1, 18))
    assert goals()[1].title("fr") == "Pas de pauvreté"
    assert goals()[2].title("fr") == "Faim «\u00a0zéro\u00a0»"
    assert goals()[13].title("en") == "Climate action"
    assert goals()[17].short_title("fr") == "Partenariats"
    assert goals()[11].short_title("de") == "Villes"


def test_registries_cannot_be_changed() -> None:
    for registry in (countries(), regions(), goals(), country("FR").names):
        assert not hasattr(registry, "__setitem__")
