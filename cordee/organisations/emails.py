"""What people are told of their place in a structure. Each letter is written in its reader's language."""

from collections.abc import Callable

from django.utils import formats
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.core import addresses
from cordee.organisations.enums import Kind, MembershipRole
from cordee.organisations.models import Invitation, Membership, Remit
from cordee.territory import instance
from cordee.ui import letters
from cordee.ui.letters import Facts, Letter, Link, Paragraph, Part, Quote

INVITATION = "/espace/invitation/%s/"


def requested(membership: Membership) -> None:
    """To her who asked: it is noted, and who will answer."""

    def write() -> Letter:
        name = membership.organisation.name
        said = _(
            "You have asked to take part in the name of “%(structure)s”. Your request is with the team, which"
            " will answer you by e-mail."
        ) % {"structure": name}
        parts: list[Part] = [Paragraph(said)]
        if membership.reason:
            parts += [Paragraph(_("You wrote:")), Quote(membership.reason)]
        subject = _("Your request for “%(structure)s”") % {"structure": name}
        return Letter(subject, [*parts, letters.to_space()], letters.of_account())

    _to_member(membership, write)


def approved(membership: Membership) -> None:
    """To her who asked or was invited: she is in."""

    def write() -> Letter:
        said = {
            "structure": membership.organisation.name,
            "role": membership.get_role_display(),
        }
        welcome = _("You now belong to “%(structure)s”, as its %(role)s.") % said
        can = _("What you publish in its name appears on the site with its name.")
        subject = _("Welcome to “%(structure)s”") % said
        return Letter(subject, [Paragraph(welcome), Paragraph(can), letters.to_space()], letters.of_account())

    _to_member(membership, write)


def refused(membership: Membership) -> None:
    """To her who asked: no, and why."""

    def write() -> Letter:
        said = {"structure": membership.organisation.name}
        parts: list[Part] = [
            Paragraph(_("Your request for “%(structure)s” was not accepted. The reason given is:") % said),
            Quote(membership.decision_reason),
            Paragraph(_("If something has changed or was not understood, you may ask again and say so.")),
        ]
        subject = _("Your request for “%(structure)s” was not accepted") % said
        return Letter(subject, [*parts, letters.to_space()], letters.of_account())

    _to_member(membership, write)


def ended(membership: Membership) -> None:
    """To her who belonged: no longer, and why where it was said."""

    def write() -> Letter:
        said = {"structure": membership.organisation.name}
        gone = _(
            "You no longer belong to “%(structure)s” on this site. What you have published in its name stays"
            " with it; your account is still there."
        )
        parts: list[Part] = [Paragraph(gone % said)]
        if membership.end_reason:
            parts += [Paragraph(_("The reason given is:")), Quote(membership.end_reason)]
        subject = _("You no longer belong to “%(structure)s”") % said
        return Letter(subject, [*parts, letters.to_space()], letters.of_account())

    _to_member(membership, write)


def role_changed(membership: Membership) -> None:
    """To her who belongs: somebody gave her another role there; what it means, whom to ask."""

    def write() -> Letter:
        said = {"structure": membership.organisation.name, "role": membership.get_role_display()}
        now = _("In “%(structure)s” you are now %(role)s.") % said
        if membership.role == MembershipRole.REFERENT:
            means = _("You keep the sheet of the structure, and invite its people.")
        else:
            means = _("You still publish in its name. Its referents look after its own sheet and its people.")
        subject = _("Your role in “%(structure)s” has changed") % said
        return Letter(
            subject,
            [Paragraph(now), Paragraph(means), letters.ask_the_team(), letters.to_space()],
            letters.of_account(),
        )

    _to_member(membership, write)


def remit_set(remit: Remit) -> None:
    """To an animator: what she looks after from now on."""
    reader: User = remit.user

    def write() -> Letter:
        kinds = ", ".join(str(Kind(code).label) for code in remit.kinds)
        communes = ", ".join(instance.current().communes[code].name for code in remit.communes)
        facts = Facts(
            [
                (_("Kinds of structure"), kinds or _("all kinds")),
                (_("Communes"), communes or _("all communes")),
            ]
        )
        said = _("An administrator has shared out the work of the team: this is what you now look after.")
        subject = _("What you look after has changed")
        return Letter(
            subject,
            [Paragraph(said), facts, letters.ask_the_team(), letters.to_space()],
            letters.of_account(),
        )

    if reader.is_active:
        letters.send(write, to=reader.email, languages=[reader.language])


def asked_to_take_over(membership: Membership) -> None:
    """To the eldest member: nobody answers for the structure any more; will she?"""

    def write() -> Letter:
        said = {"structure": membership.organisation.name}
        asked = _(
            "“%(structure)s” has no referent any more. You are the one who has belonged to it the longest:"
            " would you take over? A referent keeps the sheet of the structure, and invites its people."
        )
        link = letters.to_space(_("Answer in your space"))
        subject = _("Will you answer for “%(structure)s”?") % said
        return Letter(subject, [Paragraph(asked % said), link], letters.of_account())

    _to_member(membership, write)


def invited(invitation: Invitation, token: str) -> None:
    """To an address: who invites, into what, until when. The only place where the token is ever written."""

    def write() -> Letter:
        said = {"structure": invitation.organisation.name, "person": invitation.invited_by.get_full_name()}
        come = _("%(person)s invites you to take part in the name of “%(structure)s”.") % said
        until = formats.date_format(invitation.expires_at, "DATE_FORMAT")
        facts = Facts(
            [
                (_("Structure"), invitation.organisation.name),
                (_("Your role"), invitation.get_role_display()),
                (_("Valid until"), until),
            ]
        )
        bound = _("The invitation works once, for an account with the address that this letter came to.")
        link = Link(_("Read the invitation"), addresses.page(INVITATION % token))
        why = _(
            "You receive this letter because somebody has typed your address. If you know nobody there,"
            " leave it: nothing happens."
        )
        subject = _("An invitation from “%(structure)s”") % said
        return Letter(subject, [Paragraph(come), facts, link, Paragraph(bound)], why)

    letters.send(write, to=invitation.email)


def _to_member(membership: Membership, write: Callable[[], Letter]) -> None:
    """A closed account receives nothing more."""
    reader: User = membership.user
    if reader.is_active:
        letters.send(write, to=reader.email, languages=[reader.language])
