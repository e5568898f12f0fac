"""The versions of a sheet: who wrote them as far as one may read it, what changed, and bringing one back."""

from dataclasses import replace

import pytest
from django.utils import timezone

from cordee.accounts.models import User
from cordee.actions import contributing, versions
from cordee.actions.content import PartnerName
from cordee.actions.enums import Audience
from cordee.actions.keeping.history import ON_A_PAGE
from cordee.actions.keeping.tests.browsers import browser, english, inside, text
from cordee.actions.models import Action
from cordee.actions.tests.factories import action, animator, edited, member, now, person, said, titled
from cordee.organisations.enums import MembershipState, Regime
from cordee.organisations.models import Membership, Organisation
from cordee.organisations.regimes import set_regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def _edited() -> tuple[Organisation, User, Action]:
    """A sheet called «Un puits», then «Deux puits» by a colleague."""
    lead = organisation()
    known = action(lead, title="Un puits")
    author = member(lead, first_name="Léa", last_name="Zzautrice")
    contributing.revise(action=known, content=titled(said(known), "Deux puits"), base_version=1, by=author)
    return lead, author, now(known)


def _versions(known: Action) -> list[int]:
    return [revision.pk for revision in versions.kept(known)]


def _page(user: User, name: str, known: Action, number: int) -> str:
    return text(browser(user).get(english(name, known.slug, number)))


def test_each_version_says_what_changed_and_who_did_it() -> None:
    lead, author, known = _edited()
    page = inside(member(lead), known)
    assert "Title (French) · Léa Zzautrice" in page
    assert "First version kept" in page
    assert "Title (French) · you" in inside(author, known)


def test_the_name_of_who_has_left_is_for_the_team() -> None:
    lead, author, known = _edited()
    Membership.objects.filter(user=author).update(state=MembershipState.ENDED, ended_at=timezone.now())
    page = inside(member(lead), known)
    assert "Zzautrice" not in page
    assert "a contributor" in page
    assert "Zzautrice" in inside(animator(), known)


def test_a_version_is_compared_with_the_one_before() -> None:
    lead, _author, known = _edited()
    page = _page(member(lead), "my_action_version", known, _versions(known)[0])
    assert '<del><span class="vh w-sr-only">taken out: </span>Un</del>' in page
    assert '<ins><span class="vh w-sr-only">added: </span>Deux</ins> puits' in page
    assert 'lang="fr"' in page


def test_the_first_has_none_before_it() -> None:
    lead, _author, known = _edited()
    page = _page(member(lead), "my_action_version", known, _versions(known)[-1])
    assert "the first version that was kept" in page


@pytest.mark.parametrize("name", ["my_action_version", "restore_action"])
def test_another_sheet_s_version_is_not_there(name: str) -> None:
    lead, _author, known = _edited()
    other = _edited()[2]
    client = browser(member(lead))
    for number in (_versions(other)[0], 0, 10**30):
        address = f"{english('my_action', known.slug)}versions/{number}/"
        address += "reprendre/" if name == "restore_action" else ""
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["my_action_version", "restore_action"])
def test_versions_are_for_who_may_edit(name: str) -> None:
    lead, _author, known = _edited()
    number = _versions(known)[-1]
    for user in (person(), member(organisation()), member(lead, is_reader=True)):
        answer = browser(user).get(english(name, known.slug, number))
        assert answer.status_code == 404
        assert browser(user).post(english("restore_action", known.slug, number)).status_code == 404
    assert said(known).texts["fr"].title == "Deux puits"


def test_a_structure_that_is_only_named_compares_nothing() -> None:
    other = organisation()
    known = edited(action(co_leads=(other.pk,)), sources="x")
    number = _versions(known)[0]
    assert browser(member(other)).get(english("my_action_version", known.slug, number)).status_code == 404


def _restore(user: User, known: Action, number: int, version: object) -> str:
    address = english("restore_action", known.slug, number)
    return text(browser(user).post(address, {"version": version}, follow=True))


