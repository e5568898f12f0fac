"""What people do around a sheet before or after it says something: drafts, confirmations, reports."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.actions.constraints import known
from cordee.actions.enums import Answer, ReportKind
from cordee.actions.models.sheets import Action
from cordee.organisations.models import Organisation


class Draft(models.Model):
    """What a person has typed and not sent: the form as it is, hers alone, in no index.

    Of a new action, or, with `action`, of an edit of one that was at `base_version` when she began.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="drafts")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    base_version = models.PositiveIntegerField(_("version edited"), null=True, blank=True)
    data = models.JSONField(_("form"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    form = models.CharField(
        _("number of the form"),
        max_length=64,
        blank=True,
        help_text=_("In which it was begun: two first savings of one form are one draft."),
    )
    given_back_for = models.TextField(
        _("why the team gave it back"),
        blank=True,
        help_text=_("Of what was handed in and did not become public."),
    )
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("draft of an action")
        verbose_name_plural = _("drafts of actions")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "action"], condition=Q(action__isnull=False), name="draft_one_per_action"
            ),
            models.UniqueConstraint(
                fields=["owner", "form"],
                condition=Q(action__isnull=True) & ~Q(form=""),
                name="draft_one_per_form",
            ),
            models.CheckConstraint(
                condition=Q(action__isnull=True, base_version__isnull=True)
                | Q(action__isnull=False, base_version__isnull=False),
                name="draft_of_an_edit_knows_its_base",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Confirmation(models.Model):
    """A structure was asked by letter whether a sheet is right; it answers once, by a link."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="confirmations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("structure that was asked")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation asked for")
        verbose_name_plural = _("confirmations asked for")
        constraints = [
            known("answer", Answer.values, "confirmation_answer_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, version__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, version__isnull=False)),
                name="confirmation_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Report(models.Model):
    """Somebody, with or without an account, tells the team that a sheet is wrong, or how to correct it."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    text = models.TextField(_("text"))
    email = models.EmailField(_("e-mail address for the answer"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    confirmation = models.OneToOneField(
        Confirmation, on_delete=models.SET_NULL, null=True, blank=True, related_name="report"
    )
    """The structure's own word, where it came by its link."""
    at = models.DateTimeField(_("at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_reason = models.TextField(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("report on a sheet")
        verbose_name_plural = _("reports on sheets")
        indexes = [models.Index(fields=["settled_at", "at"], name="report_open_first")]
        constraints = [
            known("kind", ReportKind.values, "report_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="report_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_reason="")
                | (Q(settled_at__isnull=False, email="") & ~Q(settled_reason="")),
                name="report_settled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
