"""A sheet from the inside: who finds it, how it stands, what may be done, what is refused with a sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import contributing, deciding, drafts
from cordee.actions.enums import Origin
from cordee.actions.keeping.tests.browsers import acted, browser, english, inside
from cordee.actions.models import Action
from cordee.actions.tests.factories import action, animator, content, member, now, person, said, titled
from cordee.moderation.enums import State
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation, Remit
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db
PAGES = ("my_action", "archive_action")


def _waiting(lead: Organisation, user: User) -> Action:
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    return contributing.contribute(by=user, content=content(lead))


def _status(user: User, known: Action, page: str = "my_action") -> int:
    return browser(user).get(english(page, known.slug)).status_code


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_led_to_the_door(client: Client, page: str) -> None:
    for ask in (client.get, client.post):
        assert ask(reverse(page, args=[action().slug]))["Location"].startswith(reverse("account_login"))


def _former(lead: Organisation) -> User:
    user = member(lead)
    Membership.objects.filter(user=user).update(state=MembershipState.ENDED, ended_at=timezone.now())
    return user


STRANGERS: dict[str, Callable[[Organisation], User]] = {
    "awaiting": lambda _lead: person(),
    "verified": lambda _lead: person(verified=True),
    "elsewhere": lambda _lead: member(organisation()),
    "former": _former,
    "reader": lambda lead: member(lead, is_reader=True),
    "refused": lambda lead: _refused(member(lead)),
}


def _refused(user: User) -> User:
    User.objects.filter(pk=user.pk).update(validated_at=None, refused_at=timezone.now())
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", STRANGERS)
def test_for_others_it_is_not_there(who: str, page: str) -> None:
    lead = organisation()
    known, user = action(lead), STRANGERS[who](lead)
    client, address = browser(user), english(page, known.slug)
    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "submit", "reason": "x"}).status_code == 404
    assert now(known).live


def test_it_is_not_there_once_the_structure_is_archived() -> None:
    lead = organisation()
    known, user = action(lead), member(lead)
    Organisation.objects.filter(pk=lead.pk).update(state=State.ARCHIVED, live=False)
    assert _status(user, known) == 404


def test_the_team_finds_it_in_its_remit_alone() -> None:
    known, user = action(), animator()
    assert _status(user, known) == 200
    Remit.objects.create(user=user, kinds=["entreprise"])
    assert _status(user, known) == 404


@pytest.mark.parametrize("slug", ["nothing-here", "x" * 300])
def test_what_is_not_there_is_not_found(slug: str) -> None:
    assert browser(animator()).get(f"/en/espace/actions/{slug}/").status_code == 404


def test_a_published_sheet_leads_to_its_edit_and_its_public_page() -> None:
    lead = organisation()
    known = action(lead)
    page = inside(member(lead), known)
    for name in ("edit_action", "action", "action_people", "action_attachments", "archive_action"):
        assert english(name, known.slug) in page or reverse(name, args=[known.slug]) in page
    assert "It is right: checked today" in page


def test_a_sheet_that_is_not_public_leads_to_no_public_page() -> None:
    lead = organisation()
    known = action(lead)
    deciding.withdraw(action=known, by=animator(), reason="Le nom est faux.")
    assert f'"{english("action", known.slug)}"' not in inside(member(lead), known)


def test_a_waiting_sheet_is_taken_back_then_handed_in() -> None:
    lead = organisation()
    user = member(lead)
    known = _waiting(lead, user)
    assert "The team reads it before it is public" in inside(user, known)
    assert "Taken back: the team does not wait" in acted(user, known, "take_back")
    assert now(known).state == State.DRAFT
    assert "Only your structure and the team see it" in inside(user, known)
    assert "Handed in." in acted(user, known, "submit")
    assert now(known).state == State.SUBMITTED


@pytest.mark.parametrize("act", ["submit", "take_back"])
def test_a_wrong_state_is_refused_with_a_sentence(act: str) -> None:
    lead = organisation()
    known = action(lead)
    assert "The sheet has changed its state meanwhile" in acted(member(lead), known, act)
    assert now(known).live


def test_handed_in_twice_is_handed_in_once() -> None:
    lead = organisation()
    user = member(lead)
    known = _waiting(lead, user)
    contributing.take_back(action=known, by=user)
    acted(user, known, "submit")
    assert "has changed its state" in acted(user, known, "submit")
    assert now(known).state == State.SUBMITTED


@pytest.mark.parametrize(
    "asked", [{}, {"act": ""}, {"act": "delete"}, {"act": "__class__"}, {"act": "archive"}], ids=str
)
def test_what_is_no_act_is_not_found(asked: dict[str, str]) -> None:
    lead = organisation()
    known = action(lead)
    assert browser(member(lead)).post(english("my_action", known.slug), asked).status_code == 404


def test_the_team_s_reason_is_read_and_who_gave_it() -> None:
    lead = organisation()
    known, user = action(lead), member(lead, first_name="Ana", last_name="Roux")
    chief = person(verified=True, is_staff=True, first_name="Zoé", last_name="Zzanimatrice")
    deciding.request_changes(action=known, by=chief, reason="Précisez <b>les dates</b>.")
    page = inside(user, known)
    assert "Précisez <b>les dates</b>." in page  # unescaped by the reader of the test
    assert "It stays public meanwhile" in page
    assert "Zzanimatrice" not in page
    assert "· the team" in page
    assert "Zzanimatrice" in inside(animator(), known)


def test_nothing_typed_becomes_code() -> None:
    lead = organisation(name="<i>Maison</i>")
    known = action(lead, title="<script>alert(1)</script>" + "\u202e" + "y" * 150)
    deciding.request_changes(action=known, by=animator(), reason="<script>alert(2)</script>")
    raw = browser(member(lead)).get(english("my_action", known.slug)).content.decode()
    assert "<script>alert" not in raw
    assert "<i>Maison" not in raw


def test_checked_today_is_signed_on_the_version_that_was_read() -> None:
    lead = organisation()
    known, user = action(lead, origin=Origin.COMPILED), member(lead)
    assert "It is right: checked today" in inside(user, known)
    wrong = acted(user, known, "confirm", version=known.version + 1)
    assert "was changed since you opened it" in wrong
    assert "its structure confirmed it today" in acted(user, known, "confirm", version=known.version)
    assert said(known).confirmed_on == timezone.localdate()
    assert "It is right: checked today" not in inside(user, known)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "²"])
def test_a_version_that_is_no_number_confirms_nothing(version: str) -> None:
    lead = organisation()
    known = action(lead)
    assert "was changed since you opened it" in acted(member(lead), known, "confirm", version=version)
    assert said(known).confirmed_on is None


def test_the_team_does_not_confirm_for_the_structure() -> None:
    known, user = action(), animator()
    assert "checked today" not in inside(user, known)
    assert "Only its contributors confirm" in acted(user, known, "confirm", version=known.version)


def test_a_sheet_is_archived_with_a_reason_on_a_page_of_its_own() -> None:
    lead = organisation()
    known, user = action(lead), member(lead)
    client, address = browser(user), english("archive_action", known.slug)
    assert "No public page, map or export shows it any more" in " ".join(
        client.get(address).content.decode().split()
    )
    for reason in ("", "  ", "x" * 2001, "a\x00b"):
        assert client.post(address, {"reason": reason}).status_code == 422
    assert client.post(address, {"reason": "Le projet a pris fin."})["Location"] == english(
        "my_action", known.slug
    )
    assert (now(known).state, now(known).state_reason) == (State.ARCHIVED, "Le projet a pris fin.")
    client.post(address, {"reason": "Encore."})
    assert now(known).state_reason == "Le projet a pris fin."
    page = inside(user, known)
    assert "Le projet a pris fin." in page
    assert english("archive_action", known.slug) not in page


def test_an_archived_sheet_comes_back_through_the_team() -> None:
    lead = organisation()
    known, user = action(lead), member(lead)
    contributing.archive(action=known, by=user, reason="Finie.")
    acted(user, known, "submit")
    assert (now(known).state, now(known).live) == (State.SUBMITTED, False)


def test_an_edit_that_waits_is_compared_with_what_everybody_reads() -> None:
    lead = organisation()
    known, user = action(lead, title="Un puits"), member(lead)
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    contributing.revise(action=known, content=titled(said(known), "Deux puits"), base_version=1, by=user)
    page = inside(user, known)
    assert "The edit that waits" in page
    assert '<del><span class="vh w-sr-only">taken out: </span>Un</del>' in page
    assert '<ins><span class="vh w-sr-only">added: </span>Deux</ins>' in page
    assert "Handed in by you" in page


def test_her_unsent_edit_is_a_step_away() -> None:
    lead = organisation()
    known, user = action(lead), member(lead)
    draft = drafts.of_edit(by=user, action=known, base_version=1, data={})
    assert reverse("draft", args=[draft.pk]) in inside(user, known)
    assert reverse("draft", args=[draft.pk]) not in inside(member(lead), known)


def test_no_sheet_stands_where_the_form_of_a_new_one_does() -> None:
    lead = organisation()
    known = contributing.contribute(by=member(lead), content=content(lead, title="Nouvelle"))
    assert known.slug == "nouvelle-2"


def _cost(user: User, known: Action) -> int:
    client = browser(user)
    client.get(english("my_action", known.slug))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(english("my_action", known.slug)).status_code == 200
    return len(asked)


def test_it_costs_the_same_with_few_and_with_many_versions() -> None:
    lead = organisation()
    user = member(lead)
    known = action(lead, title="T0", co_leads=(organisation().pk,))

    def edit(count: int) -> None:
        for n in range(count):
            other: dict[str, Any] = {"first_name": f"P{n}", "last_name": "Q"}
            fresh = now(known)
            contributing.revise(
                action=fresh, content=titled(said(known), f"T{fresh.version}"),
                base_version=fresh.version, by=member(lead, **other),
            )  # fmt: skip

    edit(2)
    few = _cost(user, known)
    edit(20)
    assert _cost(user, known) == few
    assert few <= 45
