"""Codes of applications, made here: for demonstration accounts, whose owner has no telephone at hand."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings

from cordee.accounts.models import User

_PERIOD = 30  # seconds for which a code is shown


def set_up(user: User) -> None:
    """The account asks for a code from now on."""
    TOTP.activate(user, generate_totp_secret())


def present(email: str) -> str | None:
    """The code that the account's application shows now; None where it has none. As `of`."""
    factor = Authenticator.objects.filter(user__email=email, type=Authenticator.Type.TOTP).first()
    return of(decrypt(factor.data["secret"])) if factor else None


def of(secret: str) -> str:
    """The code that an application with this secret shows now. In development alone.

    Raises PermissionError elsewhere: a code that the site makes proves nothing.
    """
    if not settings.CORDEE_DEVELOPMENT:
        raise PermissionError("Codes are made in development alone.")
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // _PERIOD)))
