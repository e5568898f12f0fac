"""Signed links for who has no account: to her own card, and to a message that she may answer.

They live as long as the seal of the card: until she gets another address, or the card is gone. A link to a
message ends besides when it is answered, or with the message's text.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from cordee.contacts.models import Coordinates, RelayedMessage

ANSWERABLE = timedelta(days=90)
_CARD, _ANSWER = "cordee.contacts.card", "cordee.contacts.answer"
_LONGEST = 300


class DeadLink(Exception):
    """Nothing is behind this link any more, or it was never ours."""


def to_card(reached_by: Coordinates) -> str:
    """The path of the page where she sees her card, in the language that is active."""
    return reverse("contact", args=[_signed(_CARD, reached_by.pk, reached_by.seal)])


def to_message(message: RelayedMessage, reached_by: Coordinates) -> str:
    """The path of the page where she answers the message."""
    return reverse("contact-answer", args=[_signed(_ANSWER, message.pk, reached_by.seal)])


def card_behind(token: str) -> Coordinates:
    """The card that this link opens. Raises `DeadLink`."""
    number, seal = _read(token, _CARD)
    found = Coordinates.objects.select_related("contact__structure").filter(pk=number, seal=seal).first()
    if found is None:
        raise DeadLink
    return found


def message_behind(token: str) -> RelayedMessage:
    """The message that this link lets her answer, answered already or not. Raises `DeadLink`."""
    number, seal = _read(token, _ANSWER)
    young = RelayedMessage.objects.filter(at__gt=timezone.now() - ANSWERABLE)
    found = young.select_related("contact__structure", "sender").filter(pk=number).first()
    if found is None or not Coordinates.objects.filter(pk=found.contact_id, seal=seal).exists():
        raise DeadLink
    return found


def _signed(salt: str, number: int, seal: str) -> str:
    return signing.Signer(salt=salt).sign_object([number, seal])


def _read(token: str, salt: str) -> tuple[Any, Any]:
    if len(token) > _LONGEST:
        raise DeadLink
    try:
        number, seal = signing.Signer(salt=salt).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise DeadLink from error
    return number, seal
