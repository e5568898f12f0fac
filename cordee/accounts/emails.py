"""Letters about one's account: what the sign-in library has to say, in our words.

The library names each by a path; one that we do not know is refused loudly rather than sent in its words.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.ui.letters import (
    Code,
    Letter,
    Link,
    Paragraph,
    Part,
    ask_the_team,
    of_account,
    send,
    to_space,
)

Said = Mapping[str, Any]


def write(name: str, *, to: str, language: str, said: Said) -> None:
    """Send the letter that the library calls `name`. KeyError for one that does not exist."""
    letter = _LETTERS[name]
    send(lambda: letter(said), to=to, languages=[language])


def office_changed(user: User) -> None:
    """To whom somebody gave an office, or took one from her: what she may do now, and whom to ask."""
    what = _office_of(user)

    def letter() -> Letter:
        means = {
            "administrator": _("You are now an administrator: you decide on everything, and give offices."),
            "animator": _("You are now an animator: you decide on people and on sheets, at the team’s desk."),
            "reader": _("You are now a reader: you see what verified accounts see, and publish nothing."),
            "": _("You hold no office on this site any more. Your account is still there."),
        }
        protect = _("At your next visit you sign in again; the team also asks for a second factor.")
        parts: list[Part] = [Paragraph(means[what])]
        parts += [Paragraph(protect)] if user.is_staff else []
        parts += [ask_the_team(), to_space()]
        return Letter(_("What you may do on this site has changed"), parts, of_account())

    if user.is_active:
        send(letter, to=user.email, languages=[user.language])


def _office_of(user: User) -> str:
    if user.is_superuser:
        return "administrator"
    if user.is_staff:
        return "animator"
    return "reader" if user.is_reader else ""


def _address(name: str) -> str:
    return settings.SITE_URL + reverse(name)


def _why() -> str:
    return _("You receive this letter because your address was given on this site.")


def _ignore() -> Paragraph:
    return Paragraph(_("If you did not ask for it, do nothing: nothing happens without this code."))


def _confirmation(said: Said) -> Letter:
    return Letter(
        _("Your code to confirm your address"),
        [
            Paragraph(_("Type this code in the page that waits for it. It holds for half an hour.")),
            Code(said["code"]),
            _ignore(),
        ],
        _why(),
    )


def _sign_in(said: Said) -> Letter:
    return Letter(
        _("Your code to sign in"),
        [
            Paragraph(_("Type this code in the page that waits for it. It holds for a quarter of an hour.")),
            Code(said["code"]),
            _ignore(),
        ],
        _why(),
    )


def _reset(said: Said) -> Letter:
    return Letter(
        _("Your code for a new password"),
        [
            Paragraph(_("Type this code in the page that waits for it. It holds for a quarter of an hour.")),
            Code(said["code"]),
            _ignore(),
        ],
        _why(),
    )


def _already_there(_said: Said) -> Letter:
    return Letter(
        _("You already have an account"),
        [
            Paragraph(
                _("Somebody, perhaps you, has just asked for an account with this address: it has one.")
            ),
            Paragraph(
                _("If you have forgotten your password, choose another one; a code also signs you in.")
            ),
            *_by_another_site(),
            Link(_("Sign in"), _address("account_login")),
            Link(_("Choose another password"), _address("account_reset_password")),
        ],
        _why(),
    )


def _by_another_site() -> list[Paragraph]:
    """What somebody reads whom another site has just sent, where there is one."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    return [
        Paragraph(
            _(
                "If you came through another site: sign in here first, then connect that site on your page"
                " «Security». From then on it opens your account."
            )
        )
    ]


def _unknown(_said: Said) -> Letter:
    return Letter(
        _("No account has this address"),
        [
            Paragraph(
                _("Somebody, perhaps you, has tried to enter this site with this address. No account has it.")
            ),
            Paragraph(_("You may have used another address. You may also ask for an account.")),
            Link(_("Ask for an account"), _address("account_signup")),
        ],
        _why(),
    )


def _changed(said: Said) -> Letter:
    return Letter(
        _("Your address was changed"),
        [
            Paragraph(
                _("Your account now has the address %(address)s. This old one no longer opens it.")
                % {"address": said["to_email"]}
            ),
            _alarm(),
        ],
        _why(),
    )


def _notice(subject: Callable[[], str], sentence: Callable[[], str]) -> Callable[[Said], Letter]:
    def letter(_said: Said) -> Letter:
        return Letter(subject(), [Paragraph(sentence()), _alarm(), _door()], _why())

    return letter


def _alarm() -> Paragraph:
    return Paragraph(
        _("If it was not you, write to the team at once: %(address)s.")
        % {"address": settings.TERRITORY.email}
    )


def _door() -> Link:
    return Link(_("See how my account is protected"), _address("mfa_index"))


_LETTERS: dict[str, Callable[[Said], Letter]] = {
    "account/email/email_confirmation": _confirmation,
    "account/email/email_confirmation_signup": _confirmation,
    "account/email/login_code": _sign_in,
    "account/email/password_reset_code": _reset,
    "account/email/account_already_exists": _already_there,
    "account/email/unknown_account": _unknown,
    "account/email/email_changed": _changed,
    "account/email/password_changed": _notice(
        lambda: _("Your password was changed"), lambda: _("The password of your account was changed.")
    ),
    "account/email/password_set": _notice(
        lambda: _("You now have a password"), lambda: _("A password was given to your account.")
    ),
    "account/email/password_reset": _notice(
        lambda: _("Your password was changed"),
        lambda: _("The password of your account was changed with a code sent to you."),
    ),
    "mfa/email/totp_activated": _notice(
        lambda: _("Codes of an application protect your account"),
        lambda: _("From now on, signing in also asks for a code of your application."),
    ),
    "mfa/email/totp_deactivated": _notice(
        lambda: _("Codes of an application no longer protect your account"),
        lambda: _("Signing in no longer asks for a code of your application."),
    ),
    "mfa/email/recovery_codes_generated": _notice(
        lambda: _("You have new recovery codes"),
        lambda: _("Your former recovery codes no longer open anything."),
    ),
    "mfa/email/webauthn_added": _notice(
        lambda: _("A passkey opens your account"),
        lambda: _("A passkey or security key was added to your account."),
    ),
    "mfa/email/webauthn_removed": _notice(
        lambda: _("A passkey was taken away"),
        lambda: _("A passkey or security key no longer opens your account."),
    ),
    "socialaccount/email/account_connected": _notice(
        lambda: _("Another site opens your account"),
        lambda: _("From now on you may also sign in through another site."),
    ),
    "socialaccount/email/account_disconnected": _notice(
        lambda: _("Another site no longer opens your account"),
        lambda: _("Signing in through another site was taken away from your account."),
    ),
}
