"""The list of my sheets: those of my structures, in plain words, found again, at a fixed cost."""

from dataclasses import replace
from datetime import date, timedelta
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
from cordee.actions.keeping.tests.browsers import browser, english, mine
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, animator, content, member, now, person, said, titled
from cordee.moderation.enums import State
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db
YEARS_AGO = date(2021, 5, 4)


def _waiting(lead: Organisation, title: str = "Attendue") -> Action:
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    return contributing.contribute(by=member(lead), content=content(lead, title=title))


def test_a_visitor_is_led_to_the_door(client: Client) -> None:
    assert client.get(reverse("my_actions"))["Location"].startswith(reverse("account_login"))


def test_she_finds_the_sheets_of_her_structure_and_no_other() -> None:
    lead = organisation()
    action(lead, title="La nôtre")
    action(title="La leur")
    page = mine(member(lead))
    assert "La nôtre" in page
    assert "La leur" not in page


@pytest.mark.parametrize("state", [MembershipState.REQUESTED, MembershipState.REFUSED, MembershipState.ENDED])
def test_who_is_no_member_any_more_finds_none(state: MembershipState) -> None:
    lead, user = organisation(), person(verified=True)
    stands(user, lead, state)
    action(lead, title="La nôtre")
    assert "La nôtre" not in mine(user)


def test_who_only_reads_is_led_to_what_she_may_read() -> None:
    lead = organisation()
    action(lead, title="La nôtre")
    page = mine(member(lead, is_reader=True))
    assert "La nôtre" not in page
    assert "Your account reads" in page


def test_the_sheets_of_an_archived_structure_are_not_there() -> None:
    lead = organisation()
    user = member(lead)
    action(lead, title="La nôtre")
    Organisation.objects.filter(pk=lead.pk).update(state=State.ARCHIVED, live=False)
    assert "La nôtre" not in mine(user)


def test_a_sheet_that_waits_says_since_when() -> None:
    lead = organisation()
    _waiting(lead)
    today = timezone.localdate()
    page = mine(member(lead))
    assert f"Waits for the team since {today.day} {today:%B %Y}" in page


def test_each_state_is_said_with_its_reason() -> None:
    lead = organisation()
    user, team = member(lead), animator()
    live = action(lead, title="En ligne")
    deciding.withdraw(action=action(lead, title="Ôtée"), by=team, reason="Le nom est faux.")
    deciding.request_changes(action=live, by=team, reason="Précisez les dates.")
    deciding.request_changes(action=_waiting(lead), by=team, reason="Quel partenaire ?")
    contributing.archive(action=action(lead, title="Finie"), by=user, reason="Elle a pris fin.")
    page = mine(user)
    for words in ("Le nom est faux.", "Précisez les dates.", "Quel partenaire ?", "Elle a pris fin."):
        assert words in page
    for words in (">Changes requested<", ">Withdrawn<", ">Archived<"):
        assert words in page


def test_an_edit_that_waits_is_told_apart_from_the_sheet() -> None:
    lead = organisation()
    known, user = action(lead), member(lead)
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    contributing.revise(action=known, content=titled(said(known), "Nouveau"), base_version=1, by=user)
    assert "Published; an edit waits for the team since" in mine(user)


def test_freshness_and_the_next_addition_are_told() -> None:
    lead = organisation()
    action(lead, origin=Origin.COMPILED, confirmed_on=YEARS_AGO)
    page = mine(member(lead))
    assert "To be read again: last checked on 4 May 2021" in page
    assert "Says 40 of 100" in page
    assert "To add: Partners. Others find out who already works with the same partner" in page


def test_what_others_wrote_waits_for_the_structure() -> None:
    lead = organisation()
    action(lead, origin=Origin.COMPILED, verified_on=timezone.localdate())
    assert "Written for the structure, which has not confirmed it yet" in mine(member(lead))


@pytest.mark.parametrize(
    ("asked", "found", "lost"),
    [
        ({"q": "ecole"}, "L’École du lac", "Un puits"),
        ({"q": "LAC ecole"}, "L’École du lac", "Un puits"),
        ({"etat": "archivee"}, "Un puits", "L’École du lac"),
        ({"etat": "publiee"}, "L’École du lac", "Un puits"),
        ({"structure": "autre-maison"}, "Un puits", "L’École du lac"),
    ],
)
def test_filters_and_search_find_again(asked: dict[str, str], found: str, lost: str) -> None:
    lead, other = organisation(), organisation(name="Autre maison", key="autre-maison")
    user = member(lead)
    Membership.objects.create(user=user, organisation=other, state=MembershipState.ACTIVE)
    action(lead, title="L’École du lac")
    contributing.archive(action=action(other, title="Un puits"), by=user, reason="Finie.")
    page = mine(user, **asked)
    assert found in page
    assert lost not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "\x00<script>alert(1)</script>"}, {"q": "é" * 5000}, {"q": "!!"}, {"etat": "x"},
        {"tri": "'"}, {"page": "-1"}, {"page": "9" * 40}, {"page": "x"}, {"structure": "x" * 3000},
    ],
    ids=str,
)  # fmt: skip
def test_what_nothing_knows_breaks_nothing(asked: dict[str, str]) -> None:
    lead = organisation()
    action(lead)
    assert "<script>alert" not in mine_raw(member(lead), asked)


