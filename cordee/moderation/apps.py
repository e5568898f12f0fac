"""The moderation slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.moderation"
    verbose_name = _("Moderation")
