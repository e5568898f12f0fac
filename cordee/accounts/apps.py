"""The accounts slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """The sign-in library has no other way to tell that a second factor was set up."""
        from allauth.mfa.signals import authenticator_added

        from cordee.accounts import sessions

        authenticator_added.connect(sessions.protected, dispatch_uid="cordee.accounts.sessions")
