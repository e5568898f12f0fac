"""How long a password must be: longer for who administers the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST = 12
LEAST_OF_ADMINISTRATORS = 16


class LongEnough:
    """A validator for `AUTH_PASSWORD_VALIDATORS`. Length is what counts: no rule on digits or signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError where it is too short for this account."""
        least = self._least(user)
        if len(password) < least:
            raise ValidationError(
                _("This password is too short: it needs at least %(least)d characters.") % {"least": least},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        """What is shown beside the field."""
        return _("At least %(least)d characters; a few words that only you put together do well.") % {
            "least": LEAST
        }

    def _least(self, user: Any) -> int:
        return LEAST_OF_ADMINISTRATORS if getattr(user, "is_superuser", False) else LEAST
