"""Undoing what the team has just decided on a sheet: all of it, and nothing that came since.

What stood before is plain values, which the desk keeps for a while.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import giving_back, operations, permissions, queries, versions
from cordee.actions.content import changed_parts
from cordee.actions.deciding import ChangedSince
from cordee.actions.discretion import widened
from cordee.actions.models import Action
from cordee.actions.operations import InvalidContent
from cordee.journal import queries as journal
from cordee.moderation import operations as moderation

Said = Mapping[str, Any]
_BESIDE = ("noted", "taken", "given", "report", "contact_", "image-", "document-", "confirmation-")
_ASIDE = tuple(f"action.{act}" for act in _BESIDE)
"""What stands beside a sheet, and what the team tells itself, is no part of what was decided."""


def stood(action: Action) -> dict[str, Any]:
    """How the sheet stands: what it says, what waits, for whom it was approved, its line to look at."""
    current = operations.locked(action)
    said = next(versions.kept(current), None)
    return {
        **moderation.stands(current),
        "approved_for": current.approved_for_id,
        "said": said.pk if said else None,
        "waits": current.latest_revision_id if current.has_unpublished_changes else None,
        "last": journal.last_number(current, besides=_ASIDE),
    }


@transaction.atomic
def put_back(*, action: Action, before: Said, since: Said, by: User) -> None:
    """The sheet stands as it stood; what waited waits again. Raises `ChangedSince`, `NotAllowed`.

    `InvalidContent` where more persons would see more for it: nothing is shown by an undo that was hidden.
    """
    current = operations.locked(action)
    permissions.require_team(by, current)
    if journal.last_number(current, besides=_ASIDE) != since["last"]:
        raise ChangedSince
    _say_again(current, before, by=by)
    current = operations.locked(action)
    permissions.require_team(by, current)  # the structure that it had before too
    if before["waits"] and not current.has_unpublished_changes:
        proposed = current.revisions.select_related("user").get(pk=before["waits"])
        content = proposed.content["content"]
        moderation.put_off(current, content, by=proposed.user)
        giving_back.take_again(action=current, author=proposed.user, content=content)
        operations.next_version(current)
    Action.objects.filter(pk=current.pk).update(approved_for=before["approved_for"])
    moderation.put_back(current, before, by=by)
    action.refresh_from_db()


def _say_again(current: Action, before: Said, *, by: User) -> None:
    """What the sheet said; of one that an import wrote, its first edit has kept that."""
    rows = current.revisions.order_by("pk")
    kept = rows.filter(pk=before["said"]).first() if before["said"] else rows.first()
    if kept is None:
        return
    now, then = queries.content_of(current), versions.content_in(kept)
    if not changed_parts(now, then):
        return
    if current.live and widened(now, then):
        raise InvalidContent(
            [_("More persons would see more: correct the sheet, or restore its version, on its screen.")]
        )
    operations.edit(action=current, content=then, by=by)
