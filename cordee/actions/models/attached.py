"""Images and documents of a sheet; the files themselves are on `cordee.core.shelf`, under the token."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordee.actions.constraints import known
from cordee.actions.enums import DocumentType
from cordee.actions.models.sheets import Action
from cordee.core.shelf import new_token

WIDTHS = (480, 960, 1600)
"""Those in which an image is kept, as far as it is so wide; its own width where it is less than the last."""


class Attached(models.Model):
    """What images and documents share: their place on the sheet, whether an animator has to look first."""

    WORDS: ClassVar[tuple[str, ...]] = ()
    """What a person writes of it."""

    token = models.CharField(_("name of its folder"), max_length=32, unique=True, default=new_token)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    filename = models.CharField(_("name of the file, as it came"), max_length=120, blank=True)
    weight = models.PositiveIntegerField(_("size of its files in bytes"))
    is_waiting = models.BooleanField(_("waits for an animator"), default=False)
    proposed = models.JSONField(_("words that wait for an animator"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )

    action_id: int

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def words(self) -> dict[str, Any]:
        """What is said of it now."""
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def latest_words(self) -> dict[str, Any]:
        """What is said of it, or is proposed to be said."""
        return self.words | (self.proposed or {})


class ActionImage(Attached):
    """An image, with the words that replace it for who does not see it."""

    WORDS = ("alternative", "caption", "credit")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="images")
    alternative = models.CharField(_("alternative text"), max_length=300)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit and licence"), max_length=200, blank=True)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))

    class Meta:
        verbose_name = _("image of an action")
        verbose_name_plural = _("images of actions")
        constraints = [
            models.CheckConstraint(condition=~Q(alternative=""), name="action_image_described"),
            models.CheckConstraint(
                condition=Q(width__range=(1, WIDTHS[-1])) & Q(height__gte=1), name="action_image_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(is_waiting=False) | Q(proposed__isnull=True), name="action_image_waits_once"
            ),
        ]

    @property
    def widths(self) -> list[int]:
        """Those that there are, the smallest first."""
        return [*(width for width in WIDTHS if width < self.width), self.width]


class ActionDocument(Attached):
    """A file to take away."""

    WORDS = ("title", "language")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=8, default="fr")
    type = models.CharField(_("type"), max_length=4, choices=DocumentType)

    class Meta:
        verbose_name = _("document of an action")
        verbose_name_plural = _("documents of actions")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="action_document_titled"),
            known("type", DocumentType.values, "action_document_type_known"),
            models.CheckConstraint(
                condition=Q(is_waiting=False) | Q(proposed__isnull=True), name="action_document_waits_once"
            ),
        ]
