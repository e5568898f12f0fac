"""What a text says: words folded before they are compared, sorted or searched; a number that was sent."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʻʹ′´`＇"), "'")
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_BEFORE = {**_APOSTROPHES, **_INVISIBLE}
# Letters that Unicode does not decompose, though French and English readers type them without their sign.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th"}
)
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no text holds: control characters but tab and line ends, half characters. Databases refuse them."""
_NOT_A_WORD = re.compile(r"[\W_]+")
_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")


def number_in(text: object, *, digits: int = 18) -> int | None:
    """The number that a form or an address sends; None for whatever no column of a database holds.

    18 digits fit a key; a version or a position has 9 at most.
    """
    said = text if isinstance(text, str) else ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= digits else None


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures or superfluous spaces; punctuation stays.

    Folding twice changes nothing. Scripts other than Latin keep their letters.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_BEFORE)).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed).translate(_LETTERS)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).split())


@lru_cache(maxsize=20_000)  # lists sort the same names at each request
def key_of(text: str) -> str:
    """Return the form in which names are matched: folded words, one space between them.

    "Saint-Pétersbourg" and "saint petersbourg" have the same key; a text without a word has the key "".
    """
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


def slug_of(text: str, max_length: int = 80, *, default: str = "") -> str:
    """Return an ASCII slug of at most `max_length` characters, cut between words where possible.

    A text without a Latin letter or digit gives `default`; without one, ValueError.
    """
    slug = _NOT_A_SLUG.sub("-", fold(text).replace("'", "-")).strip("-")
    if not slug:
        if default:
            return default
        raise ValueError(
            f"No slug can be made of {text!r}: give it a Latin letter or a digit, or pass a default."
        )
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return whole_words or slug[:max_length]
