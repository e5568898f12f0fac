"""The words a structure is described with. Codes are those of the public addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of actor it is (`nature` in addresses)."""

    COMPANY = "entreprise", _("Company")
    ASSOCIATION = "association", _("Association")
    UNIVERSITY = "universite", _("University or school")
    LABORATORY = "laboratoire", _("Laboratory")
    PUBLIC_BODY = "organisme_public", _("Public body")


class Direction(models.TextChoices):
    """Which way help would flow."""

    SHARES = "share", _("What we can share")
    SEEKS = "seek", _("What we look for")


class MembershipRole(models.TextChoices):
    """What a person may do in the name of a structure."""

    MEMBER = "member", _("member")
    REFERENT = "referent", _("referent")


class MembershipState(models.TextChoices):
    """Where an attachment stands; it is ended, never deleted."""

    REQUESTED = "requested", _("requested")
    ACTIVE = "active", _("active")
    REFUSED = "refused", _("refused")
    ENDED = "ended", _("ended")


class Likeness(models.TextChoices):
    """Why two structures may be one and the same."""

    NUMBER = "number", _("same registration number")
    DOMAIN = "domain", _("same website")
    NAME = "name", _("similar name")


class Regime(models.TextChoices):
    """When an animator looks at what contributors write (`regime` of the territory's file)."""

    AFTER = "after", _("afterwards")
    FIRST = "first", _("before the first sheet and before each edit")
    ALWAYS = "always", _("always before")
