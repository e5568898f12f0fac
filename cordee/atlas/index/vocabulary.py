"""From the words of a question to the words of the vocabulary that answer it, typing mistakes forgiven."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from rapidfuzz.distance import Levenshtein

from cordee.actions.permissions import Sight
from cordee.atlas.index.clauses import Clause, among, seen
from cordee.atlas.index.port import Correction, Reading
from cordee.atlas.index.tokens import MAX_WORDS, alternatives, is_empty_word, words_of

LONG = 8
"""From this length on, a word may be two letters away from what is written."""
MOST_REPLACEMENTS = 10


@dataclass(frozen=True, slots=True)
class Understood:
    """One condition on words `w` for each word of the question, and how they were read."""

    conditions: tuple[Clause, ...]
    reading: Reading


def understand(question: str, sight: Sight) -> Understood:
    """The words are ANDed; the last is also the beginning of one; one that matches nothing is replaced.

    Only documents inside the sight count: a correction never tells a word that the viewer may not read.
    """
    words = words_of(question)
    telling = [word for word in words if not is_empty_word(word)] or words[-1:]
    kept = telling[:MAX_WORDS]
    conditions, corrections = [], []
    for position, word in enumerate(kept):
        condition = _plain(word, is_last=position == len(kept) - 1 and word == words[-1])
        if not _is_somewhere(condition, sight):
            near = _near(word, sight)
            condition = among("w.text", [text for text, _ in near])
            corrections.append(Correction(word, tuple(dict.fromkeys(form for _, form in near))))
        conditions.append(condition)
    return Understood(tuple(conditions), Reading(tuple(corrections), tuple(telling[MAX_WORDS:])))


def _plain(word: str, *, is_last: bool) -> Clause:
    exact = among("w.text", alternatives(word))
    if not is_last:
        return exact
    pattern = word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    return Clause(f"({exact.sql} OR w.text LIKE %s ESCAPE '\\')", (*exact.parameters, pattern))


def _is_somewhere(condition: Clause, sight: Sight) -> bool:
    """Some document in sight has such a word."""
    allowed = seen(sight, "d.audience", "d.action_id")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM atlas_posting p JOIN atlas_document d ON d.action_id = p.document_id WHERE p.word_id IN"  # noqa: S608
            f" (SELECT w.id FROM atlas_word w WHERE {condition.sql}) AND {allowed.sql} LIMIT 1",
            (*condition.parameters, *allowed.parameters),
        )
        return cursor.fetchone() is not None


def _near(word: str, sight: Sight) -> Sequence[tuple[str, str]]:
    """The (token, form) of the vocabulary nearest to the word: at distance 1, or 2 from eight letters on."""
    most = 2 if len(word) >= LONG else 1
    spellings = alternatives(word)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, form FROM atlas_word")
        scored = [
            (
                min(Levenshtein.distance(spelling, text, score_cutoff=most) for spelling in spellings),
                text,
                form,
            )
            for text, form in cursor.fetchall()
        ]
    near = sorted(item for item in scored if item[0] <= most)
    found = [(text, form) for _, text, form in near if _is_somewhere(among("w.text", [text]), sight)]
    return found[:MOST_REPLACEMENTS]
