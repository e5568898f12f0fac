"""The accounts slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.accounts"
    verbose_name = _("Accounts")
