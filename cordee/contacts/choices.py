"""What a person has chosen and corrected on her cards holds for her address and the structure.

It outlives the cards. As with objections a keyed mark of her address is kept, and none of her words.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils import timezone

from cordee.contacts.enums import Reach
from cordee.contacts.models import Choice
from cordee.contacts.person import REACHES, WORDS, Person
from cordee.contacts.refusals import mark_of
from cordee.organisations.models import Organisation

_FROM_WIDE = tuple(Reach)
_HERS = (*WORDS, "telephone")


def choice_of(email: str, structure: Organisation) -> Choice | None:
    """What the person at this address has chosen for this structure."""
    return Choice.objects.filter(mark=mark_of(email), structure=structure).first()


def held(person: Person, choice: Choice | None) -> Person:
    """What a structure may say of her: shown as she chose, without the parts that she took out."""
    if choice is None:
        return person
    said: dict[str, Any] = {name: Reach(getattr(choice, name)) for name in REACHES}
    return replace(person, **said | dict.fromkeys(choice.emptied, ""))


def left(person: Person, choice: Choice, *, typed: Collection[str]) -> Person:
    """What stays on a card that goes to another address: nothing that the former person said of herself.

    Without a name where hers would go on: it is typed anew.
    """
    gone: dict[str, Any] = dict.fromkeys({"telephone", *choice.corrected} - {*typed}, "")
    return replace(person, **gone)


def keep(*, email: str, structure: Organisation, person: Person, changed: Collection[str]) -> None:
    """Remember how she wants to be shown, and what she wrote or took out herself."""
    known = choice_of(email, structure)
    corrected = sorted({*(known.corrected if known else ()), *changed} & {*_HERS})
    Choice.objects.update_or_create(
        mark=mark_of(email),
        structure=structure,
        defaults={
            "chosen_at": timezone.now(),
            "corrected": corrected,
            "emptied": [name for name in corrected if not getattr(person, name)],
            **{name: getattr(person, name) for name in REACHES},
        },
    )


def cards_follow(organisation: Organisation, into: Organisation) -> None:
    """Cards go with their structure. What a person kept to it is for nobody: she has not chosen the other."""
    chosen = organisation.contacts.filter(chosen_at__isnull=False)
    for name in REACHES:
        chosen.filter(**{name: Reach.STRUCTURE}).update(**{name: Reach.NOBODY})
    organisation.contacts.update(structure=into)


def follow(organisation: Organisation, into: Organisation) -> None:
    """Into the structure that takes the other in; where she chose for both, the narrower holds."""
    there = {choice.mark: choice for choice in into.contact_choices.all()}
    for choice in organisation.contact_choices.all():
        for name in REACHES:
            if getattr(choice, name) == Reach.STRUCTURE:
                setattr(choice, name, Reach.NOBODY)
        other = there.get(choice.mark)
        if other is None:
            choice.structure = into
            choice.save()
            continue
        for name in REACHES:
            setattr(other, name, max(getattr(choice, name), getattr(other, name), key=_FROM_WIDE.index))
        for name in ("corrected", "emptied"):
            setattr(other, name, sorted({*getattr(choice, name), *getattr(other, name)}))
        other.save()
        choice.delete()
