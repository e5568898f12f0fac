"""Addresses of things: readable, unique, given once."""

from collections.abc import Sequence

from django.db import models

from cordee.core.text import slug_of


def free_slugs(model: type[models.Model], wanted: Sequence[str], *, max_length: int = 110) -> list[str]:
    """One free slug per wanted text, in order: the plain one, else with -2, -3… behind it."""
    bases = [slug_of(text, max_length=max_length) for text in wanted]
    manager = model._default_manager
    taken: set[str] = set()
    for start in range(0, len(bases), 500):
        taken.update(manager.filter(slug__in=bases[start : start + 500]).values_list("slug", flat=True))
    given = []
    for base in bases:
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
            if slug not in taken and manager.filter(slug=slug).exists():
                taken.add(slug)
        taken.add(slug)
        given.append(slug)
    return given
