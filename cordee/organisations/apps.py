"""The organisations slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.organisations"
    verbose_name = _("Structures")
