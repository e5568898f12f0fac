"""The organisations slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.organisations"
    verbose_name = _("Structures")

    def ready(self) -> None:
        """A structure whose referent loses her rights looks for another one."""
        from cordee.accounts import rights
        from cordee.organisations import departures

        rights.subscribe(departures.account_lost_its_rights)
