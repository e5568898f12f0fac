"""What awaits a person of her sheets: what is asked of her first, then what only she can finish or say."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.accounts.models import User
from cordee.actions import permissions, queries
from cordee.actions.keeping.draft_lines import DraftLine
from cordee.actions.keeping.kept import Kept
from cordee.actions.keeping.mine import STALE, TO_CONFIRM
from cordee.actions.keeping.standing import Standing

ONE_BY_ONE = 2
"""More of a kind are one thing to do: a list of forty is a list, not forty things."""
MOST_PARTS = 10
MOST_GIVEN_BACK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits for the person: what it is, and where she does it."""

    icon: str
    kind: str
    title: str
    text: str
    url: str
    label: str
    is_first: bool = False
    language: str = ""
    """Of the title, where it is that of a sheet."""


T = TypeVar("T")


def of_sheets(user: User, sheets: Sequence[Kept], drafts: Sequence[DraftLine]) -> Iterator[Item]:
    """All that her sheets and drafts ask, the most urgent first."""
    live = [one for one in sheets if one.is_live]
    yield from _few([one for one in sheets if one.standing == Standing.TO_CHANGE], _to_change, _all_to_change)
    yield from map(_given_back, [one for one in drafts if one.given_back_for][:MOST_GIVEN_BACK])
    yield from _parts(user)
    forgotten = [one for one in drafts if one.is_forgotten and not one.given_back_for]
    yield from _few(forgotten, _draft, _all_drafts)
    unconfirmed = [one for one in live if one.freshness.is_unconfirmed]
    yield from _few(unconfirmed, _to_confirm, _all_to_confirm)
    stale = [one for one in live if one.freshness.is_stale and not one.freshness.is_unconfirmed]
    yield from _few(stale, _to_read, _all_to_read)


def _few(found: Sequence[T], one: Callable[[T], Item], together: Callable[[int], Item]) -> Iterator[Item]:
    if len(found) > ONE_BY_ONE:
        yield together(len(found))
    else:
        yield from map(one, found)


def _of(sheet: Kept, **said: Any) -> Item:
    return Item(
        title=sheet.title, language=sheet.language, url=reverse("my_action", args=[sheet.slug]), **said
    )


def _list(state: str) -> str:
    return f"{reverse('my_actions')}?etat={state}"


def _to_change(sheet: Kept) -> Item:
    kind, label = _("The team asks for a change"), _("See")
    return _of(sheet, icon="pencil", kind=kind, text=sheet.reason, label=label, is_first=True)


def _all_to_change(number: int) -> Item:
    return Item(
        icon="pencil",
        kind=_("The team asks for a change"),
        title=ngettext("%(number)d sheet to change", "%(number)d sheets to change", number)
        % {"number": number},
        text=_("Each says what is asked for."),
        url=_list(Standing.TO_CHANGE),
        label=_("See"),
        is_first=True,
    )


def _parts(user: User) -> Iterator[Item]:
    """The structures of hers that others have named, as far as she sees the sheets that do."""
    asked = queries.awaited_co_leads().filter(
        organisation__in=permissions.contributes_to(user), action__in=queries.visible_to(user)
    )
    rows = asked.select_related("organisation", "action__lead").prefetch_related("action__texts")
    for part in rows.order_by("asked_at", "pk")[:MOST_PARTS]:
        names = {"structure": part.organisation.name, "lead": part.action.lead.name}
        names["title"] = queries.text_in(part.action, "").title
        yield Item(
            icon="handshake",
            kind=_("Your word is asked"),
            title=_("Does “%(structure)s” take part in “%(title)s”?") % names,
            text=_("%(lead)s has written so.") % names,
            url=reverse("my_action", args=[part.action.slug]),
            label=_("Answer"),
            is_first=True,
        )


def _draft(draft: DraftLine) -> Item:
    text = _("Nobody else sees it. Send it, or discard it.")
    return Item(icon="pencil", kind=_("Draft"), title=draft.title, text=text, url=draft.url, label=_("Go on"))


def _given_back(draft: DraftLine) -> Item:
    return Item(
        icon="pencil",
        kind=_("The team has not published your text: it is yours again"),
        title=draft.title,
        text=draft.given_back_for,
        url=draft.url,
        label=_("Go on"),
        is_first=True,
    )


def _all_drafts(number: int) -> Item:
    return Item(
        icon="pencil",
        kind=_("Drafts"),
        title=ngettext("%(number)d draft not sent", "%(number)d drafts not sent", number)
        % {"number": number},
        text=_("Nobody else sees them. Send or discard them."),
        url=reverse("my_actions"),
        label=_("See"),
    )


def _to_confirm(sheet: Kept) -> Item:
    text = _("It was written for your structure. Is it right? One click says so.")
    return _of(sheet, icon="circle-help", kind=_("Sheet to confirm"), text=text, label=_("Read it"))


def _all_to_confirm(number: int) -> Item:
    return Item(
        icon="circle-help",
        kind=_("Sheets to confirm"),
        title=ngettext(
            "%(number)d sheet was written for your structure",
            "%(number)d sheets were written for your structure",
            number,
        )
        % {"number": number},
        text=_("Are they right? One click for each says so."),
        url=_list(TO_CONFIRM),
        label=_("Read them"),
    )


def _to_read(sheet: Kept) -> Item:
    text = sheet.freshness.sentence
    return _of(sheet, icon="history", kind=_("Sheet to read again"), text=text, label=_("Read it"))


def _all_to_read(number: int) -> Item:
    return Item(
        icon="history",
        kind=_("Sheets to read again"),
        title=ngettext(
            "%(number)d sheet has not been checked for a year",
            "%(number)d sheets have not been checked for a year",
            number,
        )
        % {"number": number},
        text=_("Still right? One click for each says so."),
        url=_list(STALE),
        label=_("Read them"),
    )
