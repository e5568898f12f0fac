"""Writing generated data: structures first, then actions batch by batch, each batch one transaction."""

import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, repeat

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.actions.models import Action
from cordee.atlas.generation import process
from cordee.atlas.generation.packing import (
    ACTION_COLUMNS,
    COLUMNS,
    Brief,
    Packed,
    fixed_columns,
    key_of,
    packed,
)
from cordee.atlas.generation.structures import how_many, structure
from cordee.atlas.index import follow
from cordee.atlas.index.counting import pack
from cordee.atlas.index.rows import Structure
from cordee.atlas.models import Document, Posting, Tagging
from cordee.core import bulk
from cordee.journal import operations as journal
from cordee.moderation.operations import born_live
from cordee.organisations.content import SCALARS
from cordee.organisations.models import Organisation, OrganisationText
from cordee.organisations.queries import by_key

BATCH = 500
MANY = 3000
"""From this many actions on, other processes make what this one writes."""
_AHEAD = 3
"""Batches that each process may have ready or under way: what bounds the memory."""

Track = Callable[[Iterable[None], int], Iterable[None]]


def generate(actions: int, seed: int, *, track: Track | None = None, processes: int | None = None) -> int:
    """Make the actions 1 to `actions` of a seed that are not there yet. Returns how many were made.

    Interrupted, it keeps the batches that are written; the same call goes on from there.
    """
    bulk.complete_indexes(Posting)
    wanted = _missing(actions, seed)
    if not wanted:
        return 0
    brief = _brief(actions, seed)
    is_bulk = len(wanted) >= max(MANY, Document.objects.count())
    if processes is None:
        processes = (os.cpu_count() or 1) if len(wanted) >= MANY else 0
    run = _Writing(brief, wanted)
    with bulk.without_indexes(Posting) if is_bulk else nullcontext():
        for _done in track(run.all(processes), len(wanted)) if track else run.all(processes):
            pass
    if is_bulk:
        bulk.analyse()
    return run.written


def _missing(actions: int, seed: int) -> list[int]:
    found = Action.objects.filter(key__startswith=f"gen-{seed}-").values_list("key", flat=True)
    there = {key for key in found if key}
    return [number for number in range(1, actions + 1) if key_of(seed, number) not in there]


def _brief(actions: int, seed: int) -> Brief:
    languages = [code for code, _name in settings.LANGUAGES]
    marks = {}
    for language in ("fr", "en"):
        with translation.override(language):
            marks[language] = _("generated")
    found = _structures(how_many(actions), seed, marks["fr"])
    return Brief(seed, tuple(found), marks, tuple(languages))


@transaction.atomic
def _structures(count: int, seed: int, mark: str) -> list[Structure]:
    """The structures of a seed in order; those that are not there yet are made."""
    keys = [f"gen-{seed}-structure-{number + 1:05d}" for number in range(count)]
    known = {key for start in range(0, count, BATCH) for key in by_key(keys[start : start + BATCH])}
    fresh, texts = [], []
    for number, key in enumerate(keys):
        if key in known:
            continue
        content = structure(seed, number, mark)
        one = Organisation(key=key, slug=key, **{name: getattr(content, name) for name in SCALARS})
        born_live(one)
        fresh.append(one)
        texts += [
            OrganisationText(organisation=one, language=language, description=description)
            for language, description in content.descriptions.items()
        ]
    Organisation.objects.bulk_create(fresh, batch_size=BATCH)
    OrganisationText.objects.bulk_create(texts, batch_size=BATCH)
    rows = Organisation.objects.filter(key__startswith=f"gen-{seed}-structure-").order_by("key")
    return [follow.structure_of(one) for one in rows[:count]]


@dataclass
class _Writing:
    """One run: what is asked for, and what is written so far."""

    brief: Brief
    wanted: Sequence[int]
    written: int = 0
    words: dict[str, int] = field(default_factory=dict)
    facets: dict[tuple[str, str], int] = field(default_factory=dict)

    def all(self, processes: int) -> Iterator[None]:
        """Write batch by batch; gives one item back for each action written."""
        batches = [list(self.wanted[start : start + BATCH]) for start in range(0, len(self.wanted), BATCH)]
        for batch in _produced(self.brief, batches, processes):
            self._write(batch)
            self.written += len(batch.actions)
            yield from repeat(None, len(batch.actions))

    @transaction.atomic
    def _write(self, batch: Packed) -> None:
        numbers = bulk.reserve(Action, len(batch.actions))
        template = Action()
        born_live(template)
        fixed = fixed_columns()
        values = tuple(
            item.get_db_prep_save(item.pre_save(template, add=True), connection) for item in fixed.values()
        )
        facets = self._facets(batch)
        tags = _tags(batch, facets)
        batch.rows["Document"] = [(*row, tags[row[0]]) for row in batch.rows["Document"]]
        rows = ((number, *row, *values) for number, row in zip(numbers, batch.actions, strict=True))
        bulk.insert(Action, ("id", *ACTION_COLUMNS, *fixed), rows)
        for model, columns in COLUMNS.items():
            bulk.insert(model, columns, ((numbers[row[0]], *row[1:]) for row in batch.rows[model.__name__]))
        self._link(batch, numbers, facets)
        details = {"seed": self.brief.seed, "written": len(numbers)}
        journal.record("actions.generated", Action(slug=f"gen-{self.brief.seed}"), details=details)

    def _facets(self, batch: Packed) -> list[int]:
        """The numbers of the batch's facets, which this run knows by heart."""
        self.facets |= follow.facet_numbers([pair for pair in batch.facets if pair not in self.facets])
        return [self.facets[pair] for pair in batch.facets]

    def _link(self, batch: Packed, numbers: Sequence[int], facets: Sequence[int]) -> None:
        """Taggings and postings; the numbers of words are known by heart too."""
        forms = zip(batch.words, batch.forms, strict=True)
        self.words |= follow.word_numbers({token: form for token, form in forms if token not in self.words})
        words = [self.words[token] for token in batch.words]
        audiences = [row[1] for row in batch.rows["Document"]]
        places, links = batch.taggings
        tagged = (
            (numbers[place], facets[link], audiences[place])
            for place, link in zip(places, links, strict=True)
        )
        bulk.insert(Tagging, ("document_id", "facet_id", "audience"), tagged)
        places, links, weights = batch.postings
        posted = zip(map(words.__getitem__, links), map(numbers.__getitem__, places), weights, strict=True)
        bulk.insert(Posting, ("word_id", "document_id", "weight"), posted)


def _tags(batch: Packed, facets: Sequence[int]) -> list[bytes]:
    """For each action of the batch, what its document carries of its facets."""
    pairs = list(batch.facets)
    numbers = dict(zip(pairs, facets, strict=True))
    found: list[list[tuple[str, str]]] = [[] for _action in batch.actions]
    for place, link in zip(*batch.taggings, strict=True):
        found[place].append(pairs[link])
    return [pack(tagged, numbers) for tagged in found]


def _produced(brief: Brief, batches: Sequence[list[int]], processes: int) -> Iterator[Packed]:
    """The batches in order, made here or by other processes, a few ahead of what is written."""
    if not processes:
        yield from (packed(brief, numbers) for numbers in batches)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        processes, context, initializer=process.start, initargs=(pickle.dumps(brief),)
    ) as pool:
        waiting: deque[Future[Packed]] = deque()
        try:
            for numbers in batches:
                waiting.append(pool.submit(process.produce, numbers))
                if len(waiting) >= _AHEAD * processes:
                    yield waiting.popleft().result()
            yield from (future.result() for future in waiting)
        finally:
            for future in chain(waiting):
                future.cancel()
