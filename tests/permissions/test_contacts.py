"""E-mail addresses and telephone numbers of contacts: opened by POST, for whom the rule says, and logged."""

from typing import Final

import pytest

from cordee.contacts.models import Reveal
from tests.data import INSIDE, ROLES, TEAM, UNLIMITED, VERIFIED, WRITERS, Cast
from tests.permissions.answers import text_of

SEERS = INSIDE | TEAM
KEEPERS = WRITERS | UNLIMITED
OPENS: Final = {
    ("full", 1): VERIFIED,
    ("full", 2): SEERS,
    ("full", 3): frozenset[str](),
    ("verified", 1): VERIFIED,
    ("structure", 1): SEERS,
    ("draft", 1): frozenset[str](),
}
"""Action and position, with the roles that open the card's address and number."""
VALUES: Final = {"courriel": "zzjoindre", "telephone": "99 12 34 56"}


@pytest.mark.parametrize("role", ROLES)
def test_a_part_opens_for_whom_the_rule_says(cast: Cast, role: str) -> None:
    client, faults = cast.client(role), []
    for (name, position), openers in OPENS.items():
        for field, value in VALUES.items():
            for prefix in ("", "/en"):
                address = f"{prefix}/actions/{cast.actions[name].slug}/contacts/{position}/{field}/"
                response = client.post(address)
                says = value in text_of(response)
                if says is not (role in openers) or (response.status_code == 200) is not says:
                    faults.append(f"{role} {address}: {response.status_code}, {says}")
    assert not faults, "\n".join(faults)
    assert Reveal.objects.count() == 2 * sum(role in openers for openers in OPENS.values())


@pytest.mark.parametrize("role", sorted(set(ROLES) - VERIFIED))
def test_who_is_not_verified_writes_to_nobody(cast: Cast, role: str) -> None:
    client = cast.client(role)
    for name, expected in (("full", 403), ("verified", 404), ("structure", 404), ("draft", 404)):
        address = f"/actions/{cast.actions[name].slug}/contacts/1/message/"
        assert client.post(address, {"text": "Bonjour"}).status_code == expected


@pytest.mark.parametrize("role", sorted(VERIFIED))
def test_what_is_opened_goes_into_no_cache_and_no_list(cast: Cast, role: str) -> None:
    response = cast.client(role).post(f"/actions/{cast.actions['full'].slug}/contacts/1/courriel/")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "zzjoindre" not in str(response.headers)


NAMES: Final = {"full": KEEPERS, "hidden": KEEPERS, "structure": KEEPERS, "draft": KEEPERS, "verified": TEAM}
"""Sheets, with the roles that name persons on them."""
OPENED: Final = {1: True, 2: True, 3: False}
"""Positions on `full`: whether who writes the card may open what reaches the person."""


@pytest.mark.parametrize("role", ROLES)
def test_a_card_opens_to_who_writes_it_where_the_rule_says(cast: Cast, role: str) -> None:
    client, faults, opened = cast.client(role), [], 0
    for name, writers in NAMES.items():
        for position in OPENED if name == "full" else (1,):
            address = f"/espace/actions/{cast.actions[name].slug}/contacts/{position}/"
            assert not any(value in text_of(client.get(address)) for value in VALUES.values())
            response = client.post(address, {"act": "open"})
            expected = role in writers and (name not in ("full", "hidden") or OPENED[position])
            found = {value in text_of(response) for value in VALUES.values()}
            opened += expected
            if found != {expected}:
                faults.append(f"{role} {address}: {response.status_code}, {found}")
    assert not faults, "\n".join(faults)
    assert Reveal.objects.count() >= opened
