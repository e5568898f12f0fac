"""The ui slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.ui"
    verbose_name = _("Pages and components")
