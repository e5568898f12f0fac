"""The words a contact is described with. The codes of fields are those of addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Where the person is."""

    HERE = "here", _("Here")
    ABROAD = "abroad", _("Abroad")


class Reach(models.TextChoices):
    """How far a part of a card goes, as the person herself may choose."""

    VERIFIED = "verified", _("Accounts that the team has verified")
    STRUCTURE = "structure", _("The structure that names me, and the team")
    NOBODY = "nobody", _("Nobody")


class Field(models.TextChoices):
    """What is opened one by one."""

    EMAIL = "courriel", _("E-mail address")
    TELEPHONE = "telephone", _("Telephone number")
