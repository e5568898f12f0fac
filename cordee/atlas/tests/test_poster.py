"""The map as one picture: the places of the same query, in both schemes, light, and in every browser."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from cordee.actions.enums import ActionType
from cordee.atlas import poster
from cordee.atlas.tests.page_samples import action
from cordee.core.mercator import mercator
from cordee.territory.drawing import flat
from cordee.ui import tokens

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
MOST = 40_000  # bytes
MARKS = 68  # of 10,000 generated actions, the most of what `python -m tests.bench --map` generates


def drawn(client: Client, asked: str = "") -> ET.Element:
    response = client.get(f"/carte/affiche.svg{asked}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    return ET.fromstring(response.content)  # noqa: S314 # our own answer


def marks(root: ET.Element) -> list[str]:
    """The classes of circles and signs, in their order."""
    of = (one.get("class", "") for one in root if one.tag in (f"{SVG}circle", f"{SVG}use"))
    return [name for name in of if name not in ("", "home")]


def test_it_shows_what_matches_and_nothing_else(client: Client) -> None:
    action("japon", "Jumelage au Japon", type=ActionType.PARTNERSHIP)
    action("faso", "Projet au Burkina", country="BF")
    action("faso-2", "Second projet au Burkina", country="BF")
    root = drawn(client)
    assert marks(root) == ["sign partenariat", "ring projet"]
    assert [text.text for text in root.iter(f"{SVG}text")] == ["2"]
    assert marks(drawn(client, "?pays=JP")) == ["sign partenariat"]
    assert marks(drawn(client, "?q=introuvable")) == []


def test_a_rope_ties_home_to_each_mark(client: Client) -> None:
    action("japon", "Jumelage au Japon")
    action("faso", "Projet au Burkina", country="BF")
    (ropes,) = (one.get("d", "") for one in drawn(client).iter(f"{SVG}path") if one.get("class") == "rope")
    assert ropes.count("M") == ropes.count("Q") == 2


def test_order_page_and_layout_change_nothing_and_a_wrong_parameter_is_refused(client: Client) -> None:
    action("japon", "Jumelage au Japon")
    assert marks(drawn(client, "?tri=titre&page=9&vue=tableau")) == ["sign projet"]
    assert client.get("/carte/affiche.svg?odd=18").status_code == 400


def test_it_wears_the_colours_of_the_page_in_both_schemes(client: Client) -> None:
    style = drawn(client).findtext(f"{SVG}style") or ""
    light, dark = style.split("@media (prefers-color-scheme:dark)")[:2]
    assert f"--sea:{tokens.colours('light')['sea']};" in light
    assert f"--sea:{tokens.colours('dark')['sea']};" in dark
    asked = set(re.findall(r"var\(--([\w-]+)\)", style)) - {"of"}
    assert asked <= set(re.findall(r"--([\w-]+):", light))
    assert {name for name in asked if name.startswith("type-")} == {
        f"type-{one}" for one in ActionType.values
    }


def test_it_is_framed_as_the_live_map_opens(client: Client) -> None:
    action("japon", "Jumelage au Japon")
    root = drawn(client)
    left, top, width, height = map(float, root.get("viewBox", "").split())
    x, y = mercator(*poster.centre())
    assert abs(left + width / 2 - x * poster.WORLD) <= 1
    assert abs(top + height / 2 - y * poster.WORLD) <= 1


def test_it_is_light_however_many_actions_there_are(client: Client) -> None:
    action("japon", "Jumelage au Japon")
    action("japon-2", "Second jumelage au Japon")
    one = len(client.get("/carte/affiche.svg").content)
    action("faso", "Projet au Burkina", country="BF")
    action("faso-2", "Second projet au Burkina", country="BF")
    each = len(client.get("/carte/affiche.svg").content) - one
    assert 100 < each < 200
    assert one + (MARKS - 1) * each < MOST


def test_the_world_is_whole_and_no_land_is_a_band() -> None:
    path = flat.world(1024)
    assert 20_000 < len(path) < 36_000
    wide = [
        (min(steps), max(steps))
        for steps in (_across(part) for part in path.split("z") if part)
        if max(steps) - min(steps) > 600
    ]
    assert len(wide) <= 2, "but for the Antarctic and Eurasia, no land spans the world"


def test_russia_is_whole_over_the_antimeridian() -> None:
    """Its outline goes on beyond the square, without a line where the world begins again."""
    over = [
        steps
        for steps in (_across(part) for part in flat.world(1024).split("z") if part)
        if max(steps) > 1030 and min(steps) > 100
    ]
    assert over
    for steps in over:
        near = [abs(x - 1024) < 0.3 for x in steps]
        assert not any(one and other for one, other in pairwise(near))


def _across(part: str) -> list[float]:
    """Where the outline goes, from left to right."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", part)]
    x = numbers[0]
    return [x, *(x := x + step for step in numbers[2::2])]
