"""Who may see an image or a document, who may change it, and whether what she does is public at once."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from cordee.actions import permissions, queries
from cordee.actions.enums import Audience
from cordee.actions.models import Action, ActionDocument, ActionImage, Attached
from cordee.actions.permissions import type_of_viewer

A = TypeVar("A", ActionImage, ActionDocument)


def seen_by(viewer: type_of_viewer, rows: QuerySet[A]) -> QuerySet[A]:
    """Those that are shown on sheets that this viewer sees. Who writes a sheet sees more: `may_see`."""
    return rows.filter(is_waiting=False, action__in=queries.visible_to(viewer))


def may_see(viewer: type_of_viewer, attached: Attached, action: Action) -> bool:
    """It is shown and she sees its sheet; or she may edit the sheet, and sees all that is on it."""
    if not attached.is_waiting and queries.visible_to(viewer).filter(pk=action.pk).exists():
        return True
    return permissions.may_edit(viewer, action)


def is_public(attached: Attached, action: Action) -> bool:
    """Everybody may have it, and a shared cache may keep it for a while."""
    return action.live and action.audience == Audience.PUBLIC and not attached.is_waiting


def waits(user: Any, action: Action, *, besides: bool = False) -> bool:
    """What she puts on this sheet is not shown before an animator has looked at it.

    A sheet that is not live waits as a whole: what is on it is looked at with it. `besides`: something waits
    already, and goes on waiting when the regime loosens.
    """
    if not action.live or permissions.may_moderate(user, action):
        return False
    return besides or not permissions.may_publish(user, action)


def waiting_rule() -> Q:
    """Something of it waits for an animator, on a sheet that is read."""
    return Q(action__live=True) & (Q(is_waiting=True) | Q(proposed__isnull=False))
