"""Editing a sheet: the same form, two persons at once, what waits, what stays."""

from datetime import date
from typing import Any

import pytest

from cordee.accounts.models import User
from cordee.actions import operations
from cordee.actions.content import Text
from cordee.actions.enums import Audience, Confidence, GoalsBasis, Origin
from cordee.actions.models import Action, Draft
from cordee.actions.tests.factories import action, animator, member, now, person, said
from cordee.actions.writing.tests.pages import browser, fields_of, send, text
from cordee.journal.models import Change
from cordee.moderation.enums import State
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation
from cordee.organisations.tests.people import stands

pytestmark = pytest.mark.django_db


def address(known: Action) -> str:
    return f"/en/espace/actions/{known.slug}/modifier/"


def sheet(lead: Organisation | None = None, **parts: Any) -> Action:
    return action(lead, title="Before", summary="Two sentences.", **parts)


def title(known: Action) -> str:
    return said(known).texts["fr"].title


def test_the_form_is_filled_and_sending_it_as_it_is_changes_nothing() -> None:
    lead = organisation()
    known = sheet(lead, sources="https://one.example/\nTwo", start_year=1999)
    client = browser(member(lead))
    before = said(known)
    answer = send(client, client.get(address(known)))
    assert answer.headers["Location"] == f"/en/actions/{known.slug}/"
    assert "Nothing was changed" in text(client.get(answer.headers["Location"]))
    assert (said(known), now(known).version) == (before, known.version)


def test_a_change_is_public_at_once_and_said_so() -> None:
    lead = organisation()
    known = sheet(lead)
    client = browser(member(lead))
    page = client.get(address(known))
    assert "Your changes are public as soon as you save them" in text(page)
    answer = send(client, page, title_fr="After", comment="The year was wrong.")
    assert title(known) == "After"
    assert "Your changes are saved and seen at once" in text(client.get(answer.headers["Location"]))
    assert Change.objects.get(act="action.commented").details == {"comment": "The year was wrong."}


@pytest.mark.parametrize("regime", [Regime.FIRST, Regime.ALWAYS])
def test_a_change_that_waits_is_said_to_wait_before_and_after(regime: Regime) -> None:
    lead = organisation()
    set_regime(organisation=lead, regime=regime, by=animator())
    known = sheet(lead)
    client = browser(member(lead))
    page = client.get(address(known))
    assert "An animator reads your changes first" in text(page)
    answer = send(client, page, title_fr="After")
    assert (title(known), now(known).has_unpublished_changes) == ("Before", True)
    assert "Your changes are handed in" in text(client.get(answer.headers["Location"]))
    assert fields_of(client.get(address(known)))["title_fr"] == ["After"]


def test_a_sheet_that_is_not_public_is_changed_and_stays_so() -> None:
    lead = organisation()
    known = sheet(lead)
    operations.archive(action=known)
    client = browser(member(lead))
    answer = send(client, client.get(address(known)), title_fr="After")
    assert (title(known), now(known).state) == ("After", State.ARCHIVED)
    assert answer.headers["Location"].startswith("/en/espace/")


def test_what_the_form_does_not_hold_stays() -> None:
    lead = organisation()
    known = sheet(
        lead,
        origin=Origin.COMPILED,
        confidence=Confidence.LOW,
        goals_basis=GoalsBasis.EDITORIAL,
        verified_on=date(2025, 1, 1),
        texts={"fr": Text(title="Before"), "de": Text(title="Vorher", note="Bleibt.")},
    )
    client = browser(member(lead))
    rubbish = {"origin": "declaree", "confidence": "high", "lead": "1", "readers": "1", "slug": "mine"}
    send(client, client.get(address(known)), title_fr="After", **rubbish)
    assert said(known).texts == {"fr": Text(title="After"), "de": Text(title="Vorher", note="Bleibt.")}
    assert (said(known).lead, said(known).readers) == (lead.pk, ())
    assert (said(known).origin, said(known).confidence) == (Origin.COMPILED, Confidence.LOW)
    assert said(known).goals_basis == GoalsBasis.EDITORIAL


@pytest.mark.parametrize("who", ["stranger", "co-lead", "asked", "reader", "refused"])
def test_whoever_may_not_edit_finds_nothing(who: str) -> None:
    lead, other = organisation(), organisation()
    known = sheet(lead, co_leads=(other.pk,))
    users = {
        "stranger": member(organisation()),
        "co-lead": member(other),
        "asked": stands(person(verified=True), lead, MembershipState.REQUESTED).user,
        "reader": member(lead, is_reader=True),
        "refused": stands(person(verified=True), lead, MembershipState.REFUSED).user,
    }
    client = browser(users[who])
    assert client.get(address(known)).status_code == 404
    assert client.post(address(known), {"act": "send", "title_fr": "Taken"}).status_code == 404
    assert client.post(address(known), {"act": "choose", "title_fr": "Taken"}).status_code == 404
    assert title(known) == "Before"
    assert not Draft.objects.exists()


def test_an_animator_edits_what_is_there() -> None:
    lead = organisation()
    known = sheet(lead)
    client = browser(animator())
    send(client, client.get(address(known)), title_fr="After", goals=["1"])
    assert (title(known), said(known).goals_basis) == ("After", GoalsBasis.EDITORIAL)


def test_changes_of_different_parts_are_put_together() -> None:
    lead = organisation()
    known = sheet(lead)
    first, second = browser(member(lead)), browser(member(lead))
    page = second.get(address(known))
    send(first, first.get(address(known)), title_fr="Hers")
    send(second, page, summary_fr="Mine.")
    assert said(known).texts["fr"] == Text(title="Hers", summary="Mine.")


