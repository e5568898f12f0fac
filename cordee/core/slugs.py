"""Addresses of things: readable, unique, given once."""

from collections.abc import Collection, Sequence

from django.db import models

from cordee.core.text import slug_of


def free_slugs(
    model: type[models.Model],
    wanted: Sequence[str],
    *,
    max_length: int = 110,
    reserved: Collection[str] = (),
) -> list[str]:
    """One free slug per wanted text, in order: the plain one, else with -2, -3… behind it.

    A text without a Latin letter or digit gives the name of the model. `reserved`: words of other addresses.
    """
    default = model._meta.model_name or ""
    bases = [slug_of(text, max_length=max_length, default=default) for text in wanted]
    manager = model._default_manager
    taken = set(reserved)
    for start in range(0, len(bases), 500):
        taken.update(manager.filter(slug__in=bases[start : start + 500]).values_list("slug", flat=True))
    numbers = dict.fromkeys(bases, 1)
    given = []
    for base in bases:
        slug = base
        while slug in taken or (slug != base and manager.filter(slug=slug).exists()):
            numbers[base] += 1
            slug = f"{base}-{numbers[base]}"
        taken.add(slug)
        given.append(slug)
    return given
