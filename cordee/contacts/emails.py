"""Letters about cards: you are named, your card changed, somebody writes to you, she answers."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.contacts import links, queries
from cordee.contacts.mentions import Mention
from cordee.contacts.models import Contact, Coordinates, RelayedMessage
from cordee.core.addresses import absolute
from cordee.ui import letters
from cordee.ui.letters import Facts, Letter, Link, Paragraph, Part, Quote


def named(reached_by: Coordinates, where: Sequence[Mention]) -> None:
    """Tell her that she is named, where and by whom, and where she may object."""

    def write() -> Letter:
        structure, site = reached_by.contact.structure.name, _site()
        parts: list[Part] = [
            Paragraph(
                _(
                    "%(structure)s has named you as a contact on %(site)s, the platform of the international"
                    " action of the territory."
                )
                % {"structure": structure, "site": site}
            ),
            *(_mentioned(mention) for mention in where),
            Paragraph(
                _(
                    "The public does not see your name. Accounts that the team has verified do; your e-mail"
                    " address and telephone number are opened one by one, and you can see by whom."
                )
            ),
            Paragraph(
                _(
                    "On your page you can read what is kept of you, correct it, choose who sees it, or"
                    " object. No account is needed; keep this link to yourself."
                )
            ),
            Link(_("See my card"), absolute(links.to_card(reached_by))),
        ]
        return Letter(_("You are named as a contact on %(site)s") % {"site": site}, parts, _why(structure))

    _to_person(reached_by, write)


def changed(reached_by: Coordinates) -> None:
    """Tell her that the structure has changed what it says of her."""

    def write() -> Letter:
        structure, site = reached_by.contact.structure.name, _site()
        told = _("%(structure)s has changed the card that names you on %(site)s.")
        parts: list[Part] = [
            Paragraph(told % {"structure": structure, "site": site}),
            Link(_("See my card"), absolute(links.to_card(reached_by))),
        ]
        return Letter(_("Your card on %(site)s has changed") % {"site": site}, parts, _why(structure))

    _to_person(reached_by, write)


def link(reached_by: Coordinates) -> None:
    """The link to her card again, to her address alone: a message may have been handed on to somebody."""

    def write() -> Letter:
        structure, site = reached_by.contact.structure.name, _site()
        told = _(
            "Here is the link to your card on %(site)s. Keep it to yourself: it opens without a password."
        )
        parts: list[Part] = [
            Paragraph(told % {"site": site}),
            Link(_("See my card"), absolute(links.to_card(reached_by))),
        ]
        return Letter(_("Your card on %(site)s") % {"site": site}, parts, _why(structure))

    _to_person(reached_by, write)


def replaced(contact: Contact, *, former: str) -> None:
    """Tell the former address that another has taken its place: without a link, which it may open no more."""

    def write() -> Letter:
        structure, site = contact.structure.name, _site()
        told = _(
            "A card of %(structure)s on %(site)s held this e-mail address. Another address has taken its"
            " place: the links that you received earlier no longer work. If this is a mistake, write"
            " to the team."
        )
        parts: list[Part] = [Paragraph(told % {"structure": structure, "site": site})]
        return Letter(
            _("Your address has been replaced on %(site)s") % {"site": site}, parts, _why(structure)
        )

    letters.send(write, to=former, languages=_languages(contact))


def objected(contact: Contact, *, address: str, emptied: Coordinates) -> None:
    """Acknowledge her objection, the last thing that is written to her."""

    def write() -> Letter:
        structure, site = contact.structure.name, _site()
        told = _(
            "Your objection is recorded: %(site)s has erased what %(structure)s had said of you, and"
            " %(structure)s cannot name you there again at this address."
        )
        parts: list[Part] = [
            Paragraph(told % {"structure": structure, "site": site}),
            Paragraph(_("Should you change your mind, take your objection back on the same page.")),
            Link(_("My objection"), absolute(links.to_card(emptied))),
        ]
        return Letter(_("You are no longer named on %(site)s") % {"site": site}, parts, _why(structure))

    letters.send(write, to=address, languages=_languages(contact))


def relayed(message: RelayedMessage, reached_by: Coordinates, sender: User) -> None:
    """Carry a message to the person: neither address is in it."""

    def write() -> Letter:
        parts: list[Part] = [
            Paragraph(
                _(
                    "A person whose account the team of %(site)s has verified writes to you through the"
                    " platform. She does not know your address from us; you do not see hers."
                )
                % {"site": _site()}
            ),
            Facts(_who(sender)),
            Quote(message.text),
            Paragraph(_("Do not reply to this letter: answer in your browser, with the link below.")),
            Link(_("Answer"), absolute(links.to_message(message, reached_by))),
            Paragraph(_("There you can also ask for the link to your card, to change it or to object.")),
        ]
        subject = _("%(who)s writes to you through %(site)s") % {"who": _named(sender), "site": _site()}
        return Letter(subject, parts, _why(reached_by.contact.structure.name))

    _to_person(reached_by, write)


def answered(sender: User, *, who: str, structure: str, text: str) -> None:
    """Carry the answer back; `who` is empty where her name is not for the sender."""

    def write() -> Letter:
        name = who or _("The contact of %(structure)s") % {"structure": structure}
        parts: list[Part] = [
            Paragraph(
                _("%(who)s has answered the message that you sent through the platform.") % {"who": name}
            ),
            Quote(text),
            Paragraph(_("Do not reply to this letter. To go on, write again from the page of the action.")),
        ]
        why = _("You receive this letter because you wrote to a contact on %(site)s.") % {"site": _site()}
        return Letter(_("%(who)s has answered you") % {"who": name}, parts, why)

    letters.send(write, to=sender.email, languages=[sender.language])


def _mentioned(mention: Mention) -> Part:
    return Link(mention.title, absolute(mention.path)) if mention.path else Paragraph(mention.title)


def _to_person(reached_by: Coordinates, write: Callable[[], Letter]) -> None:
    letters.send(write, to=reached_by.email, languages=_languages(reached_by.contact))


def _languages(contact: Contact) -> list[str]:
    """The language that she has chosen where she has an account, else all of the territory's."""
    return [contact.user.language] if contact.user else []


def _site() -> str:
    return str(settings.TERRITORY.name_in(get_language() or settings.LANGUAGE_CODE))


def _named(user: User) -> str:
    return queries.name_of(user) or _("A verified account")


def _who(user: User) -> list[tuple[str, str]]:
    lines = [
        (_("Sent by"), _named(user)),
        (_("Function"), user.function),
        (_("Structure"), ", ".join(queries.structures_of(user))),
    ]
    return [(name, value) for name, value in lines if value]


def _why(structure: str) -> str:
    told = _("You receive this letter because %(structure)s has given your address as that of a contact.")
    return told % {"structure": structure}
