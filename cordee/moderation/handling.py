"""Who of the team takes care of a thing that waits, and what the team tells itself of it, for nobody else.

It knows no content; who may is asked by whoever calls.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.text import NO_TEXT
from cordee.journal import operations as journal
from cordee.moderation.models import Handling, Note

LONGEST = 2_000
"""Characters of a note."""


class Taken(Exception):
    """Somebody else takes care of it already."""


class InvalidNote(Exception):
    """The note says nothing, or more than a note holds."""


@transaction.atomic
def take(*, thing: Model, by: Any) -> None:
    """Take care of the thing; of two who take it at once, the second is told. Raises `Taken`."""
    handling, is_mine = Handling.objects.get_or_create(**_place(thing), defaults={"by": by})
    if is_mine:
        journal.record(f"{thing._meta.model_name}.taken", thing, by=by)
    elif handling.by_id != by.pk:
        raise Taken(_("%(person)s takes care of it already.") % {"person": handling.by.get_full_name()})


@transaction.atomic
def give(*, thing: Model, to: Any, by: Any) -> bool:
    """Have a colleague take care of the thing, whoever does now. False where she does already."""
    known = taken(thing).select_for_update(of=("self",)).first()
    if known and known.by_id == to.pk:
        return False
    Handling.objects.update_or_create(**_place(thing), defaults={"by": to, "at": timezone.now()})
    journal.record(f"{thing._meta.model_name}.given", thing, by=by, details={"to": to.pk})
    return True


@transaction.atomic
def give_back(*, thing: Model, by: Any) -> None:
    """Nobody takes care of the thing any more; any member of the team may say so, for one who is away."""
    count, _rows = taken(thing).delete()
    if count:
        journal.record(f"{thing._meta.model_name}.given-back", thing, by=by)


def decided(thing: Model) -> None:
    """The thing waits no more: nobody needs to take care of it. The decision itself is in the journal."""
    taken(thing).delete()


@transaction.atomic
def note(*, thing: Model, by: Any, text: str, about: Any = None) -> Note:
    """Keep what the team tells itself. `about`: the person whom it is about, with whom it goes."""
    said = text.strip()
    if not said:
        raise InvalidNote(_("Write the note first."))
    if len(said) > LONGEST:
        raise InvalidNote(_("%(most)d characters fit in a note: shorten it.") % {"most": LONGEST})
    if NO_TEXT.search(said):
        raise InvalidNote(_("The note holds a character that no text holds. Type it again."))
    made = Note.objects.create(**_place(thing), by=by, text=said, about=about)
    journal.record(f"{thing._meta.model_name}.noted", thing, by=by, details={"note": made.pk})
    return made


def notes(thing: Model) -> QuerySet[Note]:
    """What the team has noted, the latest first."""
    return Note.objects.filter(**_place(thing)).select_related("by").order_by("-pk")


def taken(thing: Model) -> QuerySet[Handling]:
    """Who takes care of the thing, if anybody."""
    return Handling.objects.filter(**_place(thing)).select_related("by")


def taken_among(model: type[Model], numbers: Iterable[int]) -> QuerySet[Handling]:
    """Who takes care of which of these things."""
    kind = ContentType.objects.get_for_model(model)
    return Handling.objects.filter(content_type=kind, object_id__in=list(numbers)).select_related("by")


def forget(thing: Model) -> None:
    """The thing is deleted: so is what the team said of it."""
    taken(thing).delete()
    Note.objects.filter(**_place(thing)).delete()


def forget_person(user: Any) -> int:
    """What the team has noted about a person goes with her, and what she took care of is free; how many."""
    Handling.objects.filter(by=user).delete()
    count, _rows = Note.objects.filter(about=user).delete()
    return count


def _place(thing: Model) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(type(thing)), "object_id": thing.pk}
