"""The journal slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.journal"
    verbose_name = _("Journal")
