"""Figures as people read them."""

from django import template
from django.utils.translation import get_language

register = template.Library()
_BETWEEN = {"fr": "\u202f", "en": ","}


@register.filter
def grouped(number: int) -> str:
    """The number with its thousands apart: «449 509», «449,509»."""
    separator = _BETWEEN.get((get_language() or "")[:2], "\u202f")
    return f"{number:,}".replace(",", separator)
