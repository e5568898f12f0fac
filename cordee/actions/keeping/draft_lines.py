"""A person's drafts as lines: what she called it, for which structure, when it was saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import queries
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

    @property
    def is_forgotten(self) -> bool:
        """It has not been touched for some days, and nobody else sees it."""
        return timezone.now() - self.saved_at > FORGOTTEN_AFTER


def of(user: User, language: str) -> list[DraftLine]:
    """Hers, the last saved first."""
    return [line(draft, language) for draft in rows(user)]


def rows(user: User) -> QuerySet[Draft]:
    """Her drafts with what a line says."""
    drafts = Draft.objects.filter(owner=user).select_related("organisation", "action")
    return drafts.prefetch_related("action__texts").order_by("-updated_at", "-pk")


def line(draft: Draft, language: str) -> DraftLine:
    """The line of one draft."""
    title = title_of(draft.data)
    if not title and draft.action:
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
    )


def title_of(data: Any) -> str:
    """The title typed so far: the form's own field, or that of the text in a whole content; else nothing."""
    form = _mapping(data)
    content = _mapping(form.get("content"))
    texts = _mapping(content.get("texts"))
    original = texts.get(str(content.get("language", "")))
    candidates = [form, _mapping(form.get("fields")), _mapping(original), *map(_mapping, texts.values())]
    typed = (one.get("title") for one in candidates)
    found = next((title for title in typed if isinstance(title, str) and title.strip()), "")
    return found.strip()[:_LONGEST_TITLE]


def _mapping(value: Any) -> Mapping[str, Any]:
    """A draft is whatever was typed: what is no form says nothing."""
    return value if isinstance(value, dict) else {}
