"""People: one account per e-mail address."""

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cordee.accounts.enums import Cause, Document


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person's account made by the team: not validated, without any right, its address trusted."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        # The sign-in library's own table, whose models this module is loaded before.
        addresses = apps.get_model("account", "EmailAddress")._default_manager
        addresses.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator's account."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A professional of the territory, or a member of its team."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    is_reader = models.BooleanField(_("reader: verified, without publishing"), default=False)
    is_staff = models.BooleanField(_("member of the team"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    validated_at = models.DateTimeField(_("validated at"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    last_seen_on = models.DateField(_("last seen on"), null=True, blank=True)
    warned_at = models.DateTimeField(_("warned of its end at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
            models.CheckConstraint(
                condition=models.Q(validated_at__isnull=True) | models.Q(refused_at__isnull=True),
                name="user_decided_one_way",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(is_active=False),
                name="user_closed_is_not_active",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_verified(self) -> bool:
        """An animator has validated the account; the team is verified by its office."""
        return self.is_active and (self.is_staff or self.validated_at is not None)

    @property
    def is_introduced(self) -> bool:
        """The person has said who she is and what she does."""
        return bool(self.first_name and self.last_name)

    @property
    def name_in_journal(self) -> str:
        """A number: the journal keeps what was done when the person is forgotten."""
        return f"#{self.pk}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end with the password, the address or the office under which they began."""
        began_with = f"{self.password}|{self.email}|{self.is_staff:d}{self.is_superuser:d}"
        return salted_hmac(
            "cordee.accounts.session", began_with, secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        """First and last name; a number where none is given, for others read it and not the address."""
        if self.closed_at is not None:
            return gettext("a person who left")
        return f"{self.first_name} {self.last_name}".strip() or self.name_in_journal

    def get_short_name(self) -> str:
        """The first name; a number where none is given."""
        if self.closed_at is not None:
            return gettext("a person who left")
        return self.first_name or self.name_in_journal


class Acceptance(models.Model):
    """Somebody has accepted a document as it was on a day; never changed, a new version makes a new row."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="acceptances")
    document = models.CharField(_("document"), max_length=10, choices=Document)
    version = models.DateField(_("version of"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("acceptance of the terms")
        verbose_name_plural = _("acceptances of the terms")
        constraints = [
            models.UniqueConstraint(fields=["user", "document", "version"], name="acceptance_once"),
            models.CheckConstraint(
                condition=models.Q(document__in=Document.values), name="acceptance_document_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"


class Erasure(models.Model):
    """An account was erased: enough to know it again in a restored backup, and nothing that can be read."""

    number = models.BigIntegerField(_("number of the account"))
    joined_at = models.DateTimeField(_("joined at"))
    marks = models.JSONField(_("keyed marks of its addresses"), default=list)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("erasure of an account")
        verbose_name_plural = _("erasures of accounts")
        constraints = [
            models.CheckConstraint(condition=models.Q(cause__in=Cause.values), name="erasure_cause_known"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"
