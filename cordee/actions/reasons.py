"""A free text that an act needs: there, not too long, of characters that both databases keep."""

from django.utils.translation import gettext as _

from cordee.actions.operations import InvalidContent
from cordee.core.text import NO_TEXT

LONGEST = 2_000


def said(text: str, *, needed: str = "") -> str:
    """The text without spaces around it. Raises `InvalidContent`, with `needed` where there is none."""
    text = text.strip()
    if needed and not text:
        raise InvalidContent([needed])
    if problems := problems_of_text(text):
        raise InvalidContent(problems)
    return text


def problems_of_text(text: str, most: int = LONGEST) -> list[str]:
    """What keeps a text from being carried, in sentences that say how to mend it."""
    found = []
    if len(text) > most:
        found.append(_("%(most)d characters fit: shorten your text.") % {"most": most})
    if NO_TEXT.search(text):
        found.append(_("Your text holds a character that no text holds. Type it again."))
    return found
