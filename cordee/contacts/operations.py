"""Writing cards: naming a person, what she corrects or refuses, what others open and send her.

Contacts are known by their numbers: no row of this slice leaves it. What is journalled names nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.contacts import choices, disclosure, emails, permissions, queries
from cordee.contacts.disclosure import State
from cordee.contacts.enums import Field
from cordee.contacts.links import ANSWERABLE
from cordee.contacts.mentions import Mention, mentions
from cordee.contacts.models import Contact, Coordinates, RelayedMessage, Reveal, new_seal
from cordee.contacts.person import REACHES, WORDS, Person, changed, person_of, words_of
from cordee.contacts.refusals import has_refused, mark_of
from cordee.core import limits
from cordee.core.limits import Limit, TooMany
from cordee.core.text import NO_TEXT
from cordee.journal import operations as journal
from cordee.organisations.models import Organisation
from cordee.territory import instance

LONGEST_MESSAGE = 3000
DAY = timedelta(days=1)
NAMED = Limit("contact.named", 30, DAY)
WRITTEN = Limit("contact.relayed", 10, DAY)
BY_HERSELF = Limit("contact.herself", 30, timedelta(hours=1))
ALERTED = Limit("contact.alert", 1, DAY)
OPENINGS_KEPT = timedelta(days=365)


class NotAllowed(Exception):
    """Who asks may not write this card."""


class NotDisclosed(Exception):
    """There is nothing there for who asks: no such card, or a part that she may not open."""


class Objected(Exception):
    """The person has objected to being named by this structure."""


class AlreadyAnswered(Exception):
    """The message has its answer, or its text is forgotten."""


class InvalidPerson(Exception):
    """The card cannot say this; `problems` holds a sentence for each part."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


class InvalidMessage(Exception):
    """The text cannot be carried; its sentence says how to mend it."""


@transaction.atomic
def name_person(*, structure: Organisation, person: Person, by: User, where: Sequence[Mention] = ()) -> int:
    """Keep a card for the structure, and tell the person by letter. The card's number.

    What she has chosen at this address for this structure holds, whatever `person` says. Raises
    `NotAllowed`, `InvalidPerson`, `Objected`, `TooMany`.
    """
    by = _now(by)
    if not permissions.may_keep(by, structure):
        raise NotAllowed
    person = _checked(person)
    _not_refused(person.email, structure)
    _count_letter(by)
    choice = choices.choice_of(person.email, structure)
    person = choices.held(person, choice)
    contact = Contact.objects.create(
        structure=structure,
        user=_account_at(person.email),
        told_at=timezone.now(),
        chosen_at=choice.chosen_at if choice else None,
        **words_of(person),
    )
    reached_by = Coordinates.objects.create(contact=contact, email=person.email, telephone=person.telephone)
    emails.named(reached_by, where)
    journal.record("contact.named", contact, by=by, details={"structure": structure.pk})
    return contact.pk


@transaction.atomic
def tell(*, contact: int, where: Sequence[Mention], by: User) -> None:
    """Tell the person that her card stands on one more sheet. Raises `NotAllowed`, `Objected`, `TooMany`."""
    reached_by, by = _kept_by(contact, by), _now(by)
    _count_letter(by)
    emails.named(reached_by, where)
    Contact.objects.filter(pk=contact).update(told_at=timezone.now())
    journal.record("contact.told", reached_by.contact, by=by)


@transaction.atomic
def change(*, contact: int, changes: Mapping[str, Any], by: User) -> list[str]:
    """Say something else on the card, the parts that are not named staying: the names of what differs.

    What the person has chosen to show or to hide, or has corrected, is hers: the structure changes it no
    more. Another address is another person: the card begins anew for her, as narrow as it was. Raises
    `NotAllowed`, `Objected`, `InvalidPerson`, `TooMany`.
    """
    reached_by, by = _kept_by(contact, by), _now(by)
    row = reached_by.contact
    before = person_of(row, reached_by)
    after = _checked(replace(before, **changes))
    is_another, choice = after.email != before.email, choices.choice_of(before.email, row.structure)
    if is_another and choice:
        after = _checked(choices.left(after, choice, typed=changes))
    names = changed(before, after)
    hers = {*REACHES} | ({*choice.corrected} if choice and not is_another else set())
    if choice and (kept := [name for name in names if name in hers]):
        raise InvalidPerson(
            dict.fromkeys(kept, _("The person has chosen this herself: it is hers to change."))
        )
    if is_another:
        after = _begin_anew(row, after)
    if names:
        _count_letter(by)
        _write(reached_by, after)
        if "email" not in names:
            emails.changed(reached_by)
        journal.record("contact.changed", reached_by.contact, by=by, details={"changed": names})
    return names


