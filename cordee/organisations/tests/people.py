"""People around structures, for tests: made as the site makes them."""

import secrets
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from cordee.accounts.models import User
from cordee.organisations import memberships
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.territory import instance
from cordee.territory.shape import Territory

REFERENT, MEMBER = MembershipRole.REFERENT, MembershipRole.MEMBER
_numbers = count(1)


def person(**fields: Any) -> User:
    """An account that nobody has validated."""
    return User.objects.create_user(f"person{next(_numbers)}@example.org", "x", **fields)


def validated(**fields: Any) -> User:
    """An account that an animator has validated."""
    return person(validated_at=timezone.now(), **fields)


def animator(**fields: Any) -> User:
    """A member of the team."""
    return person(is_staff=True, **fields)


def joined(organisation: Organisation, role: MembershipRole = MEMBER, user: User | None = None) -> Membership:
    """Somebody in force in the structure: she asked, an animator said yes."""
    asked = memberships.request(
        user=user or person(), organisation=organisation, reason="I work there.", role=role
    )
    return memberships.approve(membership=asked, by=animator())


def stands(user: User, organisation: Organisation, state: MembershipState) -> Membership:
    """A membership put there in that state, whatever led to it."""
    is_over = state == MembershipState.ENDED
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        state=state,
        ended_at=timezone.now() if is_over else None,
        decision_reason="No." if state == MembershipState.REFUSED else "",
    )


def now(membership: Membership) -> Membership:
    """The row as it is."""
    return Membership.objects.get(pk=membership.pk)


def token_of(monkeypatch: pytest.MonkeyPatch, token: str) -> str:
    """Have the next invitation carry this token."""
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: token)
    return token


def let_referents_validate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The territory lets referents admit people."""
    territory = instance.current()
    lenient = replace(territory.participation, referents_validate=True)
    other: Territory = replace(territory, participation=lenient)
    monkeypatch.setattr(instance, "current", lambda: other)
