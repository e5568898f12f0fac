"""Letters about sheets: what was decided, what a structure is asked, what became of a report."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.accounts.models import User
from cordee.actions import queries
from cordee.actions.models import Action, CoLead, Draft
from cordee.core.addresses import page
from cordee.ui import letters
from cordee.ui.letters import Letter, Link, Paragraph, Part, Quote

SHEET = "/espace/actions/{slug}/"
"""Where who keeps a sheet, or was named on it, finds how it stands and what she may do."""
DRAFT = "/espace/brouillons/{number}/"
"""Where what was not published is written on."""
CONFIRMATION = "/confirmation/{token}/"
"""Where a structure answers without an account."""


def approved(action: Action, *, to: User) -> None:
    """What its author handed in is public."""
    _to_author(
        action,
        to,
        gettext_lazy("“%(title)s” is published"),
        gettext_lazy("The team has approved what you wrote of “%(title)s”."),
    )


def refused(action: Action, reason: str, *, to: User, draft: Draft | None = None) -> None:
    """What its author handed in does not become public; an edit is her draft again."""
    _to_author(
        action,
        to,
        gettext_lazy("“%(title)s”: not published"),
        gettext_lazy("The team does not publish what you wrote of “%(title)s”. It gives this reason:"),
        reason,
        draft,
    )


def changes_requested(action: Action, reason: str, *, to: User) -> None:
    """Its author is asked to change something."""
    _to_author(
        action,
        to,
        gettext_lazy("“%(title)s”: please change something"),
        gettext_lazy("The team asks you to change something in “%(title)s”:"),
        reason,
    )


def withdrawn(action: Action, reason: str, *, to: User, draft: Draft | None = None) -> None:
    """What was public is so no more; the edit that waited is her draft again."""
    _to_author(
        action,
        to,
        gettext_lazy("“%(title)s” is withdrawn"),
        gettext_lazy(
            "The team has withdrawn “%(title)s” for this reason. You can correct it and hand it in again."
        ),
        reason,
        draft,
    )


def part_asked(*, action: Action, co_lead: CoLead, to: User) -> None:
    """Another structure says that hers carries the action too."""

    def write() -> Letter:
        names = {"title": _title(action, to.language), "lead": action.lead.name}
        names["structure"] = co_lead.organisation.name
        return Letter(
            subject=_("Does %(structure)s take part in “%(title)s”?") % names,
            parts=[
                Paragraph(
                    _(
                        "%(lead)s has written that %(structure)s carries the action “%(title)s” too. Say"
                        " whether it is so."
                    )
                    % names
                ),
                Link(_("Confirm or decline"), page(SHEET.format(slug=action.slug))),
            ],
            why=_("You receive this letter because you publish in the name of %(structure)s.") % names,
        )

    letters.send(write, to=to.email, languages=[to.language])


def confirmation_asked(*, action: Action, token: str, to: str, words: str = "") -> None:
    """A structure, which may have no account, is asked whether its sheet is right."""

    def write() -> Letter:
        names = {"title": _title(action, ""), "structure": action.lead.name}
        parts: list[Part] = [
            Paragraph(
                _(
                    "The platform shows an action of %(structure)s: “%(title)s”. Is it right? You can"
                    " confirm it, correct it or refuse it, without an account."
                )
                % names
            )
        ]
        parts += [Quote(words)] if words else []
        parts += [
            Link(_("Read it and answer"), page(CONFIRMATION.format(token=token))),
            Paragraph(_("This link holds for 60 days, and for one answer.")),
        ]
        return Letter(
            subject=_("%(structure)s: is this sheet right?") % names,
            parts=parts,
            why=_("You receive this letter because the team has written to %(structure)s here.") % names,
        )

    letters.send(write, to=to)


def report_settled(*, action: Action, reason: str, to: str | User, is_named: bool = True) -> None:
    """Who reported something reads what was done: at her account, or at the address that she left.

    `is_named`: whoever reads the letter may read the sheet's title.
    """
    account = to if isinstance(to, User) else None

    def write() -> Letter:
        title = _title(action, account.language if account else "")
        names = {"title": title if is_named else _("a sheet")}
        address = _("You receive this letter because you left this address with your message; it is deleted.")
        return Letter(
            subject=_("What became of your message on “%(title)s”") % names,
            parts=[
                Paragraph(_("You wrote to us about the sheet “%(title)s”. The team answers:") % names),
                Quote(reason),
            ],
            why=_("You receive this letter because you wrote to us of this sheet.") if account else address,
        )

    letters.send(
        write,
        to=account.email if account else str(to),
        languages=[account.language] if account else [],
    )


def _to_author(
    action: Action,
    to: User,
    subject: Promise,
    sentence: Promise,
    reason: str = "",
    draft: Draft | None = None,
) -> None:
    def write() -> Letter:
        names = {"title": _title(action, to.language)}
        parts: list[Part] = [Paragraph(str(sentence) % names)]
        parts += [Quote(reason)] if reason else []
        if draft:
            kept = _("Nothing that you wrote is lost: it is your draft again. Change it, then send it.")
            parts += [Paragraph(kept), Link(_("Go on with your text"), page(DRAFT.format(number=draft.pk)))]
        parts += [Link(_("See how it stands"), page(SHEET.format(slug=action.slug)))]
        return Letter(
            subject=str(subject) % names,
            parts=parts,
            why=_("You receive this letter because you wrote this sheet."),
        )

    letters.send(write, to=to.email, languages=[to.language])


def _title(action: Action, language: str) -> str:
    return queries.text_in(action, language).title
