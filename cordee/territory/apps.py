"""The territory slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.territory"
    verbose_name = _("Territory")

    def ready(self) -> None:
        """Register the system checks."""
        from cordee.territory import basemap  # noqa: F401
