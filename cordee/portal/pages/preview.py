"""A sheet as the public will see it, before any of it is written: its page, and its line in a list."""

from dataclasses import dataclass

from cordee.actions.models import Action
from cordee.portal.pages import action as action_page
from cordee.portal.pages.action import ActionPage
from cordee.portal.pages.rows import Row, row


@dataclass(frozen=True, slots=True)
class Preview:
    """The page of the sheet, and how lists show it."""

    page: ActionPage
    row: Row


def build(action: Action, language: str, address: str) -> Preview:
    """What would be shown of a sheet that is only in memory, with its rows."""
    page = action_page.unsaved(action, language, address)
    return Preview(page, row(page.card))
