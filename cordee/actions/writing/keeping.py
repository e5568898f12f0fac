"""Keeping what is typed as a draft, whatever it is worth: by its button, or while one types."""

from cordee.actions import drafts
from cordee.actions.drafts import StaleDraft, Unkeepable
from cordee.actions.models import Action, Draft
from cordee.actions.writing import works
from cordee.actions.writing.typed import Typed
from cordee.actions.writing.works import Work


def keep(work: Work, typed: Typed, *, version: int | None) -> Draft:
    """Keep it. `version` is that of the draft which the page knows.

    Raises `StaleDraft` where another window has kept something else, `Unkeepable`, `NotAllowed`.
    """
    data = {"form": typed}
    if work.draft:
        return drafts.save(draft=work.draft, by=work.user, data=data, version=version or 0)
    if work.action is None:
        return drafts.begin(by=work.user, organisation=work.organisation.pk, data=data)
    if other := works.unsent(work.user, work.action):
        raise StaleDraft(other, data)
    return drafts.of_edit(by=work.user, action=work.action, base_version=work.base_version, data=data)


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
