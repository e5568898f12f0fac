"""The portal slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.portal"
    verbose_name = _("Portal")
