"""The one function that makes tokens: both adapters store and look for these, so their counts agree.

Lower case, accents folded, then stemmed in French or English (Snowball). Folding comes first: who types
without accents must reach the same stem.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

import Stemmer

from cordee.core.text import fold

MAX_WORDS = 10
"""Words of a question that are looked for; the rest is ignored and said so."""
MAX_LENGTH = 60

_WORD = re.compile(r"[^\W_]+")
_STEMMERS = {"fr": "french", "en": "english"}
_EMPTY = {
    "fr": "a afin ai ainsi au aussi aux avec ce ces cet cette chez d dans de des dont du elle en"
    " entre est et eu"
    " il ils j je l la le les leur leurs lui m mais me meme mes n ne nos notre nous on ont ou par pas pour"
    " qu que qui s sa sans se ses son sont sur t ta te tes ton tu un une vers vos votre vous y",
    "en": "a an and are as at be been by for from had has have he her his i in into is it its not of on or"
    " our s she t that the their them they this to was we were which who will with you your",
}
_STOP = {language: frozenset(words.split()) for language, words in _EMPTY.items()}


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:MAX_LENGTH] for word in _WORD.findall(fold(text))]


def tokens(text: str, language: str) -> Iterator[tuple[str, str]]:
    """(token, word as folded) for each word of a text that says something in its language.

    In another language than French and English, words are kept as names are.
    """
    if language not in _STEMMERS:
        yield from name_tokens(text)
        return
    for word in words_of(text):
        if word not in _STOP[language]:
            yield stem(word, language), word


def name_tokens(text: str) -> Iterator[tuple[str, str]]:
    """The tokens of a proper name: people look for it in either language, so each stem counts."""
    for word in words_of(text):
        for token in alternatives(word):
            yield token, word


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word."""
    found: str = _stemmer(_STEMMERS[language]).stemWord(word)
    return found


@lru_cache(maxsize=50_000)
def alternatives(word: str) -> tuple[str, ...]:
    """The tokens that may stand for a folded word of a question, whatever its language."""
    return tuple(dict.fromkeys((stem(word, "fr"), stem(word, "en"))))


def stems_of(words: Collection[str]) -> set[str]:
    """The tokens that may stand for any of these folded words; nothing is kept of so many."""
    found: set[str] = set()
    for algorithm in _STEMMERS.values():
        found.update(_stemmer(algorithm).stemWords(list(words)))
    return found


def is_empty_word(word: str) -> bool:
    """Too common in French or English to say anything."""
    return any(word in words for words in _STOP.values())


@lru_cache(maxsize=8)
def _stemmer(algorithm: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(algorithm, 0)
