"""Signing in at once, as if the person had gone through the door; the team's with its second factor."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from cordee.accounts import operations, queries
from cordee.accounts.enums import Document
from cordee.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, user: User, *, second_factor: bool = True, is_ready: bool = True) -> None:
    """This client is now the person's browser; a ready one has said who she is and accepted the terms."""
    if is_ready:
        operations.accept(user=user, documents=list(Document), version=queries.terms_in_force())
        if not user.is_introduced:
            user.first_name, user.last_name = user.first_name or "Ana", user.last_name or "Roux"
            user.save()
        operations.seen(user=user)
    client.force_login(user, backend=BACKEND)
    proofs = [{"method": "password", "at": time.time()}]
    if second_factor:
        proofs.append({"method": "mfa", "type": "totp", "at": time.time()})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = proofs
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
