"""Tags of the components: icons, goals, filters, stylesheets, page numbers, shares of a chart, typography.

What a page repeats by the hundred (an icon, a goal's square, a filter's value) is made here rather than in a
template of its own: an `include` costs more than what it says, and the lists are the slowest pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language, gettext

from cordee.ui import sheets
from cordee.ui.icons import NAMES
from cordee.ui.marking import marked as marked_text
from cordee.ui.typography import french

register = template.Library()


class Goal(Protocol):
    """A Sustainable Development Goal to be shown."""

    number: int
    title: str


class Option(Protocol):
    """A value of a filter: how deep it lies in a tree, and the number of a goal where it is one."""

    value: str
    label: str
    count: int
    checked: bool
    level: int
    goal: int | None


class _Said(template.Node):
    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> str:
        """Nothing here: what is said goes under its name, escaped already, on one line."""
        context[self.name] = SafeString(" ".join(self.nodelist.render(context).split()))
        return ""


@register.tag
def said(parser: template.base.Parser, token: template.base.Token) -> _Said:
    """`{% said as title %}…{% endsaid %}` keeps what stands inside: a block may then show in two places."""
    match token.split_contents():
        case [_, "as", name]:
            nodelist = parser.parse(("endsaid",))
            parser.delete_first_token()
            return _Said(nodelist, name)
    raise template.TemplateSyntaxError("Write {% said as name %}…{% endsaid %}.")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """The icon, hidden from screen readers: a word beside it says the same. ValueError if there is none."""
    return _icon(name, css)


@lru_cache(maxsize=500)
def _icon(name: str, css: str) -> SafeString:
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
def type_icon(kind: str) -> SafeString:
    """The icon of an action type, by its name in the query (antenne, partenariat, reseau…)."""
    return _icon(f"type-{kind}", "")


@register.simple_tag
def state(code: str, label: str) -> SafeString:
    """The state of an action: its name in the query (en-cours, prevu…) and in words."""
    return _state(code, label)


@lru_cache(maxsize=100)
def _state(code: str, label: str) -> SafeString:
    return format_html('<span class="state st-{}">{}</span>', code, label)


@register.simple_tag
def goal_square(number: int, title: str) -> SafeString:
    """A goal as a small square: the number is seen, number and name are read out and shown on hover."""
    return _goal_square(number, gettext("SDG %(number)s: %(title)s") % {"number": number, "title": title})


@lru_cache(maxsize=200)
def _goal_square(number: int, said: str) -> SafeString:
    return format_html(
        '<span class="goal-square goal-{0}" role="img" aria-label="{1}" title="{1}">{0}</span>',
        _goal(number),
        said,
    )


@register.simple_tag
def goal_squares(goals: Iterable[Goal]) -> SafeString:
    """Goals as small squares, side by side."""
    squares = format_html_join(" ", "{}", ((goal_square(goal.number, goal.title),) for goal in goals))
    return format_html('<span class="goal-squares">{}</span>', squares)


@register.inclusion_tag("ui/_goal_tile.html")
def goal_tile(number: int, title: str, url: str) -> dict[str, Any]:
    """A goal as a tile with number, name and icon, which leads to its actions."""
    return {"number": _goal(number), "title": title, "url": url, "icon_name": f"goal-{number}"}


_OPTION = (
    '<li class="level-{level}"><label>'
    '<input type="checkbox" name="{name}" value="{value}" id="f-{name}-{value}"{checked}>'
    '<span class="fl">{mark}<span>{label}</span></span> <span class="num">{count}</span></label></li>'
)


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """The values of a filter as boxes to tick, each with its count; `name` is the parameter's."""
    parameter, language = escape(name), get_language() or ""
    return SafeString(
        "\n".join(
            _OPTION.format(
                level=int(option.level),
                name=parameter,
                value=escape(option.value),
                checked=" checked" if option.checked else "",
                mark=_goal_mark(option.goal),
                label=escape(typo(option.label)),
                count=_counted(option.count, language),
            )
            for option in options
        )
    )


@lru_cache(maxsize=10_000)
def _counted(count: int, _language: str) -> str:
    """The count as the language writes numbers, safe as it is."""
    return escape(localize(count))


@lru_cache(maxsize=20)
def _goal_mark(number: int | None) -> SafeString:
    if number is None:
        return SafeString()
    return format_html('<span class="goal-square goal-{0}" aria-hidden="true">{0}</span>', _goal(number))


@register.simple_tag
def stylesheets(names: str) -> SafeString:
    """Links to stylesheets by their names, as `sheets.paths` reads them: to one, where they were joined."""
    joined = getattr(staticfiles_storage, "has_joined", None)
    found = [sheets.bundle(names)] if joined and joined(names) else sheets.paths(names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in found))


@register.simple_tag
def stylesheets_of_every_page() -> SafeString:
    """Links to what comes before a page's own."""
    return stylesheets(sheets.EVERYWHERE)


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
    """The rows of a bar chart with their `width`: the percentage of the largest `count`, for SVG.

    What is the sum of several values is measured against none.
    """
    largest = max((row["count"] for row in rows if not row.get("is_rest")), default=0) or 1
    return [
        {"goal": None, "is_rest": False, **row, "width": f"{min(100, 100 * row['count'] / largest):.2f}%"}
        for row in rows
    ]


@register.simple_tag
def marked(before: str, after: str) -> SafeString:
    """Two texts as one: what was taken out, what was added."""
    return marked_text(before, after)


@register.filter(is_safe=True)
def typo(text: object, written_in: str | None = None) -> str:
    """French typography on plain text that is in French: the page's language, or that which is given.

    Markup and other languages stay.
    """
    value = text if isinstance(text, str) else str(text)
    if isinstance(value, SafeData) or not (written_in or get_language() or "").startswith("fr"):
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
