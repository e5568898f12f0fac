"""Letters about the end of an account: it comes near, it has come, or the job that brings it is held."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cordee.accounts.enums import Cause
from cordee.accounts.models import User
from cordee.core.addresses import absolute
from cordee.ui.letters import Letter, Link, Paragraph, of_account, send


def inactive(user: User, *, last: date, ends: date) -> None:
    """To who has not come for long: when her account ends, and that one visit keeps it."""

    def letter() -> Letter:
        days = {"last": date_format(last, "DATE_FORMAT"), "ends": date_format(ends, "DATE_FORMAT")}
        door = Link(_("Sign in and keep my account"), absolute(reverse("account_login")))
        if user.is_staff:
            return Letter(_("You have not come for long"), [*_team_unseen(days), door], of_account())
        return Letter(
            _("Your account will be erased"),
            [
                Paragraph(
                    _(
                        "You have not signed in since %(last)s. Accounts that nobody uses are not kept: yours"
                        " will be erased on %(ends)s, with what it says of you."
                    )
                    % days
                ),
                Paragraph(_("To keep it, sign in once before that day: nothing else is asked of you.")),
                door,
                Paragraph(
                    _(
                        "If you do nothing, what your structures have published stays with them, without your"
                        " name. You may also take your data away, or erase the account now, on your page"
                        " “My data”."
                    )
                ),
            ],
            of_account(),
        )

    send(letter, to=user.email, languages=[user.language])


def farewell(*, to: str, language: str, cause: Cause) -> None:
    """The last letter: the account is erased, and why."""
    send(lambda: _farewell(cause), to=to, languages=[language])


def held(administrator: User, *, reason: str, concerned: int) -> None:
    """To an administrator: the job that ends unused accounts has stopped itself."""

    def letter() -> Letter:
        said = _REASONS[reason]() % {"count": concerned}
        return Letter(
            _("Unused accounts: the job has stopped itself"),
            [
                Paragraph(said),
                Paragraph(
                    _(
                        "Nobody was warned or erased. Look at the clock of the server and at the numbers,"
                        " with the command “cordee inactivity --dry-run”; if they are right, the command"
                        " “cordee inactivity --release” lets the job run once."
                    )
                ),
            ],
            of_account(),
        )

    send(letter, to=administrator.email, languages=[administrator.language])


_REASONS: Mapping[str, Callable[[], str]] = {
    "late": lambda: _(
        "The last run of the daily job that warns and erases unused accounts is more than two days away:"
        " the clock may be wrong."
    ),
    "many": lambda: _(
        "The daily job that warns and erases unused accounts would touch %(count)d accounts at once:"
        " that is more than it may."
    ),
}


def _farewell(cause: Cause) -> Letter:
    causes = {
        Cause.OWN: _("You have asked for it: your account is erased."),
        Cause.INACTIVITY: _("Nobody had come for long, as our last letter said: your account is erased."),
        Cause.AGAIN: _(
            "Your account had been erased. A backup that was put back had brought it back: it is erased"
            " again."
        ),
    }
    return Letter(
        _("Your account is erased"),
        [
            Paragraph(causes[cause]),
            Paragraph(
                _(
                    "Your name, addresses, contact details, drafts and messages are gone from the site."
                    " Backups still hold them for a while; what is put back from one is erased again."
                )
            ),
            Paragraph(_("What your structures have published stays with them, without your name.")),
        ],
        _("This is the last letter that you receive about this account. You may ask for a new one any day."),
    )


def _team_unseen(days: Mapping[str, str]) -> list[Paragraph]:
    return [
        Paragraph(
            _("You have not signed in since %(last)s. Your account opens what others may not see.") % days
        ),
        Paragraph(
            _(
                "Accounts of the team are not erased by themselves. If you have left it, tell an"
                " administrator, or erase your account on your page “My data”."
            )
        ),
    ]
