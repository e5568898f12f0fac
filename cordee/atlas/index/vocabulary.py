"""From the words of a question to the words of the vocabulary that answer it, typing mistakes forgiven."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from rapidfuzz.distance import Levenshtein

from cordee.actions.permissions import Sight
from cordee.actions.queries import numbered, with_rows
from cordee.atlas.index.clauses import Clause, among, seen
from cordee.atlas.index.follow import source_of
from cordee.atlas.index.port import Correction, Reading
from cordee.atlas.index.rows import rows_of
from cordee.atlas.index.tokens import MAX_WORDS, alternatives, is_empty_word, words_of

LONG = 8
"""From this length on, a word may be two letters away from what is written."""
MOST_REPLACEMENTS = 10
SHORTEST_STEM, LONGEST_ENDING = 4, 5
"""Letters: of a stem that stands for a word being typed, and of what is typed beyond it."""


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
        is_last = position == len(kept) - 1 and word == words[-1]
        condition = _plain(word, is_last=is_last)
        if not _is_somewhere(condition, sight):
            near = _begun(word, sight) if is_last else []
            near = near or _near(word, sight)
            condition = among("w.text", near)
            corrections.append(Correction(word, _forms(near, sight)))
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
            "SELECT 1 FROM atlas_posting p JOIN atlas_document d ON d.action_id = p.document_id"
            f" WHERE p.word_id IN (SELECT w.id FROM atlas_word w WHERE {condition.sql}) AND {allowed.sql}"
            " LIMIT 1",
            (*condition.parameters, *allowed.parameters),
        )
        return cursor.fetchone() is not None


def _begun(word: str, sight: Sight) -> list[str]:
    """The token of a word being typed that already goes beyond its stem: «cooperatio» for «cooper»."""
    lengths = range(len(word) - 1, max(SHORTEST_STEM, len(word) - LONGEST_ENDING) - 1, -1)
    tokens = (word[:length] for length in lengths)
    return list(islice((text for text in tokens if _is_somewhere(among("w.text", [text]), sight)), 1))


def _near(word: str, sight: Sight) -> list[str]:
    """The tokens of the vocabulary nearest to the word: at distance 1, or 2 from eight letters on."""
    most = 2 if len(word) >= LONG else 1
    spellings = alternatives(word)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM atlas_word")
        scored = [
            (min(Levenshtein.distance(spelling, text, score_cutoff=most) for spelling in spellings), text)
            for (text,) in cursor.fetchall()
        ]
    near = sorted(item for item in scored if item[0] <= most)
    found = (text for _, text in near if _is_somewhere(among("w.text", [text]), sight))
    return list(islice(found, MOST_REPLACEMENTS))


def _forms(tokens: Sequence[str], sight: Sight) -> tuple[str, ...]:
    """How these tokens are written in documents in sight: another document may inflect a word otherwise."""
    if not tokens:
        return ()
    chosen, allowed = among("w.text", tokens), seen(sight, "d.audience", "d.action_id")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.text, MIN(d.action_id) FROM atlas_word w JOIN atlas_posting p ON p.word_id = w.id"
            f" JOIN atlas_document d ON d.action_id = p.document_id WHERE {chosen.sql} AND {allowed.sql}"
            " GROUP BY w.text",
            (*chosen.parameters, *allowed.parameters),
        )
        holders: dict[str, int] = dict(cursor.fetchall())
    found = with_rows(numbered(holders.values()))
    said = {action.pk: rows_of(source_of(action), ()).words for action in found}
    return tuple(dict.fromkeys(said[holders[token]][token][1] for token in tokens))