def test_the_same_part_is_compared_chosen_and_nothing_typed_is_lost() -> None:
    lead = organisation()
    known, user = sheet(lead), member(lead)
    first, second = browser(member(lead)), browser(user)
    page = second.get(address(known))
    send(first, first.get(address(known)), title_fr="Hers", summary_fr="Her summary.", sources="Hers")
    compared = send(second, page, title_fr="Mine", summary_fr="My summary.", comment="Why")
    assert (compared.status_code, title(known)) == (409, "Hers")
    for word in ("Before", "Hers", "Mine", "Her summary.", "My summary."):
        assert word in text(compared)
    assert Draft.objects.get(owner=user).data["form"]["title_fr"] == ["Mine"]
    send(second, compared, "choose", **{"choice-0": "theirs", "choice-1": "mine"})
    assert said(known).texts["fr"] == Text(title="Hers", summary="My summary.")
    assert said(known).sources == "Hers"
    assert not Draft.objects.filter(owner=user).exists()
    assert Change.objects.get(act="action.commented").details == {"comment": "Why"}


def test_a_draft_of_a_conflict_is_compared_again_when_it_is_sent() -> None:
    lead = organisation()
    known, user = sheet(lead), member(lead)
    first, second = browser(member(lead)), browser(user)
    page = second.get(address(known))
    send(first, first.get(address(known)), title_fr="Hers", sources="Hers")
    send(second, page, title_fr="Mine")
    left = second.get(f"/en/espace/brouillons/{Draft.objects.get().pk}/")
    assert fields_of(left)["title_fr"] == ["Mine"]
    assert send(second, left).status_code == 409
    assert (title(known), said(known).sources) == ("Hers", "Hers")


def test_a_third_person_between_is_compared_with_too() -> None:
    lead = organisation()
    known = sheet(lead)
    first, second = browser(member(lead)), browser(member(lead))
    page = second.get(address(known))
    send(first, first.get(address(known)), title_fr="Hers")
    compared = send(second, page, title_fr="Mine")
    send(first, first.get(address(known)), title_fr="Hers again")
    again = send(second, compared, "choose")
    assert (again.status_code, title(known)) == (409, "Hers again")
    assert "Hers again" in text(again)
    send(second, again, "choose")
    assert title(known) == "Mine"


@pytest.mark.parametrize("version", ["", "x", "0", "99", "-1", "9" * 400])
def test_a_version_that_never_was_overwrites_nothing(version: str) -> None:
    lead = organisation()
    known = sheet(lead)
    client = browser(member(lead))
    answer = send(client, client.get(address(known)), title_fr="Mine", base_version=version)
    assert (answer.status_code, title(known)) == (409, "Before")


def test_a_comparison_sent_with_rubbish_writes_nothing() -> None:
    lead = organisation()
    known = sheet(lead)
    client = browser(member(lead))
    page = client.get(address(known))
    for rubbish in ({"compared_version": "x"}, {"compared_version": "1", "title_fr": ""}):
        assert send(client, page, "choose", **rubbish).status_code == 422
    send(client, page, "choose", **{"compared_version": "1", "part-0": "origin", "choice-0": "theirs"})
    assert title(known) == "Before"


def test_an_unsent_text_is_gone_on_with() -> None:
    lead = organisation()
    known = sheet(lead)
    client = browser(member(lead))
    kept = send(client, client.get(address(known)), "keep", title_fr="Half a ti")
    assert title(known) == "Before"
    answer = client.get(address(known))
    assert answer.headers["Location"] == kept.headers["Location"]
    page = client.get(answer.headers["Location"])
    assert fields_of(page)["title_fr"] == ["Half a ti"]
    send(client, page, title_fr="A whole title")
    assert (title(known), Draft.objects.count()) == ("A whole title", 0)


def test_who_may_no_longer_edit_still_reads_her_draft() -> None:
    lead = organisation()
    user = member(lead)
    known, client = sheet(lead), browser(user)
    kept = send(client, client.get(address(known)), "keep", title_fr="Mine").headers["Location"]
    User.objects.filter(pk=user.pk).update(validated_at=None)
    page = client.get(kept)
    assert "You no longer write for" in text(page)
    assert send(client, page).status_code == 403
    assert title(known) == "Before"


def test_who_keeps_her_words_to_the_few_is_heard_where_another_shows_them_to_all() -> None:
    lead = organisation()
    known = sheet(lead, audience=Audience.VERIFIED)
    first, second = browser(member(lead)), browser(member(lead))
    hers, theirs = second.get(address(known)), first.get(address(known))
    send(first, theirs, audience="public")
    compared = send(second, hers, summary_fr="For verified accounts alone.")
    assert compared.status_code == 409
    send(second, compared, "choose", **{"choice-0": "mine"})
    assert said(known).audience == Audience.VERIFIED
    assert said(known).texts["fr"].summary == "For verified accounts alone."


def test_a_ticked_number_tells_no_name_of_a_structure_that_is_not_public() -> None:
    lead, hidden = organisation(), organisation(name="Zzsecrete")
    Organisation.objects.filter(pk=hidden.pk).update(live=False, state=State.ARCHIVED)
    client = browser(member(lead))
    where = f"/en/espace/actions/nouvelle/?structure={lead.slug}"
    page = send(client, client.get(where), "more-places", co_leads=str(hidden.pk))
    assert "Zzsecrete" not in text(page)
