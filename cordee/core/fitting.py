"""Whether a text fits the column that is to keep it: both databases then say the same of it, beforehand."""

import re
from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.utils.translation import gettext as _

from cordee.core.text import NO_TEXT

_SHOWN = 40
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


def misfits(model: type[Model], name: str, text: str) -> Iterator[str]:
    """Sentences for what keeps the text out of the field of that name."""
    most = getattr(model._meta.get_field(name), "max_length", None)
    if most and len(text) > most:
        yield _("“%(text)s…” has %(count)d characters; %(most)d fit. Shorten it.") % {
            "text": text[:_SHOWN],
            "count": len(text),
            "most": most,
        }
    if NO_TEXT.search(text):
        yield _("“%(text)s…” holds a character that no text holds. Type it again.") % {
            "text": NO_TEXT.sub(" ", text)[:_SHOWN]
        }


def key_misfits(model: type[Model], key: str | None) -> Iterator[str]:
    """Sentences for what keeps a key from being one: exports write several in a cell, with semicolons."""
    if key and ";" in key:
        yield _("The key “%(key)s” holds a semicolon, which separates keys in tables.") % {
            "key": key[:_SHOWN]
        }
    yield from misfits(model, "key", key or "")


def language_misfits(codes: Iterable[str]) -> Iterator[str]:
    """Sentences for what is no code of a language (two or three letters, a region behind a hyphen)."""
    for code in codes:
        if not _LANGUAGE.fullmatch(code):
            yield _("“%(text)s” is no code of a language, such as fr or en.") % {"text": code[:_SHOWN]}
