"""The contacts slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.contacts"
    verbose_name = _("Contacts")

    def ready(self) -> None:
        """Cards go with the structure that keeps them, and what persons chose for it."""
        from cordee.contacts import choices
        from cordee.organisations import merging

        merging.know("contacts.contact.structure", choices.cards_follow)
        merging.know("contacts.choice.structure", choices.follow)
