"""The first page of the back office: what awaits one, how many of each record, the latest changes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from cordee.actions.models import Action
from cordee.desk import looking_list, looking_structures, structures, waiting
from cordee.desk.sentences import told
from cordee.journal.models import Change
from cordee.organisations.models import Organisation

_LATEST = 10


class CountsPanel(Component):  # type: ignore[misc]  # Wagtail is untyped
    """The day's work, structures, actions, latest changes."""

    name = "counts"
    template_name = "desk/counts.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """A handful of counts and the ten latest changes."""
        user = parent_context["request"].user
        look = looking_list.number(user) + looking_structures.rows(user).count()
        latest = Change.objects.select_related("actor").order_by("-pk")[:_LATEST]
        return {
            "work": [
                (_("Queue"), waiting.number(user), reverse("desk-queue:index")),
                (_("To look at"), look, reverse("desk-look:index")),
                (
                    _("Structures without a referent"),
                    structures.rows(user, structures.WITHOUT_REFERENT).count(),
                    f"{reverse('desk-structures:index')}?quoi={structures.WITHOUT_REFERENT}",
                ),
            ],
            "counts": [
                (Action._meta.verbose_name_plural, Action.objects.count(), reverse("desk-action:index")),
                (
                    Organisation._meta.verbose_name_plural,
                    Organisation.objects.count(),
                    reverse("desk-organisation:index"),
                ),
                (Change._meta.verbose_name_plural, Change.objects.count(), reverse("desk-change:index")),
            ],
            "changes": [told(change) for change in latest],
        }