@transaction.atomic
def correct(*, contact: int, person: Person) -> list[str]:
    """What the person herself makes her card say, by her link: the names of what differs.

    Raises `Objected`, `InvalidPerson`, `TooMany`.
    """
    reached_by = _locked(contact)
    limits.take([(BY_HERSELF, str(contact))])
    person = _checked(person)
    names = changed(person_of(reached_by.contact, reached_by), person)
    Contact.objects.filter(pk=contact).update(chosen_at=timezone.now())
    if names:
        _write(reached_by, person)
    structure = reached_by.contact.structure
    choices.keep(email=person.email, structure=structure, person=person, changed=names)
    _show_so_elsewhere(reached_by, person.email)
    details = {"changed": names, "by_herself": True}
    journal.record("contact.changed", reached_by.contact, details=details)
    return names


@transaction.atomic
def object_to(*, contact: int) -> None:
    """The person objects: what was said of her is erased, and the structure cannot name her again.

    The empty card stays, with a keyed mark of her address and who had opened it. Raises `Objected`.
    """
    reached_by = _locked(contact)
    address, row = reached_by.email, reached_by.contact
    nothing = dict.fromkeys(WORDS, "")
    Contact.objects.filter(pk=contact).update(objected_at=timezone.now(), user=None, **nothing)
    Coordinates.objects.filter(pk=contact).update(email="", telephone="", refused_address=mark_of(address))
    row.messages.all().delete()
    emails.objected(row, address=address, emptied=reached_by)
    journal.record("contact.objected", row, details={"by_herself": True})


@transaction.atomic
def take_back(*, contact: int) -> None:
    """She no longer objects: the structure may name her again. What had been erased does not come back."""
    row = Contact.objects.select_for_update().filter(pk=contact, objected_at__isnull=False).first()
    if row is None:
        raise NotDisclosed
    journal.record("contact.objection_ended", row, details={"by_herself": True})
    row.delete()


@transaction.atomic
def remove(*, contact: int, by: User) -> None:
    """Erase the card for its structure; objections and choices stay. Raises `NotAllowed`, `Objected`."""
    reached_by = _kept_by(contact, by)
    journal.record("contact.removed", reached_by.contact, by=by)
    reached_by.contact.delete()


def reveal(*, contact: int, by: User, field: Field) -> str:
    """The e-mail address or telephone number, opened: logged for the person, counted against the day's.

    Opening the same again within a day is the same opening. The team is logged, not counted. Raises
    `NotDisclosed`, and `TooMany`, of which the animators are told once a day.
    """
    try:
        return _revealed(contact, _now(by), field)
    except TooMany:
        _alert(contact, by)
        raise


@transaction.atomic
def relay(*, contact: int, by: User, text: str) -> None:
    """Carry a message to the person by letter, neither address in it. She answers in her browser.

    Raises `NotDisclosed`, `InvalidMessage`, `TooMany`.
    """
    by, text = _now(by), _message(text)
    reached_by = Coordinates.objects.select_related("contact__structure").filter(pk=contact).first()
    if reached_by is None or disclosure.card(contact, viewer=by) is None:
        raise NotDisclosed
    limits.take([(WRITTEN, str(by.pk))])
    message = RelayedMessage.objects.create(contact=reached_by.contact, sender=by, text=text)
    emails.relayed(message, reached_by, by)
    journal.record("contact.relayed", reached_by.contact, by=by)


@transaction.atomic
def answer(*, message: int, text: str) -> None:
    """Carry her answer to the sender, and forget the message. Raises `InvalidMessage`, `AlreadyAnswered`,
    and `NotDisclosed` where the sender's account may no longer read the card."""
    text = _message(text)
    row = RelayedMessage.objects.select_for_update().select_related("contact__structure").get(pk=message)
    if row.answered_at or not row.text:
        raise AlreadyAnswered
    card = disclosure.card(row.contact_id, viewer=_now(row.sender)) if row.sender else None
    if row.sender is None or card is None:
        raise NotDisclosed
    RelayedMessage.objects.filter(pk=message).update(answered_at=timezone.now(), text="")
    emails.answered(row.sender, who=card.name, structure=card.structure, text=text)
    journal.record("contact.answered", row.contact)


@transaction.atomic
def send_link(*, contact: int) -> None:
    """Send the person the link to her card again. Raises `Objected`, `TooMany`."""
    reached_by = _locked(contact)
    limits.take([(BY_HERSELF, str(contact))])
    emails.link(reached_by)


@transaction.atomic
def forget_person(*, email: str = "", user: User | None = None, by: User | None = None) -> int:
    """Erase every card of a person, and who she was as a reader of others': how many cards.

    Her objections stay, as keyed marks: erased, they would let her be named again.
    """
    rows = [row.contact for row in queries.concerning(email=email, user=user).select_for_update(of=("self",))]
    journal.record_all("contact.forgotten", [(row, {}) for row in rows], by=by)
    Contact.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if user is not None:
        Reveal.objects.filter(viewer=user).update(viewer=None)
        RelayedMessage.objects.filter(sender=user).update(sender=None, text="")
    return len(rows)


@transaction.atomic
def sweep(*, now: datetime) -> tuple[int, int]:
    """Forget the texts of messages nobody has answered in 90 days, and openings after a year: how many."""
    texts = RelayedMessage.objects.filter(at__lt=now - ANSWERABLE).exclude(text="").update(text="")
    openings, _kinds = Reveal.objects.filter(at__lt=now - OPENINGS_KEPT).delete()
    return texts, openings


