"""What is on the desk, for tests: sheets that wait, sheets to look at, reports, and who sits there."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from cordee.accounts.models import User
from cordee.actions import contributing, reports
from cordee.actions.enums import ReportKind
from cordee.actions.models import Action, Report
from cordee.actions.tests.factories import animator, content, member, now, said, titled
from cordee.organisations.enums import Kind, Regime
from cordee.organisations.models import Organisation, Remit
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from tests.signing_in import sign_in


def seat(user: User | None = None) -> Client:
    """The browser of a member of the team."""
    client = Client()
    sign_in(client, user or animator())
    return client


def limited(*kinds: Kind) -> User:
    """An animator who looks after some kinds of structure."""
    user = animator()
    Remit.objects.create(user=user, kinds=list(kinds), communes=[])
    return user


def under(regime: Regime, **parts: Any) -> tuple[Organisation, User]:
    """A structure with its own regime, and a contributor."""
    lead = organisation(**parts)
    set_regime(organisation=lead, regime=regime, by=animator())
    return lead, member(lead)


def submitted(title: str = "Jumelage", **parts: Any) -> Action:
    """A new sheet that waits."""
    lead, author = under(Regime.ALWAYS, **parts)
    return now(contributing.contribute(by=author, content=content(lead, title=title)))


def to_look_at(title: str = "Jumelage", **parts: Any) -> Action:
    """A new sheet that is public, and that nobody of the team has looked at."""
    lead, author = under(Regime.AFTER, **parts)
    return now(contributing.contribute(by=author, content=content(lead, title=title)))


def edited(action: Action, title: str) -> Action:
    """The same after its contributor has given it another title: at once, or to wait."""
    known = now(action)
    author = member(known.lead)
    contributing.revise(
        action=known, content=titled(said(known), title), base_version=known.version, by=author
    )
    return now(action)


def pending(title: str = "Jumelage", proposed: str = "Jumelage d’écoles") -> Action:
    """A public sheet with an edit that waits."""
    known = to_look_at(title)
    set_regime(organisation=known.lead, regime=Regime.ALWAYS, by=animator())
    return edited(known, proposed)


def reported(action: Action, text: str = "La date est fausse.", email: str = "") -> Report:
    """Somebody without an account says something of a sheet."""
    return reports.report(
        action=action,
        viewer=AnonymousUser(),
        kind=ReportKind.CORRECTION,
        text=text,
        key=f"visitor-{action.pk}",
        email=email,
    )


def screen(action: Action) -> str:
    """The address of a sheet's screen."""
    return reverse("desk-queue:sheet", args=[action.pk])


def act(client: Client, action: Action, code: str, **fields: Any) -> Any:
    """Send an act, on the version that the sheet has now unless another is named."""
    said_now = {"act": code, "version": now(action).version} | fields
    return client.post(screen(action), said_now)


def page(client: Client, address: str) -> str:
    """What the page shows."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())
