"""Reading accounts."""

from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

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


def said_elsewhere(user: User) -> dict[str, str]:
    """What another site that vouches for her said last: hints that nobody has checked. Empty without one."""
    account = SocialAccount.objects.filter(user=user).order_by("-last_login").first()
    return account.extra_data if account else {}


def siret_hint(user: User) -> str:
    """The number of the employer as another site gives it: it helps to look, it proves nothing."""
    return said_elsewhere(user).get("siret", "")


def factors_of(user: User) -> int:
    """How many second factors the account has, recovery codes apart."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    number: int = Authenticator.objects.filter(user=user, type__in=kinds).count()
    return number
