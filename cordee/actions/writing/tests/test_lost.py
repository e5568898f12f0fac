"""A right that ends while somebody writes: it is said, and what was typed is kept; strangers find nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from cordee.accounts import operations as accounts
from cordee.accounts.models import User
from cordee.actions import operations
from cordee.actions.content import Content
from cordee.actions.enums import Audience
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, animator, member, now, said
from cordee.actions.writing.tests.pages import FIVE, browser, fields_of, opened, send, text
from cordee.actions.writing.tests.test_edit import address
from cordee.moderation.enums import State
from cordee.organisations import operations as structures
from cordee.organisations.enums import MembershipState
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
KEEP = "/en/espace/brouillons/"
TYPED = {"title_fr": "Ce que j’ai tapé"}


def _leave(user: User, _lead: Organisation) -> None:
    now_ = timezone.now()
    Membership.objects.filter(user=user).update(
        state=MembershipState.ENDED, decided_at=now_ - timedelta(days=9), ended_at=now_
    )


def _close(_user: User, lead: Organisation) -> None:
    structures.archive(organisation=lead, by=animator(), reason="Dissoute.")


def _refuse(user: User, _lead: Organisation) -> None:
    accounts.refuse(user=user, by=animator(), reason="Non.")


ENDS: dict[str, tuple[Callable[[User, Organisation], None], str, int]] = {
    "left": (_leave, "You no longer write for", 1),
    "closed": (_close, "You no longer write for", 1),
    "refused": (_refuse, "You no longer write for", 0),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_edit_sent_after_the_right_went_is_kept_for_its_author(end: str) -> None:
    lead = organisation()
    known, user = action(lead, title="Before"), member(lead)
    client, (stop, why, drafts) = browser(user), ENDS[end]
    page = client.get(address(known))
    stop(user, lead)
    answer = send(client, page, **TYPED)
    assert (answer.status_code, fields_of(answer)["title_fr"]) == (403, [TYPED["title_fr"]])
    assert why in text(answer)
    kept = [draft.data["form"]["title_fr"] for draft in Draft.objects.filter(owner=user)]
    assert kept == [[TYPED["title_fr"]]] * drafts
    assert said(known).texts["fr"].title == "Before"
    assert send(client, answer, "keep", title_fr="Et plus encore").status_code in (302, 403)


def test_a_new_sheet_sent_after_she_left_is_her_draft() -> None:
    lead = organisation()
    user = member(lead)
    client = browser(user)
    page = opened(client, lead)
    _leave(user, lead)
    answer = send(client, page, **FIVE)
    assert (answer.status_code, Action.objects.count(), Draft.objects.count()) == (403, 0, 1)
    assert "It is kept among your drafts" in text(answer)
    again = client.get(f"{KEEP}{Draft.objects.get().pk}/")
    assert fields_of(again)["title_en"] == [FIVE["title_en"]]
    assert 'value="send"' not in text(again)


def test_the_script_is_told_why_and_keeps_all_the_same() -> None:
    lead = organisation()
    user = member(lead)
    client = browser(user)
    _leave(user, lead)
    answer = client.post(KEEP, FIVE | {"structure": lead.slug, "form": "f1"})
    assert (answer.status_code, Draft.objects.filter(owner=user).count()) == (200, 1)
    assert "You no longer write for" in answer.json()["said"]


def test_a_structure_that_closed_is_named_as_the_reason() -> None:
    lead = organisation()
    user = member(lead)
    client = browser(user)
    page = opened(client, lead)
    _close(user, lead)
    answer = send(client, page, **FIVE)
    assert answer.status_code == 403
    assert "is in the public list no more" in text(answer)


def test_what_is_written_for_a_structure_goes_on_for_the_one_that_took_it_in() -> None:
    lead, other = organisation(), organisation()
    client = browser(member(lead))
    page = opened(client, lead)
    structures.merge(organisation=lead, into=other, by=animator())
    assert send(client, page, **FIVE).status_code == 302
    assert Action.objects.get().lead_id == other.pk


def test_a_sheet_narrowed_meanwhile_is_given_up_by_its_author_alone() -> None:
    lead = organisation()
    known, author, other = action(lead), member(lead), member(lead)
    clients = {user: browser(user) for user in (author, other)}
    pages = {user: client.get(address(known)) for user, client in clients.items()}
    send(clients[author], pages[author], title_fr="Écrit par elle")
    operations.edit(action=now(known), content=_narrow(known))
    status = {user: send(clients[user], page, **TYPED).status_code for user, page in pages.items()}
    assert status == {author: 403, other: 404}


def _narrow(known: Action) -> Content:
    return replace(said(known), audience=Audience.NAMED, readers=(animator().pk,))


def test_a_sheet_of_after_her_time_is_not_there() -> None:
    lead = organisation()
    user = member(lead)
    _leave(user, lead)
    known = action(lead)
    hidden = action(lead)
    Action.objects.filter(pk=hidden.pk).update(live=False, state=State.DRAFT, first_published_at=None)
    for sheet in (known, hidden):
        answer = browser(user).post(address(sheet), TYPED | {"act": "send"})
        assert answer.status_code == 404
        assert TYPED["title_fr"] in text(answer)
