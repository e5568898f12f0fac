"""What the sign-in library asks of us: how accounts are made, who is written to, and how."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cordee.accounts import emails, oidc, sealing, sessions
from cordee.accounts.models import User
from cordee.accounts.tokens import Refused

logger = logging.getLogger(__name__)


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

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Another address opens the account: this session goes on, the others have ended."""
        with transaction.atomic():
            confirmed: bool = super().confirm_email(request, email_address)
        if confirmed and request.user == email_address.user:
            sessions.keep(request, email_address.user)
        return confirmed

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who has just come in is not asked again who she is."""
        if self.request.user.is_authenticated and sessions.is_fresh(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to what protects the account."""
        return reverse("mfa_index")


class SecondFactor(DefaultMFAAdapter):
    """How the second factor names this site to the applications that keep its secret, and how we keep it."""

    def encrypt(self, text: str) -> str:
        """As it is written down."""
        return sealing.closed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it is compared."""
        return sealing.opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The territory's name."""
        return settings.TERRITORY.name_in(settings.LANGUAGE_CODE)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The territory's name, for the host of this site."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": self.get_totp_issuer()}


class OtherSites(DefaultSocialAccountAdapter):
    """Accounts of people for whom another site vouches."""

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002  # the library's signature, here and below
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """From the settings alone: no row of the database opens accounts."""
        given = settings.SOCIALACCOUNT_PROVIDERS.get(oidc.KIND, {}).get("APPS", [])
        return [
            app
            for app in (SocialApp(provider=oidc.KIND, **fields) for fields in given)
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:  # noqa: ARG002
        """No token is kept, not even in the session; a new person needs an address to be written to."""
        sociallogin.token = None
        connects = sociallogin.state.get("process") == "connect"
        if not (sociallogin.is_existing or connects or sociallogin.email_addresses):
            raise PermissionDenied("the provider gives no address")

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """The account remembers the language in which it was asked for."""
        sociallogin.user.language = get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, sociallogin, form)
        return saved

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        """Back to what protects the account."""
        return reverse("mfa_index")

    def on_authentication_error(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        """Say in the log why; only in our own words, for those of others may hold a token."""
        reason = f"{exception}" if isinstance(exception, (Refused, PermissionDenied)) else ""
        kind = type(exception).__name__ if exception else error
        logger.warning("Signing in through %s failed: %s %s", provider.sub_id, kind, reason)

    def get_requests_session(self) -> Any:
        """Gives up after five seconds, follows no redirect."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session
