"""Mail that waits for its carrier; uses that a limit counts; jobs that a brake holds."""

import re

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.core.masking import masked

SUBJECT = 250
"""Characters of a subject that are kept beside the message, for lists."""


class MailState(models.TextChoices):
    """What has become of a message."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")


class OutgoingMail(models.Model):
    """One message for one person, as it goes over the wire; what it said is forgotten once handed over."""

    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    sender = models.CharField(_("sender"), max_length=320)
    recipient = models.CharField(_("recipient"), max_length=320)
    subject = models.CharField(_("subject"), max_length=SUBJECT, blank=True)
    message = models.BinaryField(_("message"))  # RFC 5322, lines ended by a line feed
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    tried_until = models.DateTimeField(_("tried until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        indexes = [models.Index(fields=["state", "due_at"], name="mail_by_state_and_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[MailState.SENT, MailState.GIVEN_UP], ended_at__isnull=False)
                | models.Q(state__in=[MailState.WAITING, MailState.SENDING], ended_at__isnull=True),
                name="mail_ended_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_recipient_display(self) -> str:
        """To whom, for lists: persons without an account, whom no card may show, are written to as well."""
        return masked(self.recipient)

    def get_error_display(self) -> str:
        """The last error, which may repeat the address."""
        return re.sub(re.escape(self.recipient), masked(self.recipient), self.error, flags=re.IGNORECASE)


class Use(models.Model):
    """One use of something that may not be done often, see `cordee.core.limits`. The key is a keyed hash."""

    scope = models.CharField(_("of"), max_length=40)
    key = models.CharField(_("by"), max_length=64)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("counted use")
        verbose_name_plural = _("counted uses")
        indexes = [
            models.Index(fields=["scope", "key", "at"], name="use_by_scope_and_key"),
            models.Index(fields=["at"], name="use_by_time"),
        ]

    def __str__(self) -> str:
        return self.scope


class JobRun(models.Model):
    """When a job that may not run amok ran last, and whether its brake holds it, see `cordee.core.brake`."""

    name = models.CharField(_("job"), max_length=40, unique=True)
    ran_at = models.DateTimeField(_("ran at"))
    held_at = models.DateTimeField(_("held since"), null=True, blank=True)
    released_at = models.DateTimeField(_("released once at"), null=True, blank=True)

    class Meta:
        verbose_name = _("run of a job")
        verbose_name_plural = _("runs of jobs")

    def __str__(self) -> str:
        return self.name
