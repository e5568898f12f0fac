"""The session that goes on where the others of the account end: its owner has just changed how it opens."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from cordee.accounts.models import User


def keep(request: HttpRequest, user: User) -> None:
    """This session holds under the new password or address, and stays in the list of sessions."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
