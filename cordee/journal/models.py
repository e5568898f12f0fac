"""Who changed what, when: rows that are only ever added."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet["Change"]):
    """Rows that are neither rewritten nor removed, even many at once."""

    def update(self, **_values: Any) -> int:
        """Never: see `Change.save`."""
        raise TypeError("The journal is append-only: record a new change instead.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never: see `Change.delete`."""
        raise TypeError("The journal is append-only: nothing is taken out of it.")


class Change(models.Model):
    """One act on one thing. The read index follows these rows: they are its outbox."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    act = models.CharField(_("act"), max_length=60)
    subject_type = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.BigIntegerField(_("number of the thing"), null=True, blank=True)
    subject_name = models.CharField(_("thing"), max_length=300)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="change_subject")]

    def __str__(self) -> str:
        return f"{self.act} – {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once: a row already there is never written again."""
        if not self._state.adding:
            raise TypeError("The journal is append-only: record a new change instead.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never: the journal outlives what it speaks of."""
        raise TypeError("The journal is append-only: nothing is taken out of it.")
