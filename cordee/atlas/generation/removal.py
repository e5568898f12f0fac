"""Taking generated data out again, quickly: table by table, children first."""

from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.db.models import Q

from cordee.actions.models import Action
from cordee.atlas.models import Document, Facet, Heading, Posting, Spot, Tagging, Word
from cordee.core import bulk
from cordee.journal import operations as journal
from cordee.organisations.models import Organisation

_SLOW = 50_000
"""From this many generated actions on, the longest table is emptied without its indexes."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many are gone, and how many structures stay because something real names them."""

    actions: int
    structures: int
    kept: int


def remove() -> Removed:
    """Delete every generated action and structure, in one transaction, with one line in the journal."""
    bulk.complete_indexes(Posting)
    generated = Action.objects.filter(is_generated=True)
    count = generated.count()
    is_most = count >= _SLOW and count * 2 > Action.objects.count()
    with bulk.without_indexes(Posting) if is_most else nullcontext(), transaction.atomic():
        for action in generated.exclude(latest_revision=None):
            action.delete()  # edited by hand since: its revisions go with it
        _actions()
        structures, kept = _structures()
        if count or structures:
            details = {"actions": count, "structures": structures}
            journal.record("actions.generated-removed", Action(slug="gen"), details=details)
    if is_most:
        bulk.analyse()
    return Removed(count, structures, kept)


def _actions() -> None:
    for part in (Posting, Tagging, Spot, Heading):
        _delete(part, "document_id")
    _delete(Document, "action_id")
    for relation in Action._meta.related_objects:
        if isinstance(relation, models.ManyToOneRel) and relation.related_model is not Document:
            _delete(relation.related_model, relation.field.column)
    _delete(Action.readers.through, "action_id")
    _delete(Action, "id")
    named: list[tuple[type[models.Model], type[models.Model], str]] = [
        (Word, Posting, "word_id"),
        (Facet, Tagging, "facet_id"),
    ]
    for model, used, column in named:
        _run(
            f"DELETE FROM {_table(model)} WHERE id NOT IN (SELECT {column} FROM {_table(used)})"  # noqa: S608
        )


def _structures() -> tuple[int, int]:
    """Delete the generated structures, but for those that something left here refers to."""
    used = Q(actions__isnull=False) | Q(co_led__isnull=False) | Q(memberships__isnull=False)
    used |= Q(departments__is_generated=False) | Q(absorbed__is_generated=False)
    generated = Organisation.objects.filter(is_generated=True)
    kept = set(generated.filter(used).values_list("pk", flat=True))
    numbers = [number for number in generated.values_list("pk", flat=True) if number not in kept]
    for start in range(0, len(numbers), 500):
        Organisation.objects.filter(pk__in=numbers[start : start + 500]).delete()
    return len(numbers), len(kept)


def _delete(model: type[models.Model], column: str) -> None:
    _run(
        f"DELETE FROM {_table(model)} WHERE {column} IN"  # noqa: S608  # names come from the models
        f" (SELECT id FROM {_table(Action)} WHERE is_generated)"
    )


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
