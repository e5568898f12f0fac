"""The first page of the back office: how many of each record, each count leading to its list."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from cordee.actions.models import Action
from cordee.journal.models import Change
from cordee.organisations.models import Organisation


class CountsPanel(Component):  # type: ignore[misc]  # Wagtail is untyped
    """Structures, actions by state, latest changes."""

    name = "counts"
    template_name = "desk/counts.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002  # Wagtail's own name
        """A handful of counts and the ten latest changes."""
        return {
            "counts": [
                (Action._meta.verbose_name_plural, Action.objects.count(), reverse("desk-action:index")),
                (
                    Organisation._meta.verbose_name_plural,
                    Organisation.objects.count(),
                    reverse("desk-organisation:index"),
                ),
                (Change._meta.verbose_name_plural, Change.objects.count(), reverse("desk-change:index")),
            ],
            "changes": Change.objects.select_related("actor").order_by("-pk")[:10],
        }