def mine_raw(user: User, asked: dict[str, str]) -> str:
    response = browser(user).get(english("my_actions"), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_filter_that_finds_nothing_leads_back() -> None:
    lead = organisation()
    action(lead)
    page = mine(member(lead), q="introuvable")
    assert "No sheet is like that" in page
    assert "0 of 1 sheet" in page


@pytest.mark.parametrize(
    ("order", "first"), [("titre", "Abeilles"), ("recent", "Zèbres"), ("fraicheur", "Mulets")]
)
def test_sheets_are_sorted(order: str, first: str) -> None:
    lead = organisation()
    action(lead, title="Mulets", origin=Origin.IMPORTED)
    action(lead, title="Abeilles")
    action(lead, title="Zèbres")
    page = mine(member(lead), tri=order)
    assert min(("Mulets", "Abeilles", "Zèbres"), key=page.index) == first


def test_twenty_five_on_a_page() -> None:
    lead = organisation()
    for n in range(27):
        action(lead, title=f"Fiche n{n:02}")
    user = member(lead)
    first, second = mine(user, tri="titre"), mine(user, tri="titre", page=2)
    assert ("Fiche n24" in first, "Fiche n25" in first, "Fiche n26" in second) == (True, False, True)
    assert "26 to 27 of 27" in second


def _cost(user: User) -> int:
    client = browser(user)
    client.get(english("my_actions"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(english("my_actions")).status_code == 200
    return len(asked)


def test_it_costs_the_same_with_few_and_with_many() -> None:
    lead = organisation()
    user = member(lead)

    def more(count: int) -> None:
        for n in range(count):
            known = action(lead, title=f"F{n}", co_leads=(organisation().pk,))
            drafts.of_edit(by=user, action=known, base_version=1, data={})
            drafts.begin(by=user, organisation=lead.pk, data={"form": {"title_fr": [f"D{n}"]}})

    more(2)
    few = _cost(user)
    more(20)
    assert _cost(user) == few
    assert few <= 25


def test_a_hostile_title_stays_words() -> None:
    lead = organisation()
    action(lead, title="<script>alert(1)</script> \u202eabc" + "x" * 150)
    assert "<script>alert" not in mine_raw(member(lead), {})


def test_drafts_are_hers_alone_with_what_she_called_them() -> None:
    lead = organisation()
    user = member(lead)
    drafts.begin(by=user, organisation=lead.pk, data={"form": {"title_fr": ["Mon brouillon"]}})
    drafts.begin(by=user, organisation=lead.pk, data={"form": {"title_fr": [1]}, "content": "y"})
    page = mine(user)
    assert "Mon brouillon" in page
    assert "Untitled" in page
    assert "Mon brouillon" not in mine(member(lead))


def test_the_refused_text_of_a_conflict_is_found_by_its_title() -> None:
    lead = organisation()
    known, user = action(lead, title="Avant"), member(lead)
    contributing.revise(action=known, content=titled(said(known), "Entre"), base_version=1, by=member(lead))
    with pytest.raises(contributing.Conflict):
        contributing.revise(action=known, content=titled(said(known), "Mien"), base_version=1, by=user)
    page = mine(user)
    assert "Mien" in page
    assert "an edit not sent" in page


def test_a_draft_is_discarded_once_she_has_confirmed_it() -> None:
    lead = organisation()
    user = member(lead)
    draft = drafts.begin(by=user, organisation=lead.pk, data={"form": {"title_fr": ["À jeter"]}})
    address = english("discard_draft", draft.pk)
    assert "À jeter" in browser(user).get(address).content.decode()
    assert Draft.objects.exists()
    assert browser(user).post(address)["Location"] == english("my_actions")
    assert not Draft.objects.exists()
    assert browser(user).post(address).status_code == 404


def test_whoever_discards_an_edit_comes_back_to_its_sheet() -> None:
    lead = organisation()
    user, known = member(lead), action(lead)
    draft = drafts.of_edit(by=user, action=known, base_version=known.version, data={})
    answer = browser(user).post(english("discard_draft", draft.pk))
    assert answer["Location"] == english("my_action", known.slug)


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_draft_that_is_not_there_is_not_found(number: int) -> None:
    assert browser(person()).get(f"/en/espace/brouillons/{number}/jeter/").status_code == 404


def test_nobody_discards_another_s_draft() -> None:
    lead = organisation()
    draft = drafts.begin(by=member(lead), organisation=lead.pk, data={})
    for user in (member(lead), animator()):
        assert browser(user).post(english("discard_draft", draft.pk)).status_code == 404
    assert Draft.objects.exists()


def test_who_waits_begins_meanwhile() -> None:
    user, lead = person(), organisation()
    stands(user, lead, MembershipState.REQUESTED)
    page = mine(user)
    assert "Begin while you wait" in page
    assert reverse("write_action") in page


@pytest.mark.parametrize(
    ("fields", "words"), [({}, "First your structure"), ({"is_staff": True}, "No sheet of your own")]
)
def test_each_newcomer_has_a_way_on(fields: dict[str, Any], words: str) -> None:
    assert words in mine(person(verified=True, **fields))


def test_a_structure_without_a_sheet_leads_to_the_form() -> None:
    page = mine(member(organisation()))
    assert "Write your first sheet" in page
    assert reverse("write_action") in page


def test_what_the_structure_wrote_last_year_is_to_be_read_again() -> None:
    lead = organisation()
    known = action(lead)
    Action.objects.filter(pk=known.pk).update(edited_at=timezone.now() - timedelta(days=400))
    assert "To be read again" in mine(member(lead), etat="a-relire")
    contributing.revise(
        action=now(known), content=replace(said(known), sources="x"), base_version=1, by=member(lead)
    )
    assert "0 of 1 sheet" in mine(member(lead), etat="a-relire")
