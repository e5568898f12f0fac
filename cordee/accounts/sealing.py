"""Secrets of second factors are closed with the site's key: a copy of the database opens no account."""

from base64 import urlsafe_b64encode

from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def closed(secret: str) -> str:
    """What is written in the database."""
    return _box().encrypt(secret.encode()).decode()


def opened(text: str) -> str:
    """The secret; another one, that nobody knows, where the site's key is no longer that of the day."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        return str(generate_totp_secret())


def _box() -> MultiFernet:
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(salted_hmac(__name__, "", secret=key, algorithm="sha256").digest()))
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )
