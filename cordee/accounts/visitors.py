"""Whose act it is, for what is counted: the account, else the network that the request comes from."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest

from cordee.accounts.models import User

_ONE_HOUSEHOLD = 64
"""Bits of an IPv6 address that one line has: behind them it takes as many addresses as it likes."""


def person_of(request: HttpRequest) -> User:
    """Who is signed in: nobody else comes to such a page (LoginRequiredMiddleware)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def key_of(request: HttpRequest) -> str:
    """For `core.limits`, which keeps it hashed. 403 where nobody can tell from where a visitor comes."""
    if isinstance(request.user, User):
        return f"account {request.user.pk}"
    address = ip_address(get_adapter().get_client_ip(request))
    if address.version == 4:
        return f"network {address}"
    if address.ipv4_mapped:
        return f"network {address.ipv4_mapped}"
    return f"network {ip_network((address, _ONE_HOUSEHOLD), strict=False)}"
