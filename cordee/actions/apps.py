"""The actions slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.actions"
    verbose_name = _("International actions")
