"""From the words of a question to the words of the vocabulary that answer it, typing mistakes forgiven."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from cordee.actions.permissions import Sight
from cordee.actions.queries import numbered, with_everything
from cordee.atlas.index.clauses import Clause, among, seen
from cordee.atlas.index.follow import source_of
from cordee.atlas.index.port import Correction, Reading
from cordee.atlas.index.rows import rows_of
from cordee.atlas.index.tokens import MAX_WORDS, alternatives, is_empty_word, stems_of, words_of

LONG = 8
"""From this length on, a word may be two letters away from what is written."""
MENDED = 5
"""From this length on, a word is mended before it is stemmed."""
MOST_REPLACEMENTS, MOST_CANDIDATES = 10, 100


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
    conditions, replaced = [], {}
    vocabulary = cache(_vocabulary)  # read once, where a word is not known
    for position, word in enumerate(kept):
        is_last = position == len(kept) - 1 and word == words[-1]
        condition = _plain(word, is_last=is_last)
        if not _is_somewhere(condition, sight):
            near = _nearest(word, vocabulary(), sight, is_begun=is_last)
            condition = among("w.text", near)
            replaced[word] = near
        conditions.append(condition)
    reading = Reading(_corrections(replaced, sight), tuple(telling[MAX_WORDS:]))
    return Understood(tuple(conditions), reading)


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


def _vocabulary() -> list[tuple[str, str]]:
    """Every token, with the form in which it is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, form FROM atlas_word")
        found: list[tuple[str, str]] = cursor.fetchall()
        return found


def _nearest(word: str, vocabulary: Sequence[tuple[str, str]], sight: Sight, *, is_begun: bool) -> list[str]:
    """The tokens of the vocabulary that the word stands for, as near as any in sight is.

    A word being typed that goes beyond its stem («cooperatio», whose token is «cooper») comes first; then
    those at distance 1, or 2 from eight letters on. Two letters that changed places are one slip.
    """
    by_distance: dict[int, set[str]] = defaultdict(set)
    if is_begun:
        by_distance[0] = {text for text, form in vocabulary if form.startswith(word)}
    for distance, text in _distances(word, vocabulary):
        by_distance[distance].add(text)
    for distance in sorted(by_distance):
        if found := _in_sight(sorted(by_distance[distance])[:MOST_CANDIDATES], sight):
            return found[:MOST_REPLACEMENTS]
    return []


def _distances(word: str, vocabulary: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """(distance, token) of each token near enough, of the word itself or of a form in which it is written.

    A slip changes the stem more than the word. So the word is mended in each way that one slip allows, and
    what that gives is stemmed (but for short words, whose stems are too much alike). Farther away, the one
    form that the vocabulary keeps has to do.
    """
    mended = stems_of(slips(word)) if len(word) >= MENDED else set()
    yield from ((1, text) for text, _form in vocabulary if text in mended)
    most = 2 if len(word) >= LONG else 1
    for column, spellings in enumerate((alternatives(word), (word,))):
        choices = [entry[column] for entry in vocabulary]
        for spelling in spellings:
            near = process.extract(spelling, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
            yield from ((int(distance), vocabulary[row][0]) for _choice, distance, row in near)


def slips(word: str) -> set[str]:
    """All that one slip makes of the word: a letter left out, added or wrong, two that changed places."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    without = {start + end[1:] for start, end in parts if end}
    swapped = {start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1}
    other = {start + letter + end[1:] for start, end in parts if end for letter in ascii_lowercase}
    more = {start + letter + end for start, end in parts for letter in ascii_lowercase}
    return without | swapped | other | more


def _in_sight(texts: Sequence[str], sight: Sight) -> list[str]:
    """Those of these tokens that some document in sight has, in order."""
    if not texts:
        return []
    chosen, allowed = among("w.text", texts), seen(sight, "d.audience", "d.action_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.text FROM atlas_word w WHERE {chosen.sql} AND EXISTS (SELECT 1 FROM atlas_posting p"
            f" JOIN atlas_document d ON d.action_id = p.document_id WHERE p.word_id = w.id AND {allowed.sql})"
            " ORDER BY w.text",
            (*chosen.parameters, *allowed.parameters),
        )
        return [text for (text,) in cursor.fetchall()]


def _corrections(replaced: Mapping[str, Sequence[str]], sight: Sight) -> tuple[Correction, ...]:
    """Each word that was not known, with the words that stand for it as they are written."""
    forms = _forms([token for tokens in replaced.values() for token in tokens], sight)
    return tuple(
        Correction(word, tuple(dict.fromkeys(forms[token] for token in tokens)))
        for word, tokens in replaced.items()
    )


def _forms(tokens: Sequence[str], sight: Sight) -> dict[str, str]:
    """How these tokens are written in documents in sight: another document may inflect a word otherwise."""
    if not tokens:
        return {}
    chosen, allowed = among("w.text", tokens), seen(sight, "d.audience", "d.action_id")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.text, MIN(d.action_id) FROM atlas_word w JOIN atlas_posting p ON p.word_id = w.id"
            f" JOIN atlas_document d ON d.action_id = p.document_id WHERE {chosen.sql} AND {allowed.sql}"
            " GROUP BY w.text",
            (*chosen.parameters, *allowed.parameters),
        )
        holders: dict[str, int] = dict(cursor.fetchall())
    found = with_everything(numbered(holders.values()))
    said = {action.pk: rows_of(source_of(action), ()).words for action in found}
    return {token: said[holders[token]][token][1] for token in tokens}
