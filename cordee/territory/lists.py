"""The territory's own lists, themes and forms of cooperation, by the words that people write for them."""

from collections.abc import Mapping
from functools import cache

from cordee.core.text import key_of
from cordee.territory import instance


@cache
def slugs(kind: str) -> Mapping[str, str]:
    """Slugs of the territory's themes (`theme`) or forms of cooperation (`form`) by slug and by label."""
    territory = instance.current()
    entries = territory.themes if kind == "theme" else territory.forms
    words = {key_of(slug): slug for slug in entries}
    for slug, entry in entries.items():
        for word in entry.label.values():
            words.setdefault(key_of(word), slug)
    return words
