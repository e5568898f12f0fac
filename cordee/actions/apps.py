"""The actions slice's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    """Name and label of the slice."""

    name = "cordee.actions"
    verbose_name = _("International actions")

    def ready(self) -> None:
        """Tell a contact on which actions she is named; drafts go with their structure."""
        from cordee.actions.contact_cards import mentions_of
        from cordee.contacts import mentions
        from cordee.organisations import merging

        mentions.register(mentions_of)
        merging.know("actions.draft.organisation")
        merging.know("actions.action.approved_for", merging.stay)
        merging.know("actions.confirmation.organisation")
