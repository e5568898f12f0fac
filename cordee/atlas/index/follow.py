"""The rows of the atlas kept in step: each recorded change rewrites what it touches, in its transaction."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from cordee.actions import queries as actions
from cordee.actions.models import Action
from cordee.atlas.index.counting import pack
from cordee.atlas.index.rows import Rows, Source, Structure, rows_of
from cordee.atlas.models import Document, Facet, Heading, Posting, Spot, Tagging, Word
from cordee.core import bulk
from cordee.journal import operations as journal
from cordee.journal.models import Change
from cordee.organisations.models import Organisation

BATCH = 500


def follow(changes: Sequence[Change]) -> None:
    """Rewrite the rows of the actions that these changes touch, a structure's actions included."""
    touched: set[int] = set()
    structures: set[int] = set()
    for change in changes:
        if change.subject_type == "actions.action" and change.subject_id:
            touched.add(change.subject_id)
        elif change.subject_type == "organisations.organisation" and change.act != "organisation.created":
            structures.add(change.subject_id or 0)
            touched.update(change.details.get("actions", ()))
    if structures:
        touched.update(Action.objects.filter(lead__in=structures).values_list("pk", flat=True))
        touched.update(
            Action.objects.filter(co_leads__organisation__in=structures).values_list("pk", flat=True)
        )
    project(touched)


@transaction.atomic
def project(numbers: Iterable[int]) -> None:
    """Make the rows of these actions anew; those no longer live lose theirs."""
    for batch in _batches(sorted(numbers)):
        before = set(Posting.objects.filter(document__in=batch).values_list("word", flat=True))
        Document.objects.filter(pk__in=batch).delete()
        live = actions.with_everything(Action.objects.filter(pk__in=batch, live=True)).order_by("pk")
        write([source_of(action) for action in live])
        _forget(before)


def _forget(words: Collection[int]) -> None:
    """Take out of the vocabulary those of these words that no document has any more."""
    for batch in _batches(sorted(words)):
        still = Posting.objects.filter(word=OuterRef("pk"))
        Word.objects.filter(~Exists(still), pk__in=batch).delete()


def rebuild(progress: Callable[[Iterable[Any], int], Iterable[Any]] | None = None) -> int:
    """Make all rows anew, in one transaction. Returns how many documents there are."""
    with transaction.atomic():
        for model in (Posting, Tagging, Spot, Heading, Document, Word, Facet):
            model._default_manager.all().delete()
        numbers = list(Action.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
        batches = list(_batches(numbers))
        for batch in progress(batches, len(batches)) if progress else batches:
            project(batch)
        # Of no row in particular: it tells whoever keeps an answer that what the index says may have changed.
        journal.record("index.rebuilt", Word(text="index"), details={"documents": len(numbers)})
    return len(numbers)


def source_of(action: Action) -> Source:
    """The action as `rows_of` takes it. Needs `with_everything`."""
    return Source(
        number=action.pk,
        content=actions.content_of(action),
        lead=structure_of(action.lead),
        co_leads=tuple(structure_of(co_lead.organisation) for co_lead in action.co_leads.all()),
    )


def structure_of(organisation: Organisation) -> Structure:
    """The organisation as `rows_of` takes it."""
    return Structure(
        organisation.pk, organisation.name, organisation.acronym, organisation.kind, organisation.commune
    )


def write(sources: Sequence[Source]) -> None:
    """Insert the rows of new documents, a handful of statements for all of them."""
    languages = [code for code, _ in settings.LANGUAGES]
    all_rows = [rows_of(source, languages) for source in sources]
    insert(all_rows)


def insert(all_rows: Sequence[Rows]) -> None:
    """Insert rows that `rows_of` made."""
    facets = facet_numbers({pair for rows in all_rows for pair in rows.facets})
    words = word_numbers({token: form for rows in all_rows for token, (_, form) in rows.words.items()})
    bulk.insert(
        Document,
        (
            "action_id",
            "audience",
            "first_year",
            "last_year",
            "is_ongoing",
            "recency",
            "structure_key",
            "tags",
        ),
        ((*rows.document, pack(rows.facets, facets)) for rows in all_rows),
    )
    numbered = [(rows.document[0], rows) for rows in all_rows]
    bulk.insert(
        Heading,
        ("document_id", "language", "title_key", "country_key"),
        ((number, *heading) for number, rows in numbered for heading in rows.headings),
    )
    bulk.insert(
        Spot,
        ("document_id", "type", "precision", "country", "region", "lon", "lat", "morton"),
        ((number, *spot) for number, rows in numbered for spot in rows.spots),
    )
    bulk.insert(
        Tagging,
        ("document_id", "facet_id", "audience"),
        ((number, facets[pair], rows.document[1]) for number, rows in numbered for pair in rows.facets),
    )
    bulk.insert(
        Posting,
        ("word_id", "document_id", "weight"),
        (
            (words[token], number, weight)
            for number, rows in numbered
            for token, (weight, _) in rows.words.items()
        ),
    )


def facet_numbers(pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of these (name, value) facets; those that are new are made."""
    values = {value for _, value in pairs}
    found = _known_facets(values)
    if fresh := sorted(pair for pair in pairs if pair not in found):
        rows = [Facet(name=name, value=value) for name, value in fresh]
        Facet.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        found = _known_facets(values)
    return found


def word_numbers(forms: Mapping[str, str]) -> dict[str, int]:
    """The numbers of these tokens; those that are new are made, each with its form."""
    found = _known_words(forms)
    if fresh := {token: form for token, form in forms.items() if token not in found}:
        rows = [Word(text=token, form=form) for token, form in fresh.items()]
        Word.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        found |= _known_words(fresh)
    return found


def _known_facets(values: Collection[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for batch in _batches(sorted(values)):
        rows = Facet.objects.filter(value__in=batch).values_list("name", "value", "pk")
        found.update({(name, value): number for name, value, number in rows})
    return found


def _known_words(tokens: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in _batches(sorted(tokens)):
        found.update(Word.objects.filter(text__in=batch).values_list("text", "pk"))
    return found


def _batches(items: Sequence[Any]) -> Iterable[list[Any]]:
    return [list(items[start : start + BATCH]) for start in range(0, len(items), BATCH)]
