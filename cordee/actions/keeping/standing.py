"""Where a sheet stands, in plain words, and what happens next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.moderation.enums import State


class Standing(TextChoices):
    """How a sheet stands for those who keep it (`etat` in the address of their list)."""

    TO_CHANGE = "a-corriger", gettext_lazy("changes requested")
    WAITS = "en-attente", gettext_lazy("waits for the team")
    EDIT_WAITS = "modification-en-attente", gettext_lazy("published, an edit waits")
    PUBLISHED = "publiee", gettext_lazy("published")
    TAKEN_BACK = "reprise", gettext_lazy("taken back")
    WITHDRAWN = "retiree", gettext_lazy("withdrawn")
    ARCHIVED = "archivee", gettext_lazy("archived")


@dataclass(frozen=True, slots=True)
class Stands:
    """The same said: since when it waits, what happens next, the reason that was given."""

    code: Standing
    sentence: str
    next: str
    reason: str


def standing(state: str, *, waits: bool, reason: str) -> Standing:
    """How it stands. What the team asks for comes first: it waits for the person, not for others."""
    if state == State.PUBLISHED:
        if reason:
            return Standing.TO_CHANGE
        return Standing.EDIT_WAITS if waits else Standing.PUBLISHED
    return {
        State.DRAFT: Standing.TAKEN_BACK,
        State.SUBMITTED: Standing.WAITS,
        State.CHANGES_REQUESTED: Standing.TO_CHANGE,
        State.WITHDRAWN: Standing.WITHDRAWN,
        State.ARCHIVED: Standing.ARCHIVED,
    }[State(state)]


def said(code: Standing, *, is_live: bool, since: date | None, reason: str) -> Stands:
    """The standing in sentences; `since` is the day on which what waits was handed in."""
    return Stands(code, _sentence(code, since), str(_next(code, is_live=is_live)), reason)


def _sentence(code: Standing, since: date | None) -> str:
    if since and code == Standing.WAITS:
        return _("Waits for the team since %(day)s") % {"day": _day(since)}
    if since and code == Standing.EDIT_WAITS:
        return _("Published; an edit waits for the team since %(day)s") % {"day": _day(since)}
    label = str(code.label)
    return label[:1].upper() + label[1:]


def _next(code: Standing, *, is_live: bool) -> str | Promise:
    if code == Standing.TO_CHANGE and is_live:
        return _("It stays public meanwhile. Edit it: what is asked for is answered by your next edit.")
    return _NEXT[code]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


_NEXT = {
    Standing.TO_CHANGE: gettext_lazy("Edit it, then hand it in: the team looks at it again."),
    Standing.WAITS: gettext_lazy(
        "The team reads it before it is public, and writes to you. You can still edit it or take it back."
    ),
    Standing.EDIT_WAITS: gettext_lazy(
        "The team reads the edit and writes to you. Until then everybody reads the version before it."
    ),
    Standing.PUBLISHED: gettext_lazy("Those for whom it is meant find it on the map and in the lists."),
    Standing.TAKEN_BACK: gettext_lazy(
        "Only your structure and the team see it. Hand it in when it is ready."
    ),
    Standing.WITHDRAWN: gettext_lazy(
        "Only your structure and the team see it. Correct it, then hand it in: the team looks at it again."
    ),
    Standing.ARCHIVED: gettext_lazy(
        "It is kept for the memory of what was done. Handed in again, it comes back through the team."
    ),
}
