"""Whether a text fits the column that is to keep it: both databases then say the same of it, beforehand."""

from collections.abc import Iterator

from django.db.models import Model
from django.utils.translation import gettext as _

from cordee.core.text import NO_TEXT

_SHOWN = 40


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
