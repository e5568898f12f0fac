"""What the desk itself keeps: to whom of the team the summary of a week was sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WeeklySummary(models.Model):
    """Somebody of the team was told of a week, or there was nothing to tell: once for each week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    week = models.DateField(_("Monday of the week"))

    class Meta:
        verbose_name = _("summary of a week")
        verbose_name_plural = _("summaries of weeks")
        constraints = [models.UniqueConstraint(fields=["user", "week"], name="weekly_summary_once")]

    def __str__(self) -> str:
        return f"#{self.user_id} – {self.week}"
