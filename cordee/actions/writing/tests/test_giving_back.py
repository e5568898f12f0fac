"""What is handed in and does not become public goes back to its author: her text, the reason, the way on."""

from dataclasses import replace

import pytest
from django.core import mail

from cordee.accounts.models import User
from cordee.actions import contributing, deciding, drafts, giving_back, queries, versions
from cordee.actions.keeping.tests.browsers import browser, english, inside, text
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, animator, content, member, now, said, titled
from cordee.actions.writing.tests.pages import send
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Organisation:
    """Of this structure the team reads everything before."""
    made = organisation()
    set_regime(organisation=made, regime=Regime.ALWAYS, by=animator())
    return made


def _proposed(lead: Organisation, user: User) -> Action:
    known = action(lead, title="Before")
    start, version = versions.to_edit(known, by=user)
    contributing.revise(action=known, content=titled(start, "Proposed"), base_version=version, by=user)
    return now(known)


def _refuse(known: Action, reason: str = "Précisez le partenaire.") -> None:
    deciding.refuse(action=known, by=animator(), version=now(known).version, reason=reason)


def test_a_refused_edit_is_its_author_s_draft_again(lead: Organisation) -> None:
    user = member(lead)
    known = _proposed(lead, user)
    _refuse(known)
    draft = Draft.objects.get(owner=user, action=known)
    (letter,) = mail.outbox
    assert (letter.to, f"/espace/brouillons/{draft.pk}/" in str(letter.body)) == ([user.email], True)
    client = browser(user)
    form = client.get(english("draft", draft.pk))
    assert 'value="Proposed"' in text(form)
    assert "Précisez le partenaire." in text(form)
    assert "Précisez le partenaire." in inside(user, known)
    assert "Précisez le partenaire." in text(client.get(english("space")))
    assert send(client, form, title_fr="Proposed again").status_code == 302
    waiting = versions.to_edit(known, by=user)[0]
    assert (waiting.texts["fr"].title, said(known).texts["fr"].title) == ("Proposed again", "Before")


def test_a_draft_begun_upon_what_is_then_refused_loses_neither_text(lead: Organisation) -> None:
    user = member(lead)
    known = _proposed(lead, user)
    start, version = versions.to_edit(known, by=user)
    mine = {"form": {"title_fr": ["Proposed"], "summary_fr": ["And more"]}}
    drafts.of_edit(by=user, action=known, base_version=version, data=mine)
    _refuse(known)
    assert Draft.objects.get(owner=user).data == mine
    more = replace(start, goals=(4, 17))
    contributing.revise(action=known, content=more, base_version=version, by=user)
    waiting = versions.to_edit(known, by=user)[0]
    assert (waiting.texts["fr"].title, waiting.goals) == ("Proposed", (4, 17))


def test_another_s_edit_does_not_bring_a_refused_one_back(lead: Organisation) -> None:
    user, other = member(lead), member(lead)
    known = _proposed(lead, user)
    start, version = versions.to_edit(known, by=other)
    _refuse(known)
    contributing.revise(action=known, content=replace(start, goals=(4,)), base_version=version, by=other)
    waiting = versions.to_edit(known, by=other)[0]
    assert (waiting.texts["fr"].title, waiting.goals) == ("Before", (4,))


@pytest.mark.parametrize("typed", ["", "before", "since"])
def test_what_waits_again_is_her_draft_no_more_unless_she_has_typed_more(
    lead: Organisation, typed: str
) -> None:
    user, more = member(lead), {"form": {"title_fr": ["Encore"]}}
    known = _proposed(lead, user)
    proposed = known.latest_revision.content["content"] if known.latest_revision else {}
    if typed == "before":
        drafts.of_edit(by=user, action=known, base_version=known.version, data=more)
    _refuse(known)
    draft = Draft.objects.get(owner=user)
    if typed == "since":
        drafts.save(draft=draft, by=user, data=more, version=draft.version)
    giving_back.take_again(action=known, author=user, content=proposed)
    left = Draft.objects.filter(owner=user).first()
    assert (left and (left.data, left.given_back_for)) == ((more, "") if typed else None)


@pytest.mark.parametrize("act", ["withdraw", "archive"])
def test_what_waited_on_a_sheet_that_is_taken_down_goes_back_too(lead: Organisation, act: str) -> None:
    user = member(lead)
    known = _proposed(lead, user)
    if act == "withdraw":
        deciding.withdraw(action=known, by=animator(), reason="Faux.")
    else:
        contributing.archive(action=known, by=member(lead), reason="Faux.")
    draft = Draft.objects.get(owner=user, action=known)
    assert draft.data["content"]["texts"]["fr"]["title"] == "Proposed"
    assert draft.given_back_for == "Faux."


def test_who_has_left_finds_no_draft(lead: Organisation) -> None:
    user = member(lead)
    known = _proposed(lead, user)
    Membership.objects.filter(user=user).update(state=MembershipState.REFUSED, decision_reason="Non.")
    _refuse(known)
    assert not Draft.objects.exists()


def test_an_edit_of_which_something_is_asked_waits_for_its_author(lead: Organisation) -> None:
    user = member(lead)
    known = _proposed(lead, user)
    deciding.request_changes(action=known, by=animator(), reason="Précisez le partenaire.")
    assert not queries.waiting().exists()
    page = inside(user, known)
    assert "Changes requested" in page
    assert "Proposed" in page
    start, version = versions.to_edit(known, by=user)
    contributing.revise(action=known, content=titled(start, "Mended"), base_version=version, by=user)
    assert [one.pk for one in queries.waiting()] == [known.pk]


def test_a_new_sheet_that_is_refused_stays_its_author_s(lead: Organisation) -> None:
    user = member(lead)
    known = contributing.contribute(by=user, content=content(lead, title="Refusée d’emblée"))
    _refuse(known)
    assert "Refusée d’emblée" in inside(user, known)
    assert not Draft.objects.exists()
