"""The words an account is described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.TextChoices):
    """What a person accepts before she takes part."""

    TERMS = "terms", _("terms of use")
    CHARTER = "charter", _("contributors’ charter")
    LICENCE = "licence", _("open licence of what is published")


class Cause(models.TextChoices):
    """Why an account was erased."""

    OWN = "own", _("she asked for it")
    INACTIVITY = "inactivity", _("nobody had come for too long")
    AGAIN = "again", _("a restored backup had brought it back")
