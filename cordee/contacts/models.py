"""Cards of persons in charge. What reaches them lies apart, in `Coordinates`, where no card leads to it."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.contacts.enums import Field, Reach, Side
from cordee.organisations.models import Organisation


def new_seal() -> str:
    """What a signed link must know besides the number of the card: another one, and older links are dead."""
    return secrets.token_urlsafe(16)


def _reach(label: Any) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=10, choices=Reach, default=Reach.VERIFIED)


def _known(field: str, values: list[str]) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"contact_{field}_known")


class Contact(models.Model):
    """A person in charge, here or abroad. Who may read what of it is said by `disclosure` alone."""

    side = models.CharField(_("here or abroad"), max_length=6, choices=Side)
    name = models.CharField(_("name"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    structure = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="contacts",
        verbose_name=_("structure that keeps the card"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_cards",
        verbose_name=_("account"),
    )
    name_for = _reach(_("who sees name and function"))
    email_for = _reach(_("who may open the e-mail address"))
    telephone_for = _reach(_("who may open the telephone number"))
    named_at = models.DateTimeField(_("named at"), default=timezone.now)
    told_at = models.DateTimeField(_("told at"), null=True, blank=True)
    chosen_at = models.DateTimeField(_("has chosen herself at"), null=True, blank=True)
    objected_at = models.DateTimeField(_("objected at"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            _known("side", Side.values),
            _known("name_for", Reach.values),
            _known("email_for", Reach.values),
            _known("telephone_for", Reach.values),
            models.CheckConstraint(
                condition=(Q(objected_at__isnull=True) & ~Q(name=""))
                | Q(objected_at__isnull=False, name="", function="", organisation="", languages=""),
                name="contact_named_or_objected",
            ),
        ]

    def __str__(self) -> str:
        """A number: lists, logs and the journal name nobody."""
        return f"#{self.pk}"


class Coordinates(models.Model):
    """How the person is reached, and what her links must know. No other slice reads it: a house rule."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, related_name="+")
    email = models.EmailField(_("e-mail address"), blank=True)
    telephone = models.CharField(_("telephone number"), max_length=40, blank=True)
    seal = models.CharField(_("seal of her links"), max_length=32, default=new_seal)
    refused_address = models.CharField(_("keyed hash of an address that objected"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("coordinates of a contact")
        verbose_name_plural = _("coordinates of contacts")
        indexes = [
            models.Index(fields=["email"], name="coordinates_email"),
            models.Index(fields=["refused_address"], name="coordinates_refused"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="coordinates_email_lower_case"),
            models.CheckConstraint(
                condition=(~Q(email="") & Q(refused_address=""))
                | (Q(email="", telephone="") & ~Q(refused_address="")),
                name="coordinates_reach_or_refuse",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Choice(models.Model):
    """What a person wants a structure to show of her. It outlives her card: named again, she is shown so."""

    structure = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contact_choices", verbose_name=_("structure")
    )
    mark = models.CharField(_("keyed hash of her address"), max_length=64)
    name_for = _reach(_("who sees name and function"))
    email_for = _reach(_("who may open the e-mail address"))
    telephone_for = _reach(_("who may open the telephone number"))
    corrected = models.JSONField(_("parts that she wrote herself"), default=list)
    emptied = models.JSONField(_("parts that she took out"), default=list)
    chosen_at = models.DateTimeField(_("chosen at"), default=timezone.now)

    class Meta:
        verbose_name = _("choice of a contact")
        verbose_name_plural = _("choices of contacts")
        constraints = [
            models.UniqueConstraint(fields=["mark", "structure"], name="choice_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__in": Reach.values}), name=f"choice_{name}_known"
                )
                for name in ("name_for", "email_for", "telephone_for")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Reveal(models.Model):
    """Somebody has opened a part of a card; the person concerned reads who. Never changed."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="reveals")
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("opened by"),
    )
    field = models.CharField(_("part of the card"), max_length=10, choices=Field)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("opening of a contact")
        verbose_name_plural = _("openings of contacts")
        indexes = [
            models.Index(fields=["contact", "at"], name="reveal_of_contact"),
            models.Index(fields=["at"], name="reveal_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(field__in=Field.values), name="reveal_field_known"),
        ]

    def __str__(self) -> str:
        return f"#{self.contact_id} {self.field}"


class RelayedMessage(models.Model):
    """A message carried to a person without her address; its text is forgotten once she has answered."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("sender"),
    )
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("relayed message")
        verbose_name_plural = _("relayed messages")
        indexes = [models.Index(fields=["at"], name="relayed_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(text=""), name="relayed_answered_is_forgotten"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
