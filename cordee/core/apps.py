"""The core slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Register the system checks."""
        from cordee.core import checks  # noqa: F401
