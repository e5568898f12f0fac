"""Finding a structure by what people type, and those that a new one may be the same as.

Names are compared in memory, read with one query: some thousands of structures are few.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import QuerySet
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from cordee.core.text import key_of
from cordee.organisations.enums import Likeness
from cordee.organisations.models import Organisation
from cordee.organisations.queries import published

MOST_WORDS, LONGEST = 8, 200
_TELLING = 6  # letters of a word that tells a structure from most others
ALIKE = 84
"""From this likeness of names on, out of 100, two structures are shown as perhaps the same."""
_COMMON = frozenset(
    key_of(
        "association asso ong ngo fondation société sté sas sarl sa"
        " le la les l de du des d et the of and au aux en"
    ).split()
)
"""Words that tell no structure from another."""
_SHARED_HOSTS = ("facebook.com", "linkedin.com", "instagram.com", "helloasso.com", "youtube.com", "x.com")
"""Hosts where each has a page: there the path tells whose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A structure as a choice: `path` holds the names of those above it, the highest first, then its own."""

    number: int
    slug: str
    name: str
    acronym: str
    kind: str
    commune: str
    path: tuple[str, ...]

    @property
    def label(self) -> str:
        """The path in one line."""
        return " › ".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """A structure that may be the same, why, and how sure that is, out of 100."""

    structure: Found
    reason: Likeness
    score: float


class _Row(NamedTuple):
    number: int
    slug: str
    name: str
    acronym: str
    kind: str
    commune: str
    parent: int | None
    website: str
    siret: str
    rna: str


_COLUMNS = ("pk", "slug", "name", "acronym", "kind", "commune", "parent", "website", "siret", "rna")


def search(words: str, limit: int = 10) -> list[Found]:
    """The public structures that these words may mean, the likeliest first.

    Every word has to be in the name, the acronym or the names above, or begin a word there, or be a slip away
    from one; where no structure has them all, those that have the most come.
    """
    wanted = _words_of(words[:LONGEST])[:MOST_WORDS]
    if not wanted:
        return []
    shelf = _Shelf(published())
    marks = [shelf.marks_of(word) for word in wanted]
    scored = [(shelf.score(number, wanted, marks), number) for number in shelf.rows]
    most = max((score[0] for score, _number in scored), default=0)
    if most * 2 < len(wanted) or not most:
        return []
    best = [(score, number) for score, number in scored if score[0] == most]
    best.sort(key=lambda item: (-item[0][1], key_of(shelf.rows[item[1]].name), item[1]))
    return [shelf.found(number) for _score, number in best[:limit]]


def lookalikes(
    *,
    name: str,
    website: str = "",
    siret: str = "",
    rna: str = "",
    among: QuerySet[Organisation] | None = None,
    limit: int = 8,
) -> list[Lookalike]:
    """The structures that a new one may be the same as: by its numbers, its website, its name; surest first.

    Among the public ones; the team may ask among all. Of several reasons the surest is given.
    """
    shelf = _Shelf(published() if among is None else among)
    found: dict[int, tuple[int, float, Likeness]] = {}
    for number, score in _with_numbers(shelf, siret, rna):
        found.setdefault(number, (0, score, Likeness.NUMBER))
    for number, score in _with_domain(shelf, website):
        found.setdefault(number, (1, score, Likeness.DOMAIN))
    for number, score in _with_name(shelf, name[:LONGEST]):
        found.setdefault(number, (2, score, Likeness.NAME))
    ranked = sorted(found.items(), key=lambda item: (item[1][0], -item[1][1], item[0]))
    return [
        Lookalike(structure=shelf.found(number), reason=reason, score=round(score, 1))
        for number, (_rank, score, reason) in ranked[:limit]
    ]


def _with_numbers(shelf: "_Shelf", siret: str, rna: str) -> Iterable[tuple[int, float]]:
    """The same establishment or association; then others of the same legal body (the first nine digits)."""
    for row in shelf.rows.values():
        if (siret and row.siret == siret) or (rna and row.rna == rna):
            yield row.number, 100
        elif len(siret) == 14 and row.siret[:9] == siret[:9]:
            yield row.number, 90


def _with_domain(shelf: "_Shelf", website: str) -> Iterable[tuple[int, float]]:
    domain = domain_of(website)
    if domain:
        yield from ((row.number, 100) for row in shelf.rows.values() if domain_of(row.website) == domain)


def _with_name(shelf: "_Shelf", name: str) -> Iterable[tuple[int, float]]:
    """By words that tell something, in any order; or one is the acronym of the other."""
    wanted, acronym = _telling(name), key_of(name).replace(" ", "")
    if not acronym:
        return
    names = {number: _telling(row.name) for number, row in shelf.rows.items()}
    near = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None)
    yield from ((number, score) for _name, score, number in near)
    said = set(wanted.split())
    for number, known in names.items():
        if _holds(said, set(known.split())):
            yield number, ALIKE
    initials = _initials(name)
    for row in shelf.rows.values():
        short = key_of(row.acronym).replace(" ", "")
        if short and short in {acronym, *initials}:
            yield row.number, ALIKE


def _holds(one: set[str], other: set[str]) -> bool:
    """All the words of the shorter name are in the longer one, and tell something by themselves."""
    few, many = sorted((one, other), key=len)
    return few <= many and max(map(len, few), default=0) >= _TELLING


def domain_of(website: str) -> str:
    """What tells whose website it is: the host without www, and the path on shared hosts."""
    try:
        parts = urlsplit(website.strip().lower())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host not in _SHARED_HOSTS:
        return host
    path = parts.path.strip("/")
    return f"{host}/{path}" if path else ""


class _Shelf:
    """The structures among which one looks, with the words by which each is known."""

    def __init__(self, among: QuerySet[Organisation]) -> None:
        self.rows: Mapping[int, _Row] = {
            row[0]: _Row(*row) for row in among.order_by("pk").values_list(*_COLUMNS)
        }

    def path(self, number: int) -> tuple[str, ...]:
        """The names from the highest structure down to this one."""
        names: list[str] = []
        seen: set[int] = set()
        at: int | None = number
        while at is not None and at in self.rows and at not in seen:
            seen.add(at)
            names.insert(0, self.rows[at].name)
            at = self.rows[at].parent
        return tuple(names)

    def found(self, number: int) -> Found:
        """The structure as a choice."""
        row = self.rows[number]
        return Found(
            number=number,
            slug=row.slug,
            name=row.name,
            acronym=row.acronym,
            kind=row.kind,
            commune=row.commune,
            path=self.path(number),
        )

    @cached_property
    def _own(self) -> Mapping[int, frozenset[str]]:
        """The words of each one's name, its acronym and its initials."""
        return {
            number: frozenset({*_words_of(row.name), *_words_of(row.acronym), *_initials(row.name)})
            for number, row in self.rows.items()
        }

    @cached_property
    def _above(self) -> Mapping[int, frozenset[str]]:
        """The words of the names above each."""
        parents = {number: row.parent for number, row in self.rows.items() if row.parent in self.rows}
        return {
            number: frozenset(word for name in self.path(number)[:-1] for word in _words_of(name))
            for number in parents
        }

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(frozenset().union(*self._own.values())) if self._own else []

    def marks_of(self, word: str) -> Mapping[str, float]:
        """The words of the shelf that this one may mean, each with how well it does."""
        marks: dict[str, float] = {}
        most = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        words = self._vocabulary
        near: Any = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
        for other, distance, _row in near:
            marks[other] = 1 - 0.25 * distance
        for other in self._vocabulary:
            if other.startswith(word):
                marks[other] = max(marks.get(other, 0), 0.9 if other != word else 1)
        return marks

    def score(self, number: int, wanted: list[str], marks: list[Mapping[str, float]]) -> tuple[int, float]:
        """How many of the words the structure answers, and how well: its own count more than those above."""
        own, above = self._own[number], self._above.get(number, frozenset())
        each = [
            max(
                max((known[word] for word in own if word in known), default=0),
                max((known[word] / 2 for word in above if word in known), default=0),
            )
            for known in marks
        ]
        row = self.rows[number]
        is_said = " ".join(wanted) in {" ".join(_words_of(row.name)), " ".join(_words_of(row.acronym))}
        return sum(mark > 0 for mark in each), sum(each) - len(own) / 100 + 2 * is_said


def _words_of(text: str) -> list[str]:
    """The folded words; letters with points between them are one word."""
    words = key_of(text).split()
    return ["".join(words)] if len(words) > 1 and all(len(word) == 1 for word in words) else words


def _telling(name: str) -> str:
    """The words of a name that tell it from others; all of them where none does."""
    words = _words_of(name)
    return " ".join([word for word in words if word not in _COMMON] or words)


def _initials(name: str) -> set[str]:
    """The acronyms that people make of a name, with its small words and without."""
    words = _words_of(name)
    every = "".join(word[0] for word in words)
    long = "".join(word[0] for word in words if word not in _COMMON or len(word) > 3)
    return {letters for letters in (every, long) if len(letters) > 1}
