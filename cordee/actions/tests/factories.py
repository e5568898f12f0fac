"""Actions and people for tests, written as the site writes them."""

from dataclasses import replace
from itertools import count
from typing import Any

from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import contributing, operations, queries, versions
from cordee.actions.content import Content, Place, Text
from cordee.actions.enums import ActionType, Precision
from cordee.actions.models import Action
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

OXFORD = Place(precision=Precision.CITY, place="Oxford", country="GB", lon=-1.256, lat=51.752)
ESSEN = Place(precision=Precision.CITY, place="Essen", country="DE", lon=7.012, lat=51.456)
_numbers = count(1)


def content(lead: Organisation | None = None, *, title: str = "Jumelage", **parts: Any) -> Content:
    """What a small twinning says; `title` and `summary` are in French."""
    text = Text(title=title, summary=parts.pop("summary", ""))
    values: dict[str, Any] = {"type": ActionType.PARTNERSHIP, "places": (OXFORD,), "goals": (17,)}
    return Content(lead=(lead or organisation()).pk, **values | {"texts": {"fr": text}} | parts)


def action(lead: Organisation | None = None, *, key: str = "", **parts: Any) -> Action:
    """A live action, with the rows around it."""
    key = key or f"action-{next(_numbers)}"
    operations.put([operations.Entry(key=key, content=content(lead, **parts))])
    return fresh(key)


def fresh(key: str) -> Action:
    """The action as the database now has it."""
    return queries.with_everything(Action.objects.filter(key=key)).get()


def edited(known: Action, **parts: Any) -> Action:
    """The same action after an edit of these parts."""
    assert known.key
    operations.edit(action=known, content=replace(queries.content_of(fresh(known.key)), **parts))
    return fresh(known.key)


def person(*, verified: bool = False, **fields: Any) -> User:
    """An account; plain unless it is said to be verified."""
    validated = timezone.now() if verified else None
    return User.objects.create_user(f"p{next(_numbers)}@example.org", validated_at=validated, **fields)


def member(lead: Organisation, **fields: Any) -> User:
    """A validated account with an active membership in the structure."""
    user = person(verified=True, **fields)
    Membership.objects.create(user=user, organisation=lead, state=MembershipState.ACTIVE)
    return user


def animator() -> User:
    """A member of the team."""
    return person(verified=True, is_staff=True)


def now(known: Action) -> Action:
    """The same action as the database now has it."""
    return queries.with_everything(Action.objects.filter(pk=known.pk)).get()


def said(known: Action) -> Content:
    """What the sheet now says."""
    return queries.content_of(now(known))


def titled(known: Content, title: str) -> Content:
    """The same under another title."""
    return replace(known, texts={"fr": replace(known.texts["fr"], title=title)})


def title_of(known: Action) -> str:
    """What everybody reads as its title."""
    return said(known).texts["fr"].title


def under(regime: Regime) -> tuple[Organisation, User]:
    """A structure with its own regime, and a contributor."""
    lead = organisation()
    set_regime(organisation=lead, regime=regime, by=animator())
    return lead, member(lead)


def retitle(known: Action, title: str, by: User) -> contributing.Revised:
    """Somebody gives the sheet another title, as she is shown it."""
    start, version = versions.to_edit(known, by=by)
    return contributing.revise(action=known, content=titled(start, title), base_version=version, by=by)
