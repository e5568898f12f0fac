"""Sentences recombined from real ones: each word follows what it follows in the real texts, as often."""

import re
from collections.abc import Iterable
from random import Random

LONGEST = 40
"""Words of a sentence; a chain that goes on is cut there."""
_CROSS = 0.25
"""How often a word follows the last one alone, and not the last two: texts would else be whole copies."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_START, _END = "", "\n"


class Chain:
    """A Markov chain of order two, that sometimes goes on from one word alone."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._after_two: dict[tuple[str, str], list[str]] = {}
        self._after_one: dict[str, list[str]] = {}
        for text in texts:
            for sentence in _SENTENCE.split(text.strip()):
                self._learn(sentence.split())

    def sentence(self, chance: Random, longest: int = LONGEST) -> list[str]:
        """The words of one sentence, at most `longest` of them."""
        words: list[str] = []
        before, last = _START, _START
        while len(words) < longest:
            crosses = last and chance.random() < _CROSS
            followers = self._after_one[last] if crosses else self._after_two[before, last]
            word = followers[int(chance.random() * len(followers))]
            if word == _END:
                break
            words.append(word)
            before, last = last, word
            if (before, last) not in self._after_two:
                break
        return words

    def text(self, chance: Random, words: int) -> list[str]:
        """Sentences, each a text, of `words` words in all."""
        sentences = []
        while words > 0:
            sentence = self.sentence(chance, min(LONGEST, words))
            words -= len(sentence)
            sentences.append(_closed(" ".join(sentence)))
        return sentences

    def _learn(self, words: list[str]) -> None:
        if not words:
            return
        before, last = _START, _START
        for word in (*words, _END):
            self._after_two.setdefault((before, last), []).append(word)
            if last:
                self._after_one.setdefault(last, []).append(word)
            before, last = last, word


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else sentence.rstrip(",;: –-") + "."
