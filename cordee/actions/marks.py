"""Two texts as one, in pieces: what stayed, what is gone, what is new; to be shown with <del> and <ins>."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST = 1_500
"""Words that are compared one by one in each text; beyond, the whole of what differs is exchanged."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Mark(StrEnum):
    """What became of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what became of them. Plain text: whoever shows it escapes it."""

    mark: Mark
    text: str


def marked(before: str, after: str) -> list[Piece]:
    """Both texts in one. Without the new pieces it says the first, without those that are gone the second."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = (old[start : len(old) - end], new[start : len(new) - end])
    found = [_piece(Mark.SAME, old[:start]), *_between(*middle), _piece(Mark.SAME, old[len(old) - end :])]
    return list(_joined(piece for piece in found if piece.text))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST:
        yield from (_piece(Mark.GONE, old), _piece(Mark.NEW, new))
        return
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield _piece(Mark.SAME, old[a:b])
        else:
            yield from (_piece(Mark.GONE, old[a:b]), _piece(Mark.NEW, new[c:d]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A lone space between two changes is changed with them: three pieces read better than seven."""
    held: list[Piece] = []
    for piece in pieces:
        if piece.mark == Mark.SAME and not (held and piece.text.isspace()):
            yield from _settled(held)
            held = []
            yield piece
        else:
            held.append(piece)
    yield from _settled(held)


def _settled(held: list[Piece]) -> Iterator[Piece]:
    """One piece that is gone and one that is new; a space at the end stays as it is."""
    last = held.pop() if held and held[-1].mark == Mark.SAME else None
    for mark in (Mark.GONE, Mark.NEW):
        text = "".join(piece.text for piece in held if piece.mark in (mark, Mark.SAME))
        if text:
            yield Piece(mark, text)
    if last:
        yield last


def _piece(mark: Mark, words: Sequence[str]) -> Piece:
    return Piece(mark, "".join(words))


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many of the first words are the same."""
    return next(
        (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
