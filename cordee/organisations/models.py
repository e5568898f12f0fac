"""Local structures, their departments, sites, offers and members."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordee.moderation.models import Moderated
from cordee.organisations.enums import Direction, Kind, MembershipRole, MembershipState, Regime
from cordee.organisations.registers import RNA

PUBLISHED = Q(live=True, merged_into__isnull=True)
"""The structures that everybody sees, and that give rights to their members."""
LONGEST_REASON = 2000


class Organisation(Moderated):
    """A local actor: company, association, university, laboratory, public body, or a department of one."""

    key = models.CharField(_("import key"), max_length=120, unique=True, null=True, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    commune = models.CharField(_("INSEE code of the commune"), max_length=5, blank=True)
    locality = models.CharField(_("place outside the territory"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name=_("part of"),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )
    siret = models.CharField(_("SIRET number"), max_length=14, blank=True)
    rna = models.CharField(_("RNA number"), max_length=10, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    regime = models.CharField(
        _("looked at"),
        max_length=6,
        choices=Regime,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: as everywhere in the territory."),
    )
    is_generated = models.BooleanField(_("generated for tests"), default=False)
    abroad = models.TextField(
        _("what it does abroad, said when asking"), max_length=LONGEST_REASON, blank=True
    )
    without_referent_since = models.DateTimeField(_("without referent since"), null=True, blank=True)

    class Meta(Moderated.Meta):
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        indexes = [models.Index(fields=["commune"], name="organisation_commune")]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            models.CheckConstraint(
                condition=Q(regime__in=["", *Regime.values]), name="organisation_regime_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_is_named"),
            models.CheckConstraint(condition=Q(commune="") | Q(locality=""), name="organisation_one_place"),
            models.CheckConstraint(
                condition=Q(siret="") | Q(siret__regex=r"^[0-9]{14}$"), name="organisation_siret"
            ),
            models.CheckConstraint(condition=Q(rna="") | Q(rna__regex=RNA), name="organisation_rna"),
            models.CheckConstraint(
                condition=Q(website="") | Q(website__regex=r"^https?://"), name="organisation_website_http"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="organisation_not_its_parent",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="organisation_not_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_published(self) -> bool:
        """The same as `PUBLISHED`, of this row as it was read."""
        return self.live and self.merged_into_id is None


class OrganisationText(models.Model):
    """What a structure says of itself, in one language."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("description of a structure")
        verbose_name_plural = _("descriptions of structures")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "language"], name="organisation_text_unique")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} ({self.language})"


class OrganisationSite(models.Model):
    """One of the places where a structure is, in the territory or near it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    label = models.CharField(_("label"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    commune = models.CharField(_("INSEE code of the commune"), max_length=5, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("site of a structure")
        verbose_name_plural = _("sites of structures")
        constraints = [
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False, lon__range=(-180, 180), lat__range=(-90, 90)),
                name="organisation_site_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.address


class Offer(models.Model):
    """What a structure can share, or looks for, on one theme."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    theme = models.SlugField(_("theme"), max_length=60)
    text = models.CharField(_("in a sentence"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "direction", "theme"], name="offer_unique"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="offer_direction_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} – {self.theme}"


class Membership(models.Model):
    """A person in a structure, with a role; ended, never deleted, so that the memory of who spoke remains."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER)
    state = models.CharField(
        _("state"), max_length=10, choices=MembershipState, default=MembershipState.REQUESTED
    )
    reason = models.TextField(_("reason given when asking"), max_length=LONGEST_REASON, blank=True)
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), max_length=LONGEST_REASON, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    asked_to_take_over_at = models.DateTimeField(_("asked to take over at"), null=True, blank=True)
    end_reason = models.TextField(_("reason of the end"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [models.Index(fields=["state", "requested_at"], name="membership_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(state__in=[MembershipState.REQUESTED, MembershipState.ACTIVE]),
                name="membership_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(state__in=MembershipState.values), name="membership_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MembershipState.ENDED, ended_at__isnull=False)
                | (~Q(state=MembershipState.ENDED) & Q(ended_at__isnull=True)),
                name="membership_ended_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.REFUSED, decision_reason=""),
                name="membership_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} – {self.organisation_id}"

    @property
    def is_open(self) -> bool:
        """Asked for, or in force."""
        return self.state in {MembershipState.REQUESTED, MembershipState.ACTIVE}

    @property
    def since(self) -> datetime:
        """When it came into force; rows from before decisions were dated have the day they were written."""
        return self.decided_at or self.requested_at


class Invitation(models.Model):
    """A word to one address: come and take part in this structure. Of its token only a hash is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole, default=MembershipRole.MEMBER)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_lower_case"),
            models.CheckConstraint(condition=Q(role__in=MembershipRole.values), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_ends_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} – {self.organisation_id}"


class Remit(models.Model):
    """What an animator looks after, so that the work can be shared: kinds of structure, communes, or both.

    An empty list leaves nothing out. Where both are filled a structure has to be in both.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remit")
    kinds = models.JSONField(_("kinds of structure"), default=list, blank=True)
    communes = models.JSONField(_("INSEE codes of communes"), default=list, blank=True)

    class Meta:
        verbose_name = _("remit of an animator")
        verbose_name_plural = _("remits of animators")

    def __str__(self) -> str:
        return f"#{self.user_id}"

    def as_q(self) -> Q:
        """The structures that are in it, as a filter on them."""
        rule = Q(kind__in=self.kinds) if self.kinds else Q()
        return rule & Q(commune__in=self.communes) if self.communes else rule

    def holds(self, organisation: Organisation) -> bool:
        """The same of one structure."""
        is_of_kind = not self.kinds or organisation.kind in self.kinds
        return is_of_kind and (not self.communes or organisation.commune in self.communes)
