"""Tags of the components."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from cordee.ui.templatetags import ui


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_points_into_the_sprite_and_is_not_read_out() -> None:
    html = rendered('{% icon "map-pin" "goal-icon" %}')
    assert 'href="/static/ui/icons.svg#map-pin"' in html
    assert 'class="i goal-icon"' in html
    assert 'aria-hidden="true"' in html


def test_an_unknown_icon_is_an_error_that_says_where_to_add_it() -> None:
    with pytest.raises(ValueError, match=r"no icon «nowhere».*icons\.py"):
        rendered('{% icon "nowhere" %}')


def test_a_goal_is_never_colour_alone() -> None:
    with translation.override("en"):
        html = rendered("{% goal_square 11 title %}", title="Cities & communities")
    assert "goal-11" in html
    assert 'role="img" aria-label="SDG 11: Cities &amp; communities"' in html
    assert 'title="SDG 11: Cities &amp; communities"' in html
    assert html.endswith(">11</span>")


def test_a_goal_tile_has_number_name_icon_and_link() -> None:
    html = rendered("{% goal_tile 6 title url %}", title="Water", url="/carte/?odd=6&tri=titre")
    assert 'href="/carte/?odd=6&amp;tri=titre"' in html
    assert "Water" in html
    assert "icons.svg#goal-6" in html


@pytest.mark.parametrize("number", [0, 18, -1])
def test_there_are_seventeen_goals(number: int) -> None:
    with pytest.raises(ValueError, match="17 goals"):
        ui.goal_square(number, "None")


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_page_numbers_leave_out_the_far_ones(number: int, pages: int, shown: list[int | None]) -> None:
    assert ui.page_numbers(number, pages) == shown


def test_shares_are_of_the_largest_and_keep_the_point_in_french() -> None:
    with translation.override("fr"):
        rows = ui.shares([{"label": "a", "count": 3}, {"label": "b", "count": 2}])
        assert rendered("{{ row.width }}", row=rows[1]) == "66.67%"
    assert [row["width"] for row in rows] == ["100.00%", "66.67%"]


def test_shares_of_nothing() -> None:
    assert ui.shares([]) == []
    assert ui.shares([{"label": "a", "count": 0}])[0]["width"] == "0.00%"


def test_stylesheets_are_links_in_the_order_given() -> None:
    html = rendered('{% stylesheets "hero map" %}')
    assert html.index("/static/ui/css/hero.css") < html.index("/static/ui/css/map.css")


def test_joined_skips_what_is_empty() -> None:
    assert rendered("{{ values|joined }}", values=["Grenoble", "", None, "1999"]) == "Grenoble · 1999"


def test_an_icon_needs_a_name() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered("{% icon %}")


def option(label: str, **given: object) -> SimpleNamespace:
    plain = {"value": "11", "count": 1234, "checked": False, "level": 0, "goal": None}
    return SimpleNamespace(label=label, **(plain | given))


def test_a_filter_has_a_box_with_its_count_for_each_value() -> None:
    with translation.override("fr"):
        html = rendered(
            '{% facet_options "zone" options %}',
            options=[option("Europe", checked=True), option("Asie", level=1)],
        )
    assert 'name="zone" value="11" id="f-zone-11" checked>' in html
    assert '<li class="level-1">' in html
    assert '<span class="num">1234</span>' in html


def test_what_a_filter_says_is_escaped() -> None:
    hostile = option('<b>"x"</b>', value='"><script>')
    html = rendered('{% facet_options "q" options %}', options=[hostile])
    assert "<b>" not in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_goal_of_a_filter_has_its_square() -> None:
    html = rendered('{% facet_options "odd" options %}', options=[option("Cities", goal=11)])
    assert '<span class="goal-square goal-11" aria-hidden="true">11</span><span>Cities</span>' in html


def test_goals_stand_side_by_side() -> None:
    goals = [SimpleNamespace(number=n, title=f"Goal {n}") for n in (4, 17)]
    html = rendered("{% goal_squares goals %}", goals=goals)
    assert html.startswith('<span class="goal-squares">')
    assert html.index("goal-4") < html.index("goal-17")
