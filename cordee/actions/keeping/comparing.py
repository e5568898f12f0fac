"""A version of a sheet beside another: the one before it, or what the sheet says now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from cordee.accounts.models import User
from cordee.actions import contributing, permissions, versions
from cordee.actions.differences import Difference, differences
from cordee.actions.keeping import history
from cordee.actions.keeping.history import Names
from cordee.actions.models import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A version: when and by whom, and how it differs. `version` is the sheet's, as it is read now."""

    revision: Any
    at: datetime
    by: str
    differences: list[Difference]
    is_first: bool = False
    restore_url: str = ""
    version: int
    waits: bool = False
    """The team reads it before it is public."""
    replaces: bool = False
    """It takes the place of an edit that waits."""


def with_the_one_before(action: Action, viewer: User, number: int) -> Compared:
    """What its author changed. Http404 where it is no version of the sheet."""
    revision, before = _found(action, viewer, number)
    said = versions.content_in(revision)
    is_now = versions.read_by(viewer, action)[0].pk == number
    return Compared(
        revision=revision,
        at=revision.created_at,
        by=Names(viewer, action, [revision.user]).of(revision.user),
        differences=differences(versions.content_in(before), said) if before else [],
        is_first=before is None,
        restore_url="" if is_now else reverse("restore_action", args=[action.slug, number]),
        version=action.version,
    )


def with_now(action: Action, viewer: User, number: int) -> Compared:
    """What would change if the sheet said this again. Http404 where it is no version of the sheet."""
    revision, _before = _found(action, viewer, number)
    now = versions.edited_by(action, by=viewer)
    return Compared(
        revision=revision,
        at=revision.created_at,
        by=Names(viewer, action, [revision.user]).of(revision.user),
        differences=differences(now, contributing.restored(action, revision, by=viewer)),
        version=action.version,
        waits=action.live and not permissions.may_publish(viewer, action),
        replaces=action.has_unpublished_changes and not permissions.may_moderate(viewer, action),
    )


def _found(action: Action, viewer: User, number: int) -> tuple[Any, Any]:
    revision, before = history.around(action, viewer, number)
    if revision is None:
        raise Http404
    return revision, before
