"""A person's drafts as lines: what she called it, for which structure, when it was saved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import permissions, queries
from cordee.actions.models import Draft

FORGOTTEN_AFTER = timedelta(days=3)
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft."""

    number: int
    title: str
    is_untitled: bool
    is_edit: bool
    structure: str
    saved_at: datetime
    url: str
    discard_url: str
    given_back_for: str
    """Why the team did not publish it, where it was handed in before."""

    @property
    def is_forgotten(self) -> bool:
        """It has not been touched for some days, and nobody else sees it."""
        return timezone.now() - self.saved_at > FORGOTTEN_AFTER


def of(user: User, language: str) -> list[DraftLine]:
    """Hers, the last saved first."""
    return [line(draft, language) for draft in rows(user)]


def rows(user: User) -> QuerySet[Draft]:
    """Her drafts with what a line says; `is_read`: she may still read the sheet that one changes."""
    mine = [
        Exists(sheets.filter(pk=OuterRef("action")))
        for sheets in (queries.editable_by(user), permissions.moderated_by(user))
    ]
    drafts = Draft.objects.filter(owner=user).select_related("organisation", "action")
    drafts = drafts.annotate(is_read=mine[0] | mine[1])
    return drafts.prefetch_related("action__texts").order_by("-updated_at", "-pk")


def line(draft: Draft, language: str) -> DraftLine:
    """The line of one draft."""
    title = title_of(draft.data)
    if not title and draft.action and getattr(draft, "is_read", False):
        title = queries.text_in(draft.action, language).title
    return DraftLine(
        number=draft.pk,
        title=title or _("Untitled"),
        is_untitled=not title,
        is_edit=draft.action_id is not None,
        structure=draft.organisation.name,
        saved_at=draft.updated_at,
        url=reverse("draft", args=[draft.pk]),
        discard_url=reverse("discard_draft", args=[draft.pk]),
        given_back_for=draft.given_back_for,
    )


def title_of(data: Any) -> str:
    """The title typed so far, that of the original first; nothing where none is, or this is no form.

    A draft holds a form, as fields by their names, or a whole content that met another edit.
    """
    kept = _mapping(data)
    titles = [*_of_form(_mapping(kept.get("form"))), *_of_content(_mapping(kept.get("content")))]
    found = next((title for title in titles if isinstance(title, str) and title.strip()), "")
    return found.strip()[:_LONGEST_TITLE]


def _of_form(form: Mapping[str, Any]) -> Iterator[Any]:
    languages = [_first(form.get("language")), *(name.partition("_")[2] for name in form)]
    return (_first(form.get(f"title_{language}")) for language in languages)


def _of_content(content: Mapping[str, Any]) -> Iterator[Any]:
    texts = _mapping(content.get("texts"))
    said = [texts.get(str(content.get("language", ""))), *texts.values()]
    return (_mapping(text).get("title") for text in said)


def _first(values: Any) -> Any:
    return next(iter(values), "") if isinstance(values, list) else values


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
