"""Tags of the components: icons, goals, stylesheets, page numbers, shares of a chart, French typography."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language, gettext

from cordee.ui.icons import NAMES
from cordee.ui.typography import french

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """The icon, hidden from screen readers: a word beside it says the same. ValueError if there is none."""
    if name not in NAMES:
        raise ValueError(
            f"There is no icon «{name}»; add it to cordee/ui/icons.py and run scripts/build_icons.py."
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"i {css}".strip(),
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def goal_square(number: int, title: str) -> SafeString:
    """A goal as a small square: the number is seen, number and name are read out and shown on hover."""
    said = gettext("SDG %(number)s: %(title)s") % {"number": number, "title": title}
    return format_html(
        '<span class="goal-square goal-{0}" title="{1}"><b aria-hidden="true">{0}</b>'
        '<span class="vh">{1}</span></span>',
        _goal(number),
        said,
    )


@register.inclusion_tag("ui/_goal_tile.html")
def goal_tile(number: int, title: str, url: str) -> dict[str, Any]:
    """A goal as a tile with number, name and icon, which leads to its actions."""
    return {"number": _goal(number), "title": title, "url": url, "icon_name": f"goal-{number}"}


@register.simple_tag
def stylesheets(names: str) -> SafeString:
    """Links to stylesheets of `static/ui/css/` by their names, separated by spaces."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"ui/css/{name}.css"),) for name in names.split())
    )


@register.simple_tag
def page_numbers(number: int, pages: int) -> list[int | None]:
    """First, last and the neighbours of the page; None where numbers are left out."""
    shown = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    numbers: list[int | None] = []
    for before, page in zip([0, *shown], shown, strict=False):
        if page - before == 2:
            numbers.append(page - 1)
        elif page - before > 2:
            numbers.append(None)
        numbers.append(page)
    return numbers


@register.simple_tag
def shares(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a bar chart with their `width`: the percentage of the largest `count`, for SVG."""
    largest = max((row["count"] for row in rows), default=0) or 1
    return [{"goal": None, **row, "width": f"{100 * row['count'] / largest:.2f}%"} for row in rows]


@register.filter(is_safe=True)
def typo(text: object) -> str:
    """French typography on plain text when the page is in French; markup and other languages stay."""
    value = text if isinstance(text, str) else str(text)
    if isinstance(value, SafeData) or not (get_language() or "").startswith("fr"):
        return value
    return french(value)


@register.filter
def joined(values: Iterable[object]) -> str:
    """The values that are not empty, with a middle dot between them."""
    return " · ".join(str(value) for value in values if value)


def _goal(number: int) -> int:
    if not 1 <= int(number) <= 17:
        raise ValueError(f"There are 17 goals; {number} is none of them.")
    return int(number)
