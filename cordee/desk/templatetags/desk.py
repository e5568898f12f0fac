"""A text with what changed in it. Made here, for in a template each space would show in the text."""

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cordee.actions.marks import Mark, Piece

register = template.Library()


@register.filter
def pieces(found: Iterable[Piece]) -> SafeString:
    """<del> and <ins>, which say in words too, to who does not see them, what a line through them says."""
    return format_html_join("", "{}", ((_said(piece),) for piece in found))


def _said(piece: Piece) -> SafeString:
    text = linebreaksbr(piece.text, autoescape=True)
    if piece.mark == Mark.SAME:
        return text
    tag, word = ("del", _("[removed:]")) if piece.mark == Mark.GONE else ("ins", _("[added:]"))
    return format_html(
        '<{0}><span class="w-sr-only">{1} </span>{2}<span class="w-sr-only"> {3}</span></{0}>',
        tag, word, text, _("[end]"),
    )  # fmt: skip
