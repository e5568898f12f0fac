"""What the sign-in library asks of us: how accounts are made, who is written to, and how."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cordee.accounts import emails
from cordee.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """Accounts by address alone, letters from the mail table, one's own space after signing in."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter in the language of the account; of the visitor where there is no account."""
        known = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        language = known or get_language() or settings.LANGUAGE_CODE
        emails.write(template_prefix, to=email, language=language, said=context)

    def save_user(self, request: HttpRequest, user: User, form: Any, **more: Any) -> User:
        """The account remembers the language in which it was asked for."""
        user.language = get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, **more)
        return saved

    def clean_email(self, email: str) -> str:
        """Addresses are kept in lower case, as everywhere."""
        return str(super().clean_email(email)).lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to what protects the account."""
        return reverse("mfa_index")


class SecondFactor(DefaultMFAAdapter):
    """How the second factor names this site in the applications that keep its secret."""

    def get_totp_issuer(self) -> str:
        """The territory's name."""
        return settings.TERRITORY.name_in(settings.LANGUAGE_CODE)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The territory's name, for the host of this site."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": self.get_totp_issuer()}
