"""Every address × every role: the status, and one thing that the page shows or must not. None is left out."""

from uuid import UUID

import pytest
from django.test import Client

from tests.data import ROLES, TEAM, Cast
from tests.permissions.addresses import Address, walk
from tests.permissions.answers import text_of
from tests.permissions.records import NOWHERE, WITHOUT_ROWS, page_of, records
from tests.permissions.table import DOOR, Line, lines

ALWAYS_OPEN = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
"""What the page where one signs in is made of."""
OF_THE_TEAM = {"wagtailadmin_home", "wagtailadmin_account"}
"""Besides the records (`desk-…`), all that the back office has open."""
OLD_DOOR = "/animation/login/"
"""Wagtail's own, which leads to the one door."""
OF_ACCOUNTS = ("/compte/", "/espace/")
"""Where people write: their own tests look at that."""
ONLY_SENT = {"desk-queue:undo"}
OLD_DOOR = "/animation/login/"
"""Wagtail's own, which leads to the one door: so does what it has no page for."""
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
    print(f"{role}: {cells} addresses")  # noqa: T201  # how much was looked at
    assert cells > 100


def _fault(client: Client, line: Line, prefix: str, role: str, cast: Cast) -> str:
    """What is wrong with one cell; nothing where it is as the table says."""
    response = client.get(prefix + filled(line.address, cast))
    expected = line.answer_for(role)
    if isinstance(expected, str):
        where = response.headers.get("Location", "").partition("?")[0]
        right = response.status_code in (301, 302) and where == prefix + expected
        return "" if right else f"{response.status_code} {where} instead of {expected}"
    if line.route.startswith("wagtaildocs") and role == "visitor":
        return "" if response.headers.get("Location", "").startswith(DOOR) else "is told to a visitor"
    if response.status_code != expected:
        return f"{response.status_code} instead of {expected}"
    text = text_of(response)
    if expected == 200 and line.shows not in text:
        return f"does not show {line.shows}"
    return f"shows {line.hides}" if line.hides in text.lower() else ""


def filled(address: str, cast: Cast) -> str:
    """The address with the slugs and tokens of the cast."""
    structures = {"dissolved" if name == "archived" else name: s for name, s in cast.structures.items()}
    slugs = {name: structure.slug for name, structure in structures.items()}
    slugs |= {name: action.slug for name, action in cast.actions.items()}
    return address.format(**slugs, **cast.tokens)


@pytest.mark.parametrize("role", ROLES)
def test_back_office(cast: Cast, role: str) -> None:
    client, faults = cast.client(role), []
    client.raise_request_exception = False
    seen = [address for address in walk() if address.is_back_office and address.name not in RAISES_ON_PURPOSE]
    known = records(cast)
    for address in seen:
        found = _found(client, address.example)
        if address.name not in known and found != (expected := _expected(address, role)):
            faults.append(f"{role} {address.example}: {found} instead of {expected}")
    for name, (row, readers) in known.items():
        nowhere = UUID(int=NOWHERE) if isinstance(row.pk, UUID) else NOWHERE
        for there, where in ((True, page_of(name, row.pk)), (False, page_of(name, nowhere))):
            expected = 200 if there and role in readers else _closed(role)
            if (found := _found(client, where)) != expected:
                faults.append(f"{role} {where}: {found} instead of {expected}")
    assert not faults, "\n".join(faults)
    assert len(seen) > 150
    assert known.keys() | WITHOUT_ROWS == {address.name for address in seen if _is_of_one(address)}


def _found(client: Client, where: str) -> int | str:
    """The status, or where one is led."""
    response = client.get(where)
    return response.headers.get("Location", "").partition("?")[0] or response.status_code


def _is_of_one(address: Address) -> bool:
    return address.name.startswith("desk-") and ":pk>" in address.route


def _closed(role: str) -> int | str:
    return DOOR if role == "visitor" else 404


def _expected(address: Address, role: str) -> int | str:
    """The status, or where one is led: the team looks, a visitor signs in, others learn nothing."""
    if address.name in ALWAYS_OPEN:
        return 200 if role in TEAM or role == "visitor" else 404
    if address.name == "wagtailadmin_login":
        return DOOR if role in TEAM or role == "visitor" else 404
    if address.name.startswith("wagtailadmin_api:"):
        return 404
    if role == "visitor" and address.example.endswith("//"):
        return OLD_DOOR
    if role not in TEAM:
        return _closed(role)
    if address.name == "wagtailadmin_account":
        return "/compte/vous/"
    is_open = address.name in OF_THE_TEAM or address.name.startswith("desk-")
    return 200 if is_open and not _is_of_one(address) and address.name not in ONLY_SENT else 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_addresses_are_only_read(cast: Cast, method: str) -> None:
    client, faults = cast.client("administrator"), []
    asked = [
        line
        for line in lines()
        if line.answers == 200
        and not line.address.startswith(OF_ACCOUNTS)
        and not (method == "post" and line.is_written)
    ]
    for line in asked:
        response = getattr(client, method)(filled(line.address, cast))
        if response.status_code != 405:
            faults.append(f"{method} {line.address}: {response.status_code}")
    assert not faults, "\n".join(faults)
    assert len(asked) > 40
