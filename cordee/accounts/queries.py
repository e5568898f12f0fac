"""Reading accounts."""

from datetime import date

from cordee.accounts.enums import Document
from cordee.accounts.models import Acceptance, User
from cordee.territory import instance


def terms_in_force() -> date:
    """The day of the terms that hold now."""
    return instance.current().participation.terms


def has_accepted(user: User) -> bool:
    """The person has accepted every document as it is in force."""
    accepted = Acceptance.objects.filter(user=user, version=terms_in_force()).values_list(
        "document", flat=True
    )
    return set(Document.values) <= set(accepted)
