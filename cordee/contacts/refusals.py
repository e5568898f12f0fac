"""Who has objected is not named again by the same structure: a keyed mark of her address tells it."""

from django.utils.crypto import salted_hmac

from cordee.contacts.models import Coordinates
from cordee.organisations.models import Organisation

_SALT = "cordee.contacts.refusals"


def mark_of(email: str) -> str:
    """What is left of an address that objected: it can be compared, not read."""
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()


def has_refused(email: str, structure: Organisation) -> bool:
    """The person at this address has objected to being named by this structure."""
    refused = Coordinates.objects.filter(refused_address=mark_of(email), contact__structure=structure)
    return refused.exists()
