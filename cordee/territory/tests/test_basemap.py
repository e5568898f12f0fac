"""Addresses of another ground: what they open in the policy, and the sentence for those that cannot work."""

import pytest
from pytest_django.fixtures import Settings

from cordee.territory.basemap import addresses_can_be_used, origins


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", []),
        ("/fonds/{theme}.json", []),
        ("/fonds/world.pmtiles", []),
        ("https://tiles.example/{language}/style.json", ["https://tiles.example"]),
        ("https://tiles.example:8443/a.pmtiles?v=2", ["https://tiles.example:8443"]),
        ("//tiles.example/a.pmtiles", []),
        ("https://a.example/x https://b.example", []),
        ("https://a.example; script-src *", []),
        ("https://*.example/a.pmtiles", []),
        ("https://a.example@b.example/a.pmtiles", []),
        ("http://tiles.example/a.pmtiles", []),
    ],
)
def test_only_the_host_that_is_named_is_opened(address: str, expected: list[str]) -> None:
    assert origins(address) == expected


@pytest.mark.parametrize(
    ("tiles", "style", "expected"),
    [
        ("", "", []),
        ("/fonds/world.pmtiles", "", []),
        ("", "https://tiles.example/{theme}.json", []),
        ("/srv/world.mbtiles", "", ["cordee.E005"]),
        ("world.pmtiles", "", ["cordee.E005"]),
        ("http://tiles.example/world.pmtiles", "", ["cordee.E005"]),
        ("", "style.json", ["cordee.E006"]),
        ("", "/fonds/{mode}.json", ["cordee.E006"]),
        ("/a.pmtiles", "/b.json", ["cordee.E007"]),
    ],
)
def test_what_cannot_work_is_told_with_how_to_mend_it(
    settings: Settings, tiles: str, style: str, expected: list[str]
) -> None:
    settings.CORDEE_BASEMAP, settings.CORDEE_BASEMAP_STYLE = tiles, style
    found = addresses_can_be_used()
    assert [each.id for each in found] == expected
    assert all(each.hint for each in found)
    if expected and not (tiles and style):
        assert f"«{tiles or style}»" in found[0].msg
