"""What this slice keeps of a person, for her export; and what becomes of it when she leaves for good."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from cordee.accounts.models import User
from cordee.accounts.personal import plain
from cordee.actions import export_rows, queries
from cordee.actions.columns import names_with
from cordee.actions.models import Action, ActionDocument, ActionImage, CoLead, Confirmation, Draft, Report
from cordee.core.addresses import absolute
from cordee.core.tables.writing import csv_lines
from cordee.journal.models import Change

COVERS: Final[Mapping[str, str]] = {
    "actions.draft.owner": "drafts",
    "actions.report.by": "reports",
    "actions.report.email": "reports",
    "actions.report.settled_by": "reports_settled",
    "actions.confirmation.asked_by": "confirmations_asked",
    "actions.colead.confirmed_by": "parts_confirmed",
    "actions.actionimage.added_by": "files",
    "actions.actiondocument.added_by": "files",
    "actions.action.readers": "reader_of",
    "actions.action_readers.user": "reader_of",
}
"""Columns that point to a person or hold an address, and where the export says what is in them."""
_FILES: Final = (ActionImage, ActionDocument)


def of_person(user: User, addresses: list[str]) -> dict[str, Any]:
    """What she typed, wrote and told the team. The journal alone tells of sheets that she no longer sees."""
    asked = Confirmation.objects.filter(asked_by=user)
    return {
        "drafts": [_draft(draft) for draft in _drafts(user)],
        "sheets": list(_sheets_as_rows(user)),
        "reports": _rows(_reports(user, addresses), "kind", "text", "email", "at", "settled_at"),
        "reports_settled": _rows(Report.objects.filter(settled_by=user), "settled_at", "settled_reason"),
        "confirmations_asked": _rows(asked, "asked_at", "answer", "answered_at"),
        "parts_confirmed": list(_slugs(Action.objects.filter(co_leads__in=_confirmed(user)))),
        "reader_of": list(_slugs(queries.visible_to(user).filter(readers=user))),
    }


def files(user: User) -> list[dict[str, Any]]:
    """The images and documents that she added to sheets: their names, what she wrote of them, when."""
    return [
        {"title": row.filename, "at": plain(row.added_at), "sheet": row.action.slug} | row.latest_words
        for model in _FILES
        for row in model._default_manager.filter(added_by=user).select_related("action").order_by("pk")
    ]


def counts(user: User, addresses: list[str]) -> dict[str, int]:
    """How many of what a page tells her of."""
    return {
        "drafts": Draft.objects.filter(owner=user).count(),
        "sheets": written_by(user).count(),
        "reports": _reports(user, addresses).count(),
        "reports_settled": Report.objects.filter(settled_by=user).count(),
        "confirmations_asked": Confirmation.objects.filter(asked_by=user).count(),
        "parts_confirmed": _confirmed(user).count(),
        "reader_of": queries.visible_to(user).filter(readers=user).count(),
        "files": sum(model._default_manager.filter(added_by=user).count() for model in _FILES),
    }


def written_by(user: User) -> QuerySet[Action]:
    """The sheets that she began and may still read."""
    begun = Change.objects.filter(actor=user, act="action.created", subject_type=Action._meta.label_lower)
    seen = Q(pk__in=queries.visible_to(user).values("pk"))
    seen |= Q(pk__in=queries.editable_by(user).values("pk"))
    return Action.objects.filter(seen, pk__in=begun.values("subject_id")).order_by("pk")


def sheets_as_csv(user: User) -> Iterator[bytes]:
    """Her sheets in the columns of exports and imports."""
    names = _columns()
    rows = queries.with_rows(written_by(user)).iterator(chunk_size=200)
    return csv_lines(names, (export_rows.row(action, names, absolute) for action in rows))


def drafts_as_text(user: User) -> str:
    """What she typed and never sent, to be read without any program."""
    return "\n\n\n".join("\n".join(_lines_of(_draft(draft))) for draft in _drafts(user))


@transaction.atomic
def forget(*, user: User, addresses: list[str]) -> None:
    """Her drafts go, and the address that she left with a report; what she told of a sheet stays with it."""
    Draft.objects.filter(owner=user).delete()
    for address in addresses:
        Report.objects.filter(email__iexact=address).update(email="")
    Report.objects.filter(by=user).update(email="")


def _drafts(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(owner=user).select_related("organisation", "action").order_by("pk")


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "structure": draft.organisation.name,
        "action": draft.action.slug if draft.action else "",
        "created_at": plain(draft.created_at),
        "updated_at": plain(draft.updated_at),
        "given_back_for": draft.given_back_for,
        "form": draft.data,
    }


def _lines_of(said: dict[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        if isinstance(value, dict):
            yield from _lines_of(value)
        elif value not in ("", None, []):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"{name}: {text}"


def _reports(user: User, addresses: list[str]) -> QuerySet[Report]:
    hers = Q(by=user)
    for address in addresses:
        hers |= Q(email__iexact=address)
    return Report.objects.filter(hers)


def _confirmed(user: User) -> QuerySet[CoLead]:
    return CoLead.objects.filter(confirmed_by=user)


def _sheets_as_rows(user: User) -> Iterator[dict[str, Any]]:
    names = _columns()
    for action in queries.with_rows(written_by(user)).iterator(chunk_size=200):
        cells = zip(names, export_rows.row(action, names, absolute), strict=True)
        yield {name: plain(value) for name, value in cells if value not in (None, "")}


def _columns() -> tuple[str, ...]:
    return names_with([code for code, _name in settings.LANGUAGES])


def _slugs(actions: QuerySet[Action]) -> QuerySet[Action, str]:
    return actions.order_by("pk").values_list("slug", flat=True).distinct()


def _rows(rows: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    return [
        {"action": row.action.slug} | {name: plain(getattr(row, name)) for name in names}
        for row in rows.select_related("action").order_by("pk")
    ]
