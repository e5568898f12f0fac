"""Every address × every role: the status, and one thing that the page shows or must not. None is left out."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.data import ROLES, Cast
from tests.permissions.addresses import Address, walk
from tests.permissions.table import LOGIN, Line, lines

OPEN_IN_BACK_OFFICE = {
    "wagtailadmin_login",
    "wagtailadmin_logout",  # takes POST alone: 405
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",  # icons
}
"""What Wagtail shows before signing in; all else of the back office leads there."""
RAISES_ON_PURPOSE = {"wagtailadmin_error_test"}


def test_no_pattern_is_left_out() -> None:
    seen = {address.name for address in walk() if not address.is_back_office}
    assert seen == {line.route for line in lines()}
    assert len(walk()) > 180


@pytest.mark.parametrize("role", ROLES)
def test_matrix(cast: Cast, role: str) -> None:
    client, cells, faults = cast.client(role), 0, []
    translated = {address.name for address in walk() if address.is_translated}
    for line in lines():
        for prefix in ("", "/en") if line.route in translated else ("",):
            cells += 1
            fault = _fault(client, line, prefix, role, cast)
            faults += [f"{role} {prefix}{line.address}: {fault}"] if fault else []
    assert not faults, "\n".join(faults)
    print(f"{role}: {cells} addresses")  # noqa: T201
    assert cells > 100


def _fault(client: Client, line: Line, prefix: str, role: str, cast: Cast) -> str:
    """What is wrong with one cell; nothing where it is as the table says."""
    response = client.get(prefix + _filled(line.address, cast))
    expected = line.answer_for(role)
    if isinstance(expected, str):
        where = response.headers.get("Location", "")
        right = response.status_code in (301, 302) and where == prefix + expected
        return "" if right else f"{response.status_code} {where} instead of {expected}"
    if line.route.startswith("wagtaildocs") and role == "visitor":
        return "" if response.headers.get("Location", "").startswith(LOGIN) else "is told to a visitor"
    if response.status_code != expected:
        return f"{response.status_code} instead of {expected}"
    text = body(response)
    if expected == 200 and line.shows not in text:
        return f"does not show {line.shows}"
    return f"shows {line.hides}" if line.hides in text.lower() else ""


def _filled(address: str, cast: Cast) -> str:
    structures = {"dissolved" if name == "archived" else name: s for name, s in cast.structures.items()}
    slugs = {name: structure.slug for name, structure in structures.items()}
    return address.format(**slugs | {name: action.slug for name, action in cast.actions.items()})


def body(response: Any) -> str:
    """The whole answer as text, entities resolved."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return unescape(content.decode("utf-8", errors="replace"))


@pytest.mark.parametrize("role", ROLES)
def test_back_office(cast: Cast, role: str) -> None:
    client, faults = cast.client(role), []
    client.raise_request_exception = False
    seen = [address for address in walk() if address.is_back_office and address.name not in RAISES_ON_PURPOSE]
    for address in seen:
        response = client.get(address.example)
        if not _is_right(response, address, role):
            faults.append(
                f"{role} {address.example}: {response.status_code} {response.headers.get('Location')}"
            )
    assert not faults, "\n".join(faults)
    assert len(seen) > 150


def _is_right(response: Any, address: Address, role: str) -> bool:
    """The team looks; everybody else is led to the page where one signs in, or refused."""
    if role in ("team", "administrator"):
        wanted = {200} if address.name == "wagtailadmin_home" else {200, 302, 400, 403, 404, 405}
        return response.status_code in wanted
    if address.name in OPEN_IN_BACK_OFFICE:
        wanted = {200, 302} if address.name == "wagtailadmin_login" else {200, 302, 404, 405}
        return response.status_code in wanted  # 404: closed by the guard
    led_away = response.headers.get("Location", "").startswith(("/animation/login/", "/"))
    return (response.status_code == 302 and led_away) or response.status_code in (403, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_addresses_are_only_read(cast: Cast, method: str) -> None:
    client, faults = cast.client("administrator"), []
    asked = [line for line in lines() if line.answers == 200 and not line.route.startswith("wagtail")]
    for line in asked:
        response = getattr(client, method)(_filled(line.address, cast))
        if response.status_code != 405:
            faults.append(f"{method} {line.address}: {response.status_code}")
    assert not faults, "\n".join(faults)
    assert len(asked) > 40
