"""What pages show of the account: the way in, or one's own pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.accounts.models import User


def account(request: HttpRequest) -> dict[str, Any]:
    """The link of the header, and the list of the pages on one's own account."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"account": {"url": reverse("account_login"), "label": _("Sign in")}}
    return {
        "account": {"url": reverse(settings.LOGIN_REDIRECT_URL), "label": _("My space")},
        "account_pages": [
            ("account_about_you", _("Who I am")),
            ("account_email", _("My address")),
            ("account_change_password", _("My password")),
            ("mfa_index", _("Security")),
            ("usersessions_list", _("Where I am signed in")),
            ("account_terms", _("Terms and charter")),
            ("my_data", _("My data")),
        ],
    }
