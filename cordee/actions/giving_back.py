"""What was handed in and does not become public is its author's draft again: nothing typed is lost."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from cordee.accounts.models import User
from cordee.actions import drafts, operations, permissions
from cordee.actions.models import Action, Draft
from cordee.moderation import operations as moderation
from cordee.moderation.enums import State


def turn_down(*, action: Action, by: User, reason: str) -> Draft | None:
    """The edit that waits of a locked sheet is not published; its author's draft, where she still writes."""
    waiting = moderation.pending(action)
    author = action.latest_revision.user if waiting else None
    moderation.settle(action, approved=False, by=by, reason=reason)
    operations.next_version(action)
    operations.keep(action, by=by)
    if author is None or not permissions.may_edit(author, action):
        return None
    with suppress(drafts.Unkeepable):  # its version stays in the history
        return drafts.give_back(action=action, to=author, data={"content": waiting}, reason=reason)
    return None


def take_down(*, action: Action, to: State, by: User, reason: str, is_seen: bool = True) -> Draft | None:
    """Take a locked sheet from its place; the edit that waited, if any, goes back to its author."""
    draft = turn_down(action=action, by=by, reason=reason) if action.has_unpublished_changes else None
    moderation.move(action, to=to, by=by, reason=reason, is_seen=is_seen)
    return draft


def take_again(*, action: Action, author: User | None, content: Mapping[str, Any]) -> None:
    """What was turned down waits again, in the caller's transaction: her draft of that text goes.

    What she has typed upon it, before or since, stays hers.
    """
    draft = Draft.objects.select_for_update().filter(owner=author, action=action).first()
    if draft is None:
        return
    if draft.data == {"content": content}:
        draft.delete()
    else:
        draft.given_back_for = ""
        draft.save(update_fields=["given_back_for"])
