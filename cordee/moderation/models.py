"""`Moderated`: the one state machine of what is published. It knows no content."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, RevisionMixin

from cordee.moderation.enums import State


class Moderated(DraftStateMixin, RevisionMixin, models.Model):  # type: ignore[misc]  # Wagtail is untyped
    """A sheet with a state and revisions, on Wagtail's mixins; `operations` alone moves it.

    `live` says the same as the state in the words of Wagtail; a constraint keeps the two equal, so that a
    stock Wagtail view that published behind our back would be refused by the database itself.
    """

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    state_reason = models.TextField(_("reason"), blank=True)
    live = models.BooleanField(_("live"), default=False, editable=False)

    content_to_keep: Mapping[str, Any] | None = None
    """What the next revision says of the rows around this one (texts, places…), set by `operations`."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(live=True, state=State.PUBLISHED)
                    | (models.Q(live=False) & ~models.Q(state=State.PUBLISHED))
                ),
                name="%(class)s_live_is_published",
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="%(class)s_state_known"),
        ]

    def serializable_data(self) -> dict[str, Any]:
        """Wagtail's revision of the row, with the content of the sheet beside it."""
        data: dict[str, Any] = super().serializable_data()
        return data | {"content": self.content_to_keep}
