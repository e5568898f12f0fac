"""Drafts: what is typed is kept as it is, for its owner alone, until she sends it."""

import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import permissions
from cordee.actions.models import Action, Draft
from cordee.core import limits
from cordee.core.limits import Limit
from cordee.core.text import NO_TEXT
from cordee.journal import operations as journal

LARGEST = 200_000
"""Bytes of one draft."""
MOST = 100
"""Drafts of new sheets of one person."""


BEGUN = Limit("drafts begun", 200, timedelta(days=1))


class Unkeepable(Exception):
    """This is no form, or too much; the sentence says what to do."""


class StaleDraft(Exception):
    """The draft was saved elsewhere meanwhile; `draft` is what is kept, `data` what was not."""

    def __init__(self, draft: Draft, data: Any) -> None:
        super().__init__(_("This draft was changed in another window: compare before you save."))
        self.draft, self.data = draft, data


@transaction.atomic
def begin(*, by: User, organisation: int, data: Any, form: str = "") -> Draft:
    """The first saving of a new action that is being written in the name of a structure.

    `form` is the number of the form in which it is typed: of two first savings of one form, the second
    writes on. Raises `StaleDraft` where that form was saved again meanwhile.
    """
    permissions.require(
        permissions.may_draft(by, organisation), _("Ask to be attached to this structure first.")
    )
    return _begun(by, form, data, organisation_id=organisation)


@transaction.atomic
def begin_edit(*, by: User, action: Action, base_version: int, data: Any, form: str = "") -> Draft:
    """The first saving of an edit. Raises `StaleDraft` where she has begun another in another window."""
    permissions.require_edit(by, action)
    base = _base(action, base_version)
    return _first(by, form, _form(data), action=action, organisation_id=action.lead_id, base_version=base)


@transaction.atomic
def rescue(
    *, by: User, organisation: int, action: Action | None, base_version: int, data: Any, form: str = ""
) -> Draft:
    """What she typed while her right ended is kept for her all the same: she reads it, and cannot send it.

    Whoever calls knows that she had the right. Raises `NotAllowed` where her account itself is over.
    """
    is_open = User.objects.filter(pk=by.pk, is_active=True, refused_at=None).exists()
    permissions.require(is_open, _("Your account keeps nothing any more: copy your text."))
    base = _base(action, base_version) if action else None
    return _begun(by, form, data, organisation_id=organisation, action=action, base_version=base)


@transaction.atomic
def of_edit(*, by: User, action: Action, base_version: int, data: Any) -> Draft:
    """The unsent edit of a sheet: one for each person and sheet, which no other limit keeps out."""
    permissions.require_edit(by, action)
    known = Draft.objects.select_for_update().filter(owner=by, action=action).first()
    if known is None:
        known = Draft(owner=by, action=action, version=0)
    known.organisation_id, known.data = action.lead_id, _form(data)
    known.base_version = _base(action, base_version)
    known.version += 1
    known.save()
    return known


@transaction.atomic
def give_back(*, action: Action, to: User, data: Any, reason: str) -> Draft:
    """What she had proposed is hers again; what she has begun upon it since stays as it is."""
    known = Draft.objects.filter(owner=to, action=action).first()
    draft = known or of_edit(by=to, action=action, base_version=action.version, data=data)
    draft.given_back_for = reason
    draft.save(update_fields=["given_back_for"])
    return draft


@transaction.atomic
def save(*, draft: Draft, by: User, data: Any, version: int) -> Draft:
    """Save again. Raises `StaleDraft` where another window did since this `version`."""
    known = Draft.objects.select_for_update().filter(pk=draft.pk, owner=by).first()
    if known is None:
        raise permissions.NotAllowed(_("This draft is not yours, or it was sent already."))
    form = _form(data)
    if known.version != version:
        raise StaleDraft(known, data)
    known.data, known.version = form, known.version + 1
    known.save(update_fields=["data", "version", "updated_at"])
    return known


@transaction.atomic
def discard(*, draft: Draft, by: User) -> None:
    """Throw a draft of one's own away."""
    if not Draft.objects.filter(pk=draft.pk, owner=by).exists():
        raise permissions.NotAllowed(_("This draft is not yours, or it was sent already."))
    journal.record("draft.discarded", draft, by=by)
    Draft.objects.filter(pk=draft.pk).delete()


def use(*, draft: Draft, by: User) -> None:
    """The draft becomes a sheet, in the caller's transaction: once, whoever presses the button twice."""
    known = Draft.objects.select_for_update().filter(pk=draft.pk, owner=by)
    if not list(known):
        raise permissions.NotAllowed(_("This draft is not yours, or it was sent already."))
    known.delete()


def _begun(by: User, form: str, data: Any, **of: Any) -> Draft:
    """A draft among as many as one person may have."""
    kept = _form(data)
    _room(by)
    limits.take([(BEGUN, str(by.pk))])
    return _first(by, form, kept, **of)


def _first(by: User, form: str, kept: Any, *, action: Action | None = None, **of: Any) -> Draft:
    """Where two savings come at once, the database lets one make the draft and the other finds it."""
    rows, said = Draft.objects.select_for_update(), {"data": kept, "form": form, **of}
    if action is None and not form:
        draft, is_new = Draft.objects.create(owner=by, **said), True
    elif action is None:
        draft, is_new = rows.get_or_create(owner=by, action=None, form=form, defaults=said)
    else:
        draft, is_new = rows.get_or_create(owner=by, action=action, defaults=said)
    if is_new:
        journal.record("draft.begun", draft, by=by)
        return draft
    if not form or draft.form != form or draft.version > 1:
        raise StaleDraft(draft, kept)
    draft.data, draft.version = kept, 2
    draft.save(update_fields=["data", "version", "updated_at"])
    return draft


def _base(action: Action, said: int) -> int:
    """The version on which an edit was begun, as a form says it, among those that there are."""
    return max(0, min(said, action.version))


def _room(owner: User) -> None:
    if Draft.objects.filter(owner=owner, action=None).count() >= MOST:
        raise Unkeepable(_("You have %(most)d drafts: send or discard some first.") % {"most": MOST})


def _form(data: Any) -> Any:
    """The form as JSON that both databases take: without the characters that no text holds."""
    try:
        text = json.dumps(data, allow_nan=False, ensure_ascii=False)
        if len(text.encode("utf-8", errors="replace")) > LARGEST:
            raise Unkeepable(_("This draft is too long: 200 kB fit. Shorten its texts."))
        return _clean(json.loads(text))
    except (TypeError, ValueError, RecursionError):
        raise Unkeepable(_("This is no form that can be kept: reload the page and try again.")) from None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return NO_TEXT.sub("", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {NO_TEXT.sub("", name): _clean(item) for name, item in value.items()}
    return value
