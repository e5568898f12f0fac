"""What a card says, as one value: what whoever names a person writes, and what she may correct."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from cordee.contacts.enums import Reach, Side
from cordee.contacts.models import Contact, Coordinates
from cordee.core.fitting import misfits

_TELEPHONE = re.compile(r"\+?[0-9(][0-9 ().\-/]*")
_FEWEST_DIGITS = 5
_is_email = EmailValidator()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in charge. The e-mail address is not optional: by it she learns that she is named."""

    side: Side
    name: str
    email: str
    function: str = ""
    organisation: str = ""
    languages: str = ""
    telephone: str = ""
    name_for: Reach = Reach.VERIFIED
    email_for: Reach = Reach.VERIFIED
    telephone_for: Reach = Reach.VERIFIED

    def tidy(self) -> "Person":
        """The same without spaces around texts, the address in lower case."""
        said = {name: getattr(self, name).strip() for name in WORDS + REACHED_BY}
        return replace(self, **said | {"email": said["email"].lower()})

    def problems(self) -> dict[str, str]:
        """What keeps a part from being kept, in a sentence that says how to mend it, by part."""
        found: dict[str, str] = {}
        for name, sentence in self._problems():
            found.setdefault(name, sentence)
        return found

    def _problems(self) -> Iterator[tuple[str, str]]:
        if not self.name:
            yield "name", _("Give the name of the person.")
        try:
            _is_email(self.email)
        except ValidationError:
            yield "email", _("Give her e-mail address: she is told by it that she is named, and may object.")
        digits = sum(letter.isdigit() for letter in self.telephone)
        if self.telephone and not (_TELEPHONE.fullmatch(self.telephone) and digits >= _FEWEST_DIGITS):
            yield (
                "telephone",
                _("Write the telephone number with digits and spaces, such as +33 4 76 00 00 00."),
            )
        for name in WORDS + REACHED_BY:
            text, model = getattr(self, name), Contact if name in WORDS else Coordinates
            if "\n" in text or "\r" in text:
                yield name, _("Write this on one line.")
            for sentence in misfits(model, name, text):
                yield name, sentence
        for name in REACHES:
            if getattr(self, name) not in Reach.values:
                yield name, _("Choose who may see this: verified accounts, the structure or nobody.")
        if self.side not in Side.values:
            yield "side", _("Say whether the person is here or abroad.")


WORDS = ("name", "function", "organisation", "languages")
REACHED_BY = ("email", "telephone")
REACHES = ("name_for", "email_for", "telephone_for")
OF_THE_CARD = ("side", *WORDS, *REACHES)


def person_of(contact: Contact, reached_by: Coordinates) -> Person:
    """What the card now says."""
    said = {name: getattr(contact, name) for name in OF_THE_CARD}
    return Person(**said | {name: getattr(reached_by, name) for name in REACHED_BY})


def changed(before: Person, after: Person) -> list[str]:
    """The names of the parts that differ."""
    old, new = asdict(before), asdict(after)
    return [name for name in old if old[name] != new[name]]


def words_of(person: Person) -> dict[str, Any]:
    """The parts that are columns of `Contact`."""
    return {name: getattr(person, name) for name in OF_THE_CARD}
