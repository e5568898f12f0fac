"""`Moderated`: the one state machine of what is published; what is to be looked at, and who takes care of it.

It knows no content.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Revision, RevisionMixin

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
    is_proposed = False
    """The next revision waits for approval, set by `operations`."""

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
        return data | {"content": self.content_to_keep, "is_proposed": self.is_proposed}


class ToLookAt(models.Model):
    """A contributor changed what is public of a sheet, or took it down; the team has not looked since."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField(_("number of the sheet"))
    since = models.DateTimeField(_("since"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last changed by"),
    )
    before = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what was looked at last"),
        help_text=_("Nothing where the whole sheet is new."),
    )

    class Meta:
        verbose_name = _("sheet to look at")
        verbose_name_plural = _("sheets to look at")
        indexes = [models.Index(fields=["since"], name="to_look_at_since")]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="to_look_at_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} – {self.object_id}"


class OfAThing(models.Model):
    """Something that the team keeps of a thing which waits for it, whatever the thing is."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField(_("number of the thing"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        abstract = True


class Handling(OfAThing):
    """Somebody of the team takes care of a thing that waits."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("taken by")
    )

    class Meta:
        verbose_name = _("thing taken care of")
        verbose_name_plural = _("things taken care of")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="handling_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} – {self.object_id}"


class Note(OfAThing):
    """What the team tells itself of a thing: read by nobody else, and gone with the person it is about."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("about"),
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("note of the team")
        verbose_name_plural = _("notes of the team")
        indexes = [models.Index(fields=["content_type", "object_id"], name="note_of_a_thing")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
