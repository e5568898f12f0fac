"""The words an international action is described with. Codes are those of the public addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActionType(models.TextChoices):
    """The five types of the platform (`type` in addresses)."""

    PROJECT = "projet", _("Project")
    PARTNERSHIP = "partenariat", _("Partnership or twinning")
    OFFICE = "antenne", _("Office, branch or subsidiary")
    NETWORK = "reseau", _("Network of actors")
    EVENT = "evenement", _("Recurring event")


class Progress(models.TextChoices):
    """How far the action is (`etat` in addresses)."""

    PLANNED = "prevu", _("Planned")
    UNDER_WAY = "en-cours", _("Under way")
    SUSPENDED = "suspendu", _("Suspended")
    ABANDONED = "abandonne", _("Abandoned")
    ENDED = "termine", _("Ended")
    TO_VERIFY = "a-verifier", _("To be verified")


class Origin(models.TextChoices):
    """Who says so (`origine` in addresses)."""

    DECLARED = "declaree", _("Declared by the structure")
    ENTERED = "saisie", _("Entered for the structure")
    COMPILED = "compilee", _("Compiled from public sources")
    IMPORTED = "importee", _("Imported")


class Audience(models.TextChoices):
    """Who may see it, from everybody to named persons."""

    PUBLIC = "public", _("Everybody")
    VERIFIED = "verified", _("Verified accounts")
    STRUCTURE = "structure", _("My structure and the team")
    NAMED = "named", _("Named persons")


class Precision(models.TextChoices):
    """How exact a place is."""

    POINT = "point", _("Exact place")
    CITY = "city", _("City")
    APPROXIMATE = "approximate", _("Approximate place")
    REGION = "region", _("Region of the world")
    COUNTRY = "country", _("Country, exact place not known")
    WORLD = "world", _("Whole world")


class Confidence(models.TextChoices):
    """How sure the statement is."""

    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class GoalsBasis(models.TextChoices):
    """Where the goals of an action come from."""

    DECLARED = "declared", _("chosen by the structure")
    SOURCED = "sourced", _("named by the source")
    EDITORIAL = "editorial", _("deduced by the editors")


class ReportKind(models.TextChoices):
    """What somebody tells the team of a sheet."""

    REPORT = "report", _("Something is wrong")
    CORRECTION = "correction", _("Correction proposed")
    REFUSAL = "refusal", _("The structure refuses this sheet")


class Answer(models.TextChoices):
    """What a structure answered to the question whether its sheet is right."""

    NONE = "", _("no answer yet")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("corrected")
    REFUSED = "refused", _("refused")


class DocumentType(models.TextChoices):
    """What a document of a sheet is; the code is the ending of its name."""

    PDF = "pdf", "PDF"
    ODT = "odt", _("text (ODT)")
    DOCX = "docx", _("text (DOCX)")
    ODS = "ods", _("table (ODS)")
    XLSX = "xlsx", _("table (XLSX)")
    ODP = "odp", _("slides (ODP)")
    PPTX = "pptx", _("slides (PPTX)")
    CSV = "csv", _("table (CSV)")
    TEXT = "txt", _("plain text")
