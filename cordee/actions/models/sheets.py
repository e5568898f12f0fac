"""International actions: what a structure does abroad, where, with whom, since when, and who says so."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordee.actions.constraints import known, partial_date
from cordee.actions.enums import (
    ActionType,
    Audience,
    Confidence,
    GoalsBasis,
    Origin,
    Precision,
    Progress,
)
from cordee.contacts.models import Contact
from cordee.moderation.models import Moderated
from cordee.organisations.models import Organisation


class Action(Moderated):
    """One international action. Its words are in `texts`, its places in `places`."""

    key = models.CharField(_("import key"), max_length=120, unique=True, null=True, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    type = models.CharField(_("type"), max_length=12, choices=ActionType)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="actions", verbose_name=_("structure")
    )
    language = models.CharField(_("language of the original"), max_length=8, default="fr")
    start_year = models.SmallIntegerField(_("start year"), null=True, blank=True)
    start_month = models.SmallIntegerField(_("start month"), null=True, blank=True)
    start_day = models.SmallIntegerField(_("start day"), null=True, blank=True)
    end_year = models.SmallIntegerField(_("end year"), null=True, blank=True)
    end_month = models.SmallIntegerField(_("end month"), null=True, blank=True)
    end_day = models.SmallIntegerField(_("end day"), null=True, blank=True)
    progress = models.CharField(_("progress"), max_length=12, choices=Progress, default=Progress.TO_VERIFY)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    suspension_reason = models.TextField(_("reason of the suspension"), blank=True)
    suspension_reason_is_public = models.BooleanField(_("the reason is public"), default=False)
    sources = models.TextField(_("sources"), blank=True, help_text=_("One per line."))
    confidence = models.CharField(
        _("confidence"), max_length=8, choices=Confidence, default=Confidence.MEDIUM
    )
    goals_basis = models.CharField(
        _("basis of the goals"), max_length=10, choices=GoalsBasis, default=GoalsBasis.DECLARED
    )
    place_basis = models.CharField(_("basis of the place"), max_length=300, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.DECLARED)
    confirmed_on = models.DateField(_("confirmed by the structure on"), null=True, blank=True)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience, default=Audience.PUBLIC)
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("named readers")
    )
    is_generated = models.BooleanField(_("generated for tests"), default=False)
    edited_at = models.DateTimeField(_("edited at"), auto_now=True)
    version = models.PositiveIntegerField(_("version"), default=1, db_default=1, editable=False)
    """One more at each write of what it says, or of what it is proposed to say."""
    approved_for = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("structure for which the team approved it"),
    )
    """Its lead when somebody of the team let it be public or looked at it; nothing once it is withdrawn."""
    last_contact = models.PositiveSmallIntegerField(
        _("highest position of a contact so far"), default=0, db_default=0, editable=False
    )
    """Never given twice: an old address shows no other person."""

    class Meta(Moderated.Meta):
        verbose_name = _("international action")
        verbose_name_plural = _("international actions")
        indexes = [models.Index(fields=["live", "audience"], name="action_public")]
        constraints = [
            *Moderated.Meta.constraints,
            known("type", ActionType.values, "action_type_known"),
            known("progress", Progress.values, "action_progress_known"),
            known("origin", Origin.values, "action_origin_known"),
            known("audience", Audience.values, "action_audience_known"),
            known("confidence", Confidence.values, "action_confidence_known"),
            known("goals_basis", GoalsBasis.values, "action_goals_basis_known"),
            *partial_date("start"),
            *partial_date("end"),
            models.CheckConstraint(
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                name="action_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=(
                    Q(progress=Progress.SUSPENDED, suspended_on__isnull=False) & ~Q(suspension_reason="")
                )
                | (~Q(progress=Progress.SUSPENDED) & Q(suspended_on__isnull=True, suspension_reason="")),
                name="action_suspension_explained",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ActionText(models.Model):
    """The words of an action in one language; the original is the one in `Action.language`."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    unfolding = models.TextField(_("how it unfolds"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    content = models.TextField(_("content"), blank=True)
    effects = models.TextField(_("effects for the territory"), blank=True)
    note = models.TextField(_("public note"), blank=True)

    class Meta:
        verbose_name = _("text of an action")
        verbose_name_plural = _("texts of actions")
        constraints = [
            models.UniqueConstraint(fields=["action", "language"], name="action_text_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="action_text_titled"),
        ]

    def __str__(self) -> str:
        return self.title


class Location(models.Model):
    """One place of an action, with how exact it is. Longitude first, in degrees (WGS 84)."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="locations")
    position = models.SmallIntegerField(_("position"), default=0)
    precision = models.CharField(_("precision"), max_length=12, choices=Precision)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region of the world"), max_length=3, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    is_hidden = models.BooleanField(_("hide the exact place"), default=False)
    is_far_confirmed = models.BooleanField(
        _("confirmed far from its country"), default=False, db_default=False
    )

    class Meta:
        verbose_name = _("place of an action")
        verbose_name_plural = _("places of actions")
        constraints = [
            models.UniqueConstraint(fields=["action", "position"], name="location_position_unique"),
            known("precision", Precision.values, "location_precision_known"),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"), name="location_country"
            ),
            models.CheckConstraint(
                condition=Q(region="") | Q(region__regex=r"^[0-9]{3}$"), name="location_region"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                # Said of both: a comparison with nothing is unknown, and lets a row pass.
                | Q(lon__isnull=False, lat__isnull=False, lon__range=(-180, 180), lat__range=(-90, 90)),
                name="location_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True) | ~Q(lon__range=(-0.01, 0.01), lat__range=(-0.01, 0.01)),
                name="location_not_at_zero",
            ),
            models.CheckConstraint(
                condition=Q(precision__in=[Precision.REGION, Precision.WORLD]) | ~Q(country=""),
                name="location_names_its_country",
            ),
            models.CheckConstraint(
                condition=~Q(precision__in=[Precision.POINT, Precision.CITY, Precision.APPROXIMATE])
                | Q(lon__isnull=False),
                name="location_exact_has_a_point",
            ),
            models.CheckConstraint(
                condition=~Q(precision=Precision.REGION) | ~Q(region="") | ~Q(country=""),
                name="location_names_its_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.country}" if self.place else self.country


class Partner(models.Model):
    """An organisation abroad, or national, that takes part."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="partners")
    position = models.SmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=300)
    country = models.CharField(_("country"), max_length=2, blank=True)
    is_hidden = models.BooleanField(_("hide this partner"), default=False)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(fields=["action", "position"], name="partner_position_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="partner_is_named"),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=r"^[A-Z]{2}$"), name="partner_country"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CoLead(models.Model):
    """Another local structure that carries the action with the lead."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="co_leads")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="co_led")
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    """A contributor named the structure, which is asked; empty: the team or an import did."""
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    class Meta:
        verbose_name = _("co-lead")
        verbose_name_plural = _("co-leads")
        constraints = [models.UniqueConstraint(fields=["action", "organisation"], name="co_lead_unique")]

    def __str__(self) -> str:
        return f"{self.action_id} – {self.organisation_id}"


class ActionGoal(models.Model):
    """A Sustainable Development Goal that the action serves."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="goals")
    goal = models.SmallIntegerField(_("goal"))

    class Meta:
        verbose_name = _("goal of an action")
        verbose_name_plural = _("goals of actions")
        constraints = [
            models.UniqueConstraint(fields=["action", "goal"], name="action_goal_unique"),
            models.CheckConstraint(condition=Q(goal__range=(1, 17)), name="action_goal_exists"),
        ]

    def __str__(self) -> str:
        return str(self.goal)


class ActionTheme(models.Model):
    """A theme of the territory's list."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="themes")
    theme = models.SlugField(_("theme"), max_length=60)

    class Meta:
        verbose_name = _("theme of an action")
        verbose_name_plural = _("themes of actions")
        constraints = [models.UniqueConstraint(fields=["action", "theme"], name="action_theme_unique")]

    def __str__(self) -> str:
        return self.theme


class ActionForm(models.Model):
    """A form of local authorities' international action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="forms")
    form = models.SlugField(_("form of cooperation"), max_length=60)

    class Meta:
        verbose_name = _("form of an action")
        verbose_name_plural = _("forms of actions")
        constraints = [models.UniqueConstraint(fields=["action", "form"], name="action_form_unique")]

    def __str__(self) -> str:
        return self.form


class ActionContact(models.Model):
    """A card of a person in charge on an action: its position is all that addresses tell of it."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="contacts")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    position = models.SmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("contact of an action")
        verbose_name_plural = _("contacts of actions")
        constraints = [
            models.UniqueConstraint(fields=["action", "contact"], name="action_contact_unique"),
            models.UniqueConstraint(fields=["action", "position"], name="action_contact_position_unique"),
            models.CheckConstraint(condition=Q(position__gte=1), name="action_contact_position_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} – {self.position}"
