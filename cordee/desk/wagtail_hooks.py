"""What Wagtail's admin finds of ours: the records, a menu without its own entries, a home page of counts."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cordee.desk import journal, looking, queue, structures, team
from cordee.desk.home import CountsPanel
from cordee.desk.records import Records

F = TypeVar("F", bound=Callable[..., Any])


def _hook(name: str, order: int = 0) -> Callable[[F], F]:
    """Wagtail's own decorator, which has no types."""
    register: Callable[[F], F] = hooks.register(name, order=order)
    return register


@_hook("register_admin_viewset")
def register_records() -> Records:
    """The lists of records."""
    return Records()


_PAGES = {
    "file/": queue, "a-regarder/": looking, "structures/": structures, "journal/": journal, "equipe/": team,
}  # fmt: skip
_ENTRIES = ("queue", "look", "structures", "journal", "team", "records")
_NAMESPACES = ("desk-queue", "desk-look", "desk-structures", "desk-journal", "desk-team")


@_hook("register_admin_urls")
def register_pages() -> list[Any]:
    """The pages of the desk, each under its namespace."""
    return [
        path(where, include((page.urlpatterns, name), namespace=name))
        for (where, page), name in zip(_PAGES.items(), _NAMESPACES, strict=True)
    ]


@_hook("register_admin_menu_item")
def queue_entry() -> MenuItem:
    """The first entry of the menu: the day's work."""
    return MenuItem(_("Queue"), reverse("desk-queue:index"), name="queue", icon_name="tasks", order=50)


@_hook("register_admin_menu_item")
def look_entry() -> MenuItem:
    """What was published since."""
    return MenuItem(_("To look at"), reverse("desk-look:index"), name="look", icon_name="view", order=60)


@_hook("register_admin_menu_item")
def structures_entry() -> MenuItem:
    """The structures that one looks after."""
    return MenuItem(
        _("Structures"), reverse("desk-structures:index"), name="structures", icon_name="home", order=65
    )


@_hook("register_admin_menu_item")
def journal_entry() -> MenuItem:
    """Every decision and every change."""
    return MenuItem(
        _("Journal"), reverse("desk-journal:index"), name="journal", icon_name="history", order=70
    )


@_hook("register_admin_menu_item")
def team_entry() -> MenuItem:
    """Who does what: read by the team, written by administrators."""
    return MenuItem(_("Team"), reverse("desk-team:index"), name="team", icon_name="group", order=80)


@_hook("construct_main_menu", order=1000)
def keep_our_entries(_request: HttpRequest, entries: list[Any]) -> None:
    """The entries of Wagtail lead to pages that are closed here."""
    entries[:] = [entry for entry in entries if entry.name in _ENTRIES]


@_hook("construct_homepage_panels", order=1000)
def show_counts(_request: HttpRequest, panels: list[Any]) -> None:
    """Counts that lead to the lists, in the place of Wagtail's panels on pages."""
    panels[:] = [CountsPanel()]


@_hook("construct_homepage_summary_items", order=1000)
def no_summary(_request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's own counts are of pages, images and documents."""
    items.clear()


@_hook("insert_global_admin_css")
def our_styles() -> str:
    """What leads nowhere here is not shown; then how the desk's own pages look."""
    sheets = [(static(f"desk/{name}.css"),) for name in ("frame", "lists", "desk")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
