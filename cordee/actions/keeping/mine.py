"""What `/espace/actions/` shows: my drafts, then the sheets of my structures, sieved, sorted, by pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions.keeping import beginnings, draft_lines, kept, lines
from cordee.actions.keeping.beginnings import Beginning
from cordee.actions.keeping.draft_lines import DraftLine
from cordee.actions.keeping.kept import Kept
from cordee.actions.keeping.lines import Line
from cordee.actions.keeping.standing import Standing
from cordee.core.text import key_of

ON_A_PAGE = 25
LONGEST_SEARCH = 200
TO_CONFIRM, STALE = "a-confirmer", "a-relire"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter or of the order."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which page it is."""

    number: int
    pages: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The page."""

    drafts: list[DraftLine]
    lines: list[Line]
    total: int
    count: int
    q: str
    structures: list[Choice]
    standings: list[Choice]
    orders: list[Choice]
    is_sieved: bool
    pages: Numbers
    beginning: Beginning
    write_url: str
    url: str


def build(user: User, asked: QueryDict, language: str) -> Mine:
    """What there is for this person, and what she asks of it; a value that nothing knows sieves nothing."""
    sheets = kept.by(user, language)
    structures = {one.structure_slug: one.structure for one in sheets}
    structure, state = asked.get("structure", ""), asked.get("etat", "")
    q = asked.get("q", "").strip()[:LONGEST_SEARCH]
    order = asked.get("tri", "") if asked.get("tri", "") in _orders() else "recent"
    found = _sieved(sheets, structure if structure in structures else "", state, q)
    found.sort(key=_orders()[order][1])
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page"))
    standings, beginning = _standings(), beginnings.of(user)
    return Mine(
        drafts=draft_lines.of(user, language),
        lines=lines.lines(list(page.object_list)),
        total=len(sheets),
        count=len(found),
        q=q,
        structures=_choices(dict(sorted(structures.items(), key=lambda one: key_of(one[1]))), structure),
        standings=_choices(standings, state),
        orders=_choices({name: label for name, (label, _key) in _orders().items()}, order),
        is_sieved=bool(q or structure in structures or state in standings),
        pages=_numbers(page),
        beginning=beginning,
        write_url=reverse("write_action") if beginning.writes else "",
        url=reverse("my_actions"),
    )


def _sieved(sheets: Sequence[Kept], structure: str, state: str, q: str) -> list[Kept]:
    words = key_of(q).split()
    sieve: Callable[[Kept], bool] = _SIEVES.get(state) or _whatever
    return [
        one
        for one in sheets
        if (not structure or one.structure_slug == structure)
        and (sieve is None or sieve(one))
        and (not q or all(word in key_of(one.title) for word in words))
    ]


def _standings() -> dict[str, str]:
    own = {TO_CONFIRM: _("to be confirmed by the structure"), STALE: _("to be read again")}
    return {code.value: str(code.label) for code in Standing} | own


def _orders() -> dict[str, tuple[str, Callable[[Kept], Any]]]:
    return {
        "recent": (_("Last changed"), lambda one: -one.edited_at.timestamp()),
        "titre": (_("Title"), lambda one: key_of(one.title)),
        "fraicheur": (_("Longest unchecked"), lambda one: one.freshness.checked_on or date.min),
    }


def _whatever(_one: Kept) -> bool:
    return True


def _stands(code: Standing) -> Callable[[Kept], bool]:
    return lambda one: one.standing == code


_SIEVES: Mapping[str, Callable[[Kept], bool]] = {
    **{code.value: _stands(code) for code in Standing},
    TO_CONFIRM: lambda one: one.is_live and one.freshness.is_unconfirmed,
    STALE: lambda one: one.is_live and one.freshness.is_stale,
}


def _choices(values: Mapping[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in values.items()]


def _numbers(page: Page[Kept]) -> Numbers:
    return Numbers(page.number, page.paginator.num_pages, page.start_index(), page.end_index())
