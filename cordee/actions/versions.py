"""The versions of a sheet that are kept: what it said at a number, what one edits, who wrote last."""

from collections.abc import Iterator
from typing import Any

from cordee.accounts.models import User
from cordee.actions import operations, permissions, queries
from cordee.actions.content import Content, from_json
from cordee.actions.enums import Audience
from cordee.actions.models import Action
from cordee.moderation import operations as moderation

_FAR_ENOUGH = 200
"""Versions looked through, the latest first: who comes back with an older one compares everything."""


def to_edit(action: Action, *, by: Any) -> tuple[Content, int]:
    """What the person is shown to edit, with its version: what waits, else what is there.

    The team edits what is there. Raises `NotAllowed`.
    """
    permissions.require_edit(by, action)
    fresh = queries.with_everything(Action.objects.filter(pk=action.pk)).get()
    return edited_by(fresh, by=by), fresh.version


def edited_by(action: Action, *, by: Any) -> Content:
    """What this person's edit is an edit of. Needs `with_everything`."""
    waiting = None if permissions.may_moderate(by, action) else moderation.pending(action)
    return queries.with_mergers(from_json(waiting)) if waiting else queries.content_of(action)


def content_in(revision: Any) -> Content:
    """What the sheet said in a version that was kept."""
    return queries.with_mergers(from_json(revision.content["content"]))


def at(action: Action, version: int, *, by: Any = None) -> Content | None:
    """What this person's edit was an edit of at that number; None where it is not kept.

    Of the team that is what the sheet said, of others what it was proposed to say, where something waited.
    What she proposed herself and did not become public is still hers to propose: an edit that she began upon
    it is one of what was there.
    """
    is_team = by is not None and permissions.may_moderate(by, action)
    for revision in kept(action) if is_team else _latest_first(action):
        is_turned_down = revision.content.get("is_proposed") and not action.has_unpublished_changes
        if is_turned_down and by is not None and revision.user_id == by.pk:
            continue
        if revision.content.get("version", 1) <= version:
            return content_in(revision)
    return None


def kept(action: Action) -> Iterator[Any]:
    """The versions that the sheet has had, the latest first; without what was only proposed."""
    return (revision for revision in _latest_first(action) if not revision.content.get("is_proposed"))


def read_by(viewer: Any, action: Action) -> list[Any]:
    """The versions that this person may read, the latest first: what was for named persons stays theirs."""
    if permissions.may_moderate(viewer, action):
        return list(kept(action))
    return [revision for revision in kept(action) if is_read_by(viewer, revision)]


def is_read_by(viewer: Any, revision: Any) -> bool:
    """The version was not for named persons, or she is one of them."""
    said = revision.content["content"]
    return said.get("audience") != Audience.NAMED or viewer.pk in said.get("readers", ())


def latest(action: Action) -> Any:
    """The version of what the locked sheet now says; kept first, where an import wrote it."""
    if (found := next(kept(action), None)) is None:
        operations.keep(action, by=None)
        found = next(kept(action))
    return found


def author_of(action: Action) -> User | None:
    """The last contributor who wrote it and who may still edit it: whom decisions are told."""
    for revision in _latest_first(action):
        writer = revision.user
        if writer and not writer.is_staff:
            return writer if permissions.may_edit(writer, action) else None
    return None


def _latest_first(action: Action) -> Iterator[Any]:
    return iter(action.revisions.select_related("user").order_by("-pk")[:_FAR_ENOUGH])
