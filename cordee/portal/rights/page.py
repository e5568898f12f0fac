"""What her page says that is kept of her, in sentences with counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.accounts import closing
from cordee.accounts.models import User
from cordee.accounts.operations import LastAdministrator
from cordee.core import limits
from cordee.portal.rights import collecting
from cordee.territory import instance


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """The page: what is kept, how many exports are left today, after how many months an account ends."""

    sentences: list[str]
    exports_left: int
    inactive_months: int
    is_team: bool


def build(user: User) -> MyData:
    """What is kept of this person now."""
    found = collecting.counts(user)
    sentences = [say(found[name]) % {"number": found[name]} for name, say in SENTENCES.items() if found[name]]
    return MyData(
        sentences=[_account(user), *sentences],
        exports_left=limits.left(collecting.EXPORTS, str(user.pk)),
        inactive_months=instance.current().participation.inactive_months,
        is_team=user.is_staff,
    )


def is_last_administrator(user: User) -> bool:
    """The site would be left without anybody who may administer it."""
    try:
        closing.require_may_close(user)
    except LastAdministrator:
        return True
    return False


def _account(user: User) -> str:
    return _(
        "Your account: your name, your function, your language, the address %(address)s, when it was opened,"
        " decided on and used last, the terms that you have accepted."
    ) % {"address": user.email}


SENTENCES: Final[dict[str, Callable[[int], str]]] = {
    "memberships": lambda n: ngettext(
        "One place in a structure, with what you wrote to ask for it and what was decided.",
        "%(number)d places in structures, with what you wrote to ask for them and what was decided.",
        n,
    ),
    "invitations_sent": lambda n: ngettext(
        "One invitation that you sent.", "%(number)d invitations that you sent.", n
    ),
    "invitations_received": lambda n: ngettext(
        "One invitation that was sent to you.", "%(number)d invitations that were sent to you.", n
    ),
    "remit": lambda _n: _("What you look after as an animator: kinds of structure, communes."),
    "cards": lambda n: ngettext(
        "One contact card that names you.", "%(number)d contact cards that name you.", n
    ),
    "openings": lambda n: ngettext(
        "One opening of your e-mail address or telephone number by somebody else, in the last year.",
        "%(number)d openings of your e-mail address or telephone number by others, in the last year.",
        n,
    ),
    "opened": lambda n: ngettext(
        "One opening of somebody else’s details by you, which that person sees.",
        "%(number)d openings of other people’s details by you, which those people see.",
        n,
    ),
    "refusals": lambda n: ngettext(
        "One objection of yours to being named, without your details.",
        "%(number)d objections of yours to being named, without your details.",
        n,
    ),
    "choices": lambda n: ngettext(
        "One choice of what the cards of a structure show of you.",
        "%(number)d choices of what the cards of structures show of you.",
        n,
    ),
    "messages_sent": lambda n: ngettext(
        "One message that the site carried for you.", "%(number)d messages that the site carried for you.", n
    ),
    "drafts": lambda n: ngettext(
        "One draft, which you alone read.", "%(number)d drafts, which you alone read.", n
    ),
    "sheets": lambda n: ngettext(
        "One action sheet that you began.", "%(number)d action sheets that you began.", n
    ),
    "reports": lambda n: ngettext(
        "One report that you made on a sheet.", "%(number)d reports that you made on sheets.", n
    ),
    "reports_settled": lambda n: ngettext(
        "One answer that you gave to a report.", "%(number)d answers that you gave to reports.", n
    ),
    "confirmations_asked": lambda n: ngettext(
        "One confirmation that you asked a structure for.",
        "%(number)d confirmations that you asked structures for.",
        n,
    ),
    "parts_confirmed": lambda n: ngettext(
        "One part in an action that you confirmed for a structure.",
        "%(number)d parts in actions that you confirmed for structures.",
        n,
    ),
    "reader_of": lambda n: ngettext(
        "One sheet that names you among its readers.",
        "%(number)d sheets that name you among their readers.",
        n,
    ),
    "files": lambda n: ngettext(
        "One image or document that you sent.", "%(number)d images or documents that you sent.", n
    ),
    "notes": lambda n: ngettext(
        "One note of the team about you, which your file shows.",
        "%(number)d notes of the team about you, which your file shows.",
        n,
    ),
    "notes_written": lambda n: ngettext(
        "One note that you wrote for the team.", "%(number)d notes that you wrote for the team.", n
    ),
    "addresses": lambda n: ngettext(
        "One other e-mail address of your account, which you asked for or had.",
        "%(number)d other e-mail addresses of your account, which you asked for or had.",
        n,
    ),
    "sessions": lambda n: ngettext(
        "One browser in which you are signed in.", "%(number)d browsers in which you are signed in.", n
    ),
    "second_factors": lambda n: ngettext(
        "One second factor, passkey or set of recovery codes.",
        "%(number)d second factors, passkeys or sets of recovery codes.",
        n,
    ),
    "other_sites": lambda n: ngettext(
        "One other site that opens your account.", "%(number)d other sites that open your account.", n
    ),
    "letters": lambda n: ngettext(
        "One letter written to you: when, about what, and whether it left.",
        "%(number)d letters written to you: when, about what, and whether they left.",
        n,
    ),
    "acts": lambda n: ngettext(
        "One line of the journal about what you did here.",
        "%(number)d lines of the journal about what you did here.",
        n,
    ),
}
