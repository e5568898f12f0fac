"""What the database asks of the texts of a structure's sheet: that each fits its column, and is text."""

from collections.abc import Iterator

from django.db.models import Model

from cordee.core.fitting import language_misfits, misfits
from cordee.organisations.content import Content
from cordee.organisations.models import Offer, Organisation, OrganisationSite, OrganisationText


def problems(content: Content) -> list[str]:
    """Sentences that say how to mend it."""
    found = [problem for model, name, text in _texts(content) for problem in misfits(model, name, text)]
    return found + list(language_misfits(content.descriptions))


def _texts(content: Content) -> Iterator[tuple[type[Model], str, str]]:
    for name in ("name", "acronym", "commune", "locality", "website", "source", "note"):
        yield Organisation, name, getattr(content, name)
    for description in content.descriptions.values():
        yield OrganisationText, "description", description
    for site in content.sites:
        for name in ("label", "address", "commune"):
            yield OrganisationSite, name, getattr(site, name)
    for offer in content.offers:
        yield Offer, "text", offer.text
