"""The tree of regions against memberships of UN M49 written here by hand, apart from `regions.csv`."""

from typing import Final

import pytest

from cordee.territory.world import branches, countries, countries_in, regions, zones_of, zones_of_region

MEMBERSHIPS: Final = {
    # Africa
    "DZ": "015 002 001",
    "EG": "015 002 001",
    "SD": "015 002 001",
    "SN": "011 202 002 001",
    "BF": "011 202 002 001",
    "SH": "011 202 002 001",
    "MG": "014 202 002 001",
    "TF": "014 202 002 001",
    "CD": "017 202 002 001",
    "ZA": "018 202 002 001",
    # Americas
    "MX": "013 419 019 001",
    "CU": "029 419 019 001",
    "GP": "029 419 019 001",
    "BR": "005 419 019 001",
    "GF": "005 419 019 001",
    "GL": "021 019 001",
    "CA": "021 019 001",
    # Asia
    "CY": "145 142 001",
    "TR": "145 142 001",
    "PS": "145 142 001",
    "GE": "145 142 001",
    "KZ": "143 142 001",
    "IR": "034 142 001",
    "TL": "035 142 001",
    "HK": "030 142 001",
    "TW": "030 142 001",  # M49 does not list it: as the territory's contract places it
    # Europe
    "RU": "151 150 001",
    "GB": "154 150 001",
    "LT": "154 150 001",
    "MK": "039 150 001",
    "XK": "039 150 001",  # M49 does not list it either
    "CH": "155 150 001",
    # Oceania, Antarctica
    "NZ": "053 009 001",
    "NC": "054 009 001",
    "GU": "057 009 001",
    "PF": "061 009 001",
    "AQ": "010 001",
}
SIZES: Final = {"143": 5, "034": 9, "035": 11, "145": 18, "015": 7, "013": 8, "005": 16, "029": 28, "155": 9}
"""How many countries and areas M49 lists in these regions."""


@pytest.mark.parametrize("code", MEMBERSHIPS)
def test_a_country_counts_where_m49_puts_it(code: str) -> None:
    assert " ".join(zones_of(code)) == MEMBERSHIPS[code]


def test_a_country_counts_nowhere_else() -> None:
    for zone in regions():
        known = {code for code, said in MEMBERSHIPS.items() if zone in said.split()}
        assert countries_in(zone) & set(MEMBERSHIPS) == known, zone


def test_regions_have_as_many_countries_as_m49_lists() -> None:
    assert {zone: len(countries_in(zone)) for zone in SIZES} == SIZES


def test_the_codes_are_those_of_m49() -> None:
    written = {zone for said in MEMBERSHIPS.values() for zone in said.split()}
    assert set(regions()) == written
    assert len(written) == 31


def test_the_continent_of_north_america_is_three_branches() -> None:
    """M49 gives 003 in a note: Northern America, Central America and the Caribbean. It has no branch."""
    inside = {code for zone in branches("003") for code in countries_in(zone)}
    assert {"US", "MX", "CU", "GL"} <= inside
    assert not inside & {"BR", "GF", "FR"}
    assert len(inside) == 5 + 8 + 28
    assert "003" not in regions()


def test_any_other_code_is_one_branch_or_none() -> None:
    assert all(branches(zone) == (zone,) for zone in regions())
    # Least developed countries, small islands, and a country's own number are no regions.
    assert not any(branches(code) for code in ("199", "722", "250", "000", "", "FR"))
    assert all(zones_of_region(zone)[0] == zone for zone in regions())
    assert len(countries()) == 250
