"""A free sentence that an act needs: there, not too long, of characters that both databases keep."""

from django.utils.translation import gettext as _

from cordee.actions.operations import InvalidContent
from cordee.core.text import NO_TEXT

LONGEST = 1_000


def said(text: str, *, needed: str = "") -> str:
    """The text without spaces around it. Raises `InvalidContent`, with `needed` where there is none."""
    text = text.strip()
    if needed and not text:
        raise InvalidContent([needed])
    if len(text) > LONGEST:
        raise InvalidContent([_("%(most)d characters fit: shorten your text.") % {"most": LONGEST}])
    if NO_TEXT.search(text):
        raise InvalidContent([_("Your text holds a character that no text holds. Type it again.")])
    return text
