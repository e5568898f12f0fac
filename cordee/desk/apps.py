"""The desk slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.desk"
    verbose_name = _("Back office")