@transaction.atomic
def _revealed(contact: int, by: User, field: Field) -> str:
    # The row is locked: of an objection and an opening at the same time, one comes first.
    row = Contact.objects.select_for_update().filter(pk=contact).first()
    card = disclosure.card(contact, viewer=by, revealed={field}) if row else None
    part = card.part(field) if card else None
    if row is None or part is None or part.state != State.SHOWN:
        raise NotDisclosed
    latest = Reveal.objects.filter(contact=row, viewer=by, field=field, at__gt=timezone.now() - DAY)
    if not latest.exists():
        if not by.is_staff:
            limits.take([(openings_a_day(), str(by.pk))])
        Reveal.objects.create(contact=row, viewer=by, field=field)
    return part.value


def openings_a_day() -> Limit:
    """How many parts of cards one account may open in a day: a setting of the territory."""
    return Limit("contact.reveal", instance.current().participation.reveals_a_day, DAY)


@transaction.atomic
def _alert(contact: int, by: User) -> None:
    """Once a day for each account: whoever goes on asking does not fill the journal."""
    try:
        limits.take([(ALERTED, str(by.pk))])
    except TooMany:
        return
    row = Contact.objects.get(pk=contact)
    journal.record("contact.limit", row, by=by, details={"most": openings_a_day().most})


def _now(user: User) -> User:
    """The account as it now is: what the caller holds may have been refused meanwhile."""
    return User.objects.get(pk=user.pk)


def _locked(contact: int) -> Coordinates:
    """The card with what reaches her, which nobody else writes before the end. Raises `NotDisclosed`."""
    rows = Coordinates.objects.select_for_update(of=("self", "contact"))
    reached_by = rows.select_related("contact__structure").filter(pk=contact).first()
    if reached_by is None:
        raise NotDisclosed
    if reached_by.contact.objected_at is not None:
        raise Objected
    return reached_by


def _kept_by(contact: int, by: User) -> Coordinates:
    reached_by = _locked(contact)
    if not permissions.may_keep(_now(by), reached_by.contact.structure):
        raise NotAllowed
    return reached_by


def _checked(person: Person) -> Person:
    person = person.tidy()
    if problems := person.problems():
        raise InvalidPerson(problems)
    return person


def _not_refused(email: str, structure: Organisation) -> None:
    if has_refused(email, structure):
        raise Objected


def _write(reached_by: Coordinates, person: Person) -> None:
    """Another address gets a link of its own, is told that it is named, and the former one that it is not."""
    former, contact = reached_by.email, reached_by.contact
    values = words_of(person)
    if person.email != former:
        _not_refused(person.email, contact.structure)
        reached_by.seal = new_seal()
        values |= {"told_at": timezone.now(), "user": _account_at(person.email)}
    reached_by.email, reached_by.telephone = person.email, person.telephone
    reached_by.save()
    for name, value in values.items():
        setattr(contact, name, value)
    contact.save(update_fields=list(values))
    if person.email != former:
        emails.named(reached_by, mentions(contact.pk))
        emails.replaced(contact, former=former)


def _show_so_elsewhere(reached_by: Coordinates, email: str) -> None:
    """Her other cards of this structure, of which she has said nothing, are shown as she has just chosen."""
    structure = reached_by.contact.structure
    choice = choices.choice_of(email, structure)
    others = Coordinates.objects.filter(email=email, contact__structure=structure, contact__chosen_at=None)
    for other in others.exclude(pk=reached_by.pk).select_related("contact__structure"):
        _write(other, choices.held(person_of(other.contact, other), choice))
        Contact.objects.filter(pk=other.contact.pk).update(chosen_at=choice.chosen_at if choice else None)


def _begin_anew(contact: Contact, person: Person) -> Person:
    """Who had opened the former person's card and written to her is not for whoever comes in her place."""
    contact.reveals.all().delete()
    contact.messages.all().delete()
    choice = choices.choice_of(person.email, contact.structure)
    contact.chosen_at = choice.chosen_at if choice else None
    contact.save(update_fields=["chosen_at"])
    return choices.held(person, choice)


def _account_at(email: str) -> User | None:
    """The validated account at this address: only such a one is known to be hers."""
    return User.objects.filter(email=email, is_active=True, validated_at__isnull=False).first()


def _count_letter(by: User) -> None:
    if not by.is_staff:
        limits.take([(NAMED, str(by.pk))])


def _message(text: str) -> str:
    """The text as it is carried. Raises `InvalidMessage`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise InvalidMessage(_("Write your message."))
    if len(text) > LONGEST_MESSAGE:
        told = _("Your message has %(count)d characters; %(most)d fit. Shorten it.")
        raise InvalidMessage(told % {"count": len(text), "most": LONGEST_MESSAGE})
    if NO_TEXT.search(text):
        raise InvalidMessage(_("The message holds a character that no text holds. Type it again."))
    return text
