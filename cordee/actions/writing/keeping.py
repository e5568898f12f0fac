"""Keeping what is typed as a draft, whatever it is worth: by its button, or while one types."""

from cordee.actions import drafts
from cordee.actions.drafts import Unkeepable
from cordee.actions.models import Action, Draft
from cordee.actions.writing.typed import Typed
from cordee.actions.writing.works import Work


def keep(work: Work, typed: Typed, *, version: int | None, form: str) -> Draft:
    """Keep it. `version` is that of the draft which the page knows, `form` the number of the form.

    Raises `StaleDraft` where another window has kept something else, `Unkeepable`, `NotAllowed`, `TooMany`.
    """
    by, data = work.user, {"form": typed}
    if work.draft:
        return drafts.save(draft=work.draft, by=by, data=data, version=version or 0)
    if work.is_lost:
        return drafts.rescue(
            by=by,
            organisation=work.organisation.pk,
            action=work.action,
            base_version=work.base_version,
            data=data,
            form=form,
        )
    if work.action is None:
        return drafts.begin(by=by, organisation=work.organisation.pk, data=data, form=form)
    return drafts.begin_edit(by=by, action=work.action, base_version=work.base_version, data=data, form=form)


def keep_refused(work: Work, action: Action, typed: Typed) -> Draft | None:
    """An edit that met another one is kept as it was typed, on the version that it began from.

    None where it is too long to be kept: it stays on the page.
    """
    try:
        return drafts.of_edit(
            by=work.user, action=action, base_version=work.base_version, data={"form": typed}
        )
    except Unkeepable:
        return None
