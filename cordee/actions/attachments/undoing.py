"""Undoing what the team has just decided on an image or a document; what was refused comes back whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import operations as actions
from cordee.actions import permissions as sheets
from cordee.actions.attachments import operations, quotas
from cordee.actions.deciding import ChangedSince
from cordee.actions.models import Action, ActionDocument, ActionImage, Attached
from cordee.actions.operations import InvalidContent
from cordee.core import shelf

Said = Mapping[str, Any]
type_of_file = type[ActionImage] | type[ActionDocument]


def stood(row: Attached) -> dict[str, Any]:
    """All that is known of it, as plain values; nothing where it is not there any more."""
    known = type(row)._default_manager.filter(pk=row.pk).first()
    if known is None:
        return {}
    values = {field.attname: field.value_from_object(known) for field in known._meta.concrete_fields}
    return values | {"added_at": known.added_at.isoformat()}


@transaction.atomic
def put_back(*, model: type_of_file, action: Action, before: Said, since: Said, by: User) -> None:
    """It waits again as it waited. Raises `ChangedSince`, `InvalidContent`, `NotAllowed`, `TooMany`."""
    current = actions.locked(action)
    sheets.require_team(by, current)
    row: Attached | None = model._default_manager.filter(pk=before["id"]).first()
    if (row.version if row else None) != since.get("version"):
        raise ChangedSince
    if row is None:
        row = _taken_from_the_shelf(model, current, before)
    else:
        operations.write_words(row, {name: before[name] for name in row.WORDS})
        row.is_waiting, row.proposed, row.version = before["is_waiting"], before["proposed"], row.version + 1
        row.save(update_fields=["is_waiting", "proposed", "version", *row.WORDS])
    operations.note("undone", row, current, by)


def _taken_from_the_shelf(model: type_of_file, action: Action, before: Said) -> Attached:
    if not (shelf.root() / before["token"]).is_dir():
        raise InvalidContent([_("Its file is gone: ask the contributor to add it again.")])
    quotas.require_room(action, model, before["weight"])
    adder = User.objects.filter(pk=before["added_by_id"] or 0, is_active=True).first()
    row = model(**{**before, "action_id": action.pk, "added_by_id": adder.pk if adder else None})
    row.version += 1
    row.save(force_insert=True)
    model._default_manager.filter(pk=row.pk).update(added_at=datetime.fromisoformat(before["added_at"]))
    return row
