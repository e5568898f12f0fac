"""What the parts of a structure's sheet are called, and what they say, in words that one compares."""

from django.utils.translation import gettext as _

from cordee.organisations.content import Content
from cordee.organisations.models import Organisation


def name_of(part: str) -> str:
    """What a part is called."""
    names = {
        "name": _("Name of the structure"), "acronym": _("Acronym"), "kind": _("What is it?"),
        "commune": _("Commune"), "locality": _("Place outside the territory"), "parent": _("Part of"),
        "website": _("Website"), "siret": "SIRET", "rna": "RNA", "sites": _("Where it is"),
        "descriptions": _("What it is and does"), "offers": _("What it shares and looks for"),
    }  # fmt: skip
    return names.get(part, part)


def said(content: Content, part: str) -> str:
    """What the sheet says there; a dash for nothing."""
    if part == "sites":
        return "; ".join(site.label or site.address for site in content.sites) or "–"
    if part == "descriptions":
        return "\n".join(content.descriptions.values()) or "–"
    if part == "offers":
        return ", ".join(offer.theme for offer in content.offers) or "–"
    if part == "parent":
        return Organisation.objects.get(pk=content.parent).name if content.parent else "–"
    return str(getattr(content, part)) or "–"
