"""Every address × every role, written to: who reads nothing writes nothing, and rubbish breaks nothing."""

from typing import Final

import pytest
from django.test import Client

from cordee.journal.models import Change
from tests.data import ROLES, TEAM, Cast
from tests.permissions.addresses import walk
from tests.permissions.records import page_of, records
from tests.permissions.table import DOOR, Line, lines
from tests.permissions.test_matrix import RAISES_ON_PURPOSE, filled

RUBBISH: Final[tuple[dict[str, str], ...]] = (
    {},
    {
        "act": "approve", "decision": "yes", "membership": "1", "invitation": "1", "contact": "1",
        "role": "referent", "reason": "x", "words": "x", "version": "1", "sure": "1", "text": "x",
        "name": "x", "confirm": "1", "pk": "1", "selected": "1", "kind": "erreur", "email": "x@example.org",
    },
    {
        "act": "\x00" * 9, "version": "9" * 40, "membership": "-1", "text": "<b>",
        "start": "\u202e\U0001f30d" * 50,
    },
)  # fmt: skip
"""Nothing; what forms send, at the number 1; what no form sends."""
REFUSED: Final = {403, 404, 405, 410, 429}


@pytest.mark.parametrize("role", ROLES)
def test_where_one_reads_nothing_one_writes_nothing(cast: Cast, role: str) -> None:
    client, faults, closed = cast.client(role), [], 0
    # What is open comes last: rubbish may well be a request to join, which opens a page or two.
    for line in sorted(lines(), key=lambda line: line.answer_for(role) == 200):
        expected = line.answer_for(role)
        if line.address.startswith("/compte/"):
            continue  # the doors are for all, and have tests of their own
        for said in RUBBISH:
            before = Change.objects.count()
            response = client.post(filled(line.address, cast), said)
            if response.status_code >= 500:
                faults.append(f"{role} {line.address}: {response.status_code}")
            if expected == 200 or role in line.written_by:
                continue
            closed += 1
            where = response.headers.get("Location", "")
            if response.status_code not in REFUSED and not where.startswith((DOOR, *_led(line))):
                faults.append(f"{role} {line.address}: {response.status_code} {where}")
            if Change.objects.count() != before:
                faults.append(f"{role} {line.address} writes: {Change.objects.latest('pk').act}")
    assert not faults, "\n".join(faults)
    assert closed > 20


def _led(line: Line) -> tuple[str, ...]:
    """An old address leads on, whatever the method."""
    return (line.answers,) if isinstance(line.answers, str) else ()


@pytest.mark.parametrize("role", sorted(set(ROLES) - TEAM))
def test_the_back_office_takes_nothing_from_others(cast: Cast, role: str) -> None:
    client, faults = cast.client(role), []
    client.raise_request_exception = False
    before = Change.objects.count()
    seen = [one for one in walk() if one.is_back_office and one.name not in RAISES_ON_PURPOSE]
    for address in seen:
        response = client.post(address.example, RUBBISH[1])
        where = response.headers.get("Location", "")
        if response.status_code not in REFUSED and not where.startswith((DOOR, "/animation/login/")):
            faults.append(f"{role} {address.example}: {response.status_code} {where}")
    assert not faults, "\n".join(faults)
    assert len(seen) > 150
    assert Change.objects.count() == before


def test_a_remit_is_a_limit_to_acts(cast: Cast) -> None:
    client, before, closed = cast.client("limited"), Change.objects.count(), 0
    for name, (row, readers) in records(cast).items():
        if "limited" in readers or name.endswith(":inspect"):
            continue
        for said in RUBBISH:
            answer = client.post(page_of(name, row.pk), said)
            assert answer.status_code == 404, (name, said)
            closed += 1
    assert closed > 10
    assert Change.objects.count() == before


@pytest.mark.parametrize("role", ["team", "administrator"])
def test_the_back_office_writes_what_it_decides_and_nothing_else(cast: Cast, role: str) -> None:
    """Wagtail's own forms are closed to the team too: each act goes through an operation."""
    client, faults = cast.client(role), []
    client.raise_request_exception = False
    for address in walk():
        if not address.is_back_office or address.name in RAISES_ON_PURPOSE:
            continue
        for said in (RUBBISH[0], RUBBISH[2]):
            response = client.post(address.example, said)
            if response.status_code >= 500:
                faults.append(f"{role} {address.example}: {response.status_code}")
    assert not faults, "\n".join(faults)


def test_a_form_without_its_mark_is_refused_everywhere(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = cast.client("administrator").cookies
    written, faults = 0, []
    for line in lines():
        response = client.post(filled(line.address, cast), RUBBISH[1])
        written += response.status_code == 403
        if response.status_code not in REFUSED:
            faults.append(f"{line.address}: {response.status_code}")
    assert not faults, "\n".join(faults)
    assert written > 20