def test_the_sheet_says_it_again_once_the_differences_were_shown() -> None:
    lead, _author, known = _edited()
    user, first = member(lead), _versions(known)[-1]
    shown = _page(user, "restore_action", known, first)
    assert '<del><span class="vh w-sr-only">taken out: </span>Deux</del>' in shown
    assert f'name="version" value="{known.version}"' in shown
    assert "The sheet says this again" in _restore(user, known, first, known.version)
    assert said(known).texts["fr"].title == "Un puits"


@pytest.mark.parametrize("version", ["", "x", "1", "9" * 30])
def test_what_changed_meanwhile_is_looked_at_again(version: str) -> None:
    lead, _author, known = _edited()
    user, first = member(lead), _versions(known)[-1]
    assert "was changed since you compared it" in _restore(user, known, first, version)
    assert said(known).texts["fr"].title == "Deux puits"


def test_restored_twice_is_restored_once() -> None:
    lead, _author, known = _edited()
    user, first = member(lead), _versions(known)[-1]
    _restore(user, known, first, known.version)
    version = now(known).version
    _restore(user, known, first, known.version)
    assert now(known).version == version
    assert "The sheet says this already" in _page(user, "restore_action", known, first)


def test_what_is_hidden_stays_so_in_what_is_shown_and_done() -> None:
    lead = organisation()
    known = action(lead, partners=(PartnerName(name="Ville d’Oxford"),))
    known = edited(known, partners=(PartnerName(name="Ville d’Oxford", is_hidden=True),), sources="Une autre")
    user, first = member(lead), _versions(known)[-1]
    assert "Ville d’Oxford" not in _page(user, "restore_action", known, first)
    _restore(user, known, first, known.version)
    assert said(known).partners[0].is_hidden
    assert said(known).sources == ""


def test_under_a_look_before_it_waits_and_takes_the_place_of_what_waits() -> None:
    lead, _author, known = _edited()
    user, first = member(lead), _versions(known)[-1]
    set_regime(organisation=lead, regime=Regime.ALWAYS, by=animator())
    content = replace(said(known), sources="Proposée")
    contributing.revise(action=known, content=content, base_version=known.version, by=user)
    page = _page(user, "restore_action", now(known), first)
    assert "takes the place of the edit that waits" in page
    assert "The team reads it before it is public" in page
    assert "Proposée" in page
    assert "Handed in" in _restore(user, known, first, now(known).version)
    assert said(known).texts["fr"].title == "Deux puits"


def test_old_versions_are_a_page_away() -> None:
    lead = organisation()
    known = action(lead)
    for n in range(ON_A_PAGE + 2):
        known = edited(known, sources=f"S{n}")
    user = member(lead)
    first = inside(user, known)
    assert "Older versions" in first
    assert "First version kept" not in first
    second = text(browser(user).get(english("my_action", known.slug), {"versions": "2"}))
    assert "First version kept" in second
    for wrong in ("x", "-1", "9" * 40):
        text(browser(user).get(english("my_action", known.slug), {"versions": wrong}))


def test_a_version_that_was_for_named_persons_stays_theirs() -> None:
    lead = organisation()
    named, other = member(lead), member(lead)
    known = action(lead, title="Zzentrenous", audience=Audience.NAMED, readers=(named.pk,))
    wide = replace(titled(said(known), "Pour toutes et tous"), audience=Audience.PUBLIC, readers=())
    contributing.revise(action=known, content=wide, base_version=1, by=animator())
    latest, *_others, first = _versions(now(known))
    assert "Zzentrenous" in _page(named, "my_action_version", known, latest)
    assert "Zzentrenous" not in _page(other, "my_action_version", known, latest)
    assert browser(other).get(english("my_action_version", known.slug, first)).status_code == 404
    assert browser(other).post(english("restore_action", known.slug, first)).status_code == 404
    assert "Zzentrenous" not in inside(other, known)
