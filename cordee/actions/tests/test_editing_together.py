"""Two persons who edit one sheet lose nothing, and show nobody more than both meant to."""

from dataclasses import replace

import pytest

from cordee.actions import contributing, deciding, versions
from cordee.actions import operations as actions
from cordee.actions.enums import Audience
from cordee.actions.models import Draft
from cordee.actions.tests.factories import (
    OXFORD,
    action,
    animator,
    member,
    now,
    retitle,
    said,
    title_of,
    titled,
    under,
)
from cordee.organisations.enums import Regime
from cordee.organisations.tests.factories import organisation

pytestmark = pytest.mark.django_db


def test_what_a_team_edit_narrows_stays_narrow_when_an_older_proposal_is_approved() -> None:
    lead, user = under(Regime.ALWAYS)
    known = action(lead, title="Before")
    retitle(known, "After", user)
    actions.edit(action=known, content=replace(said(known), audience=Audience.STRUCTURE))
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert (title_of(known), said(known).audience) == ("After", Audience.STRUCTURE)


def test_a_place_hidden_meanwhile_stays_hidden() -> None:
    lead, user = under(Regime.ALWAYS)
    known = action(lead)
    start, version = versions.to_edit(known, by=user)
    moved = replace(start, places=(replace(OXFORD, place="Oxford, Balliol"),))
    contributing.revise(action=known, content=moved, base_version=version, by=user)
    actions.edit(action=known, content=replace(said(known), places=(replace(OXFORD, is_hidden=True),)))
    deciding.approve(action=known, by=animator(), version=now(known).version)
    assert [place.is_hidden for place in said(known).places] == [True]


def test_edits_of_different_parts_are_put_together() -> None:
    lead = organisation()
    known = action(lead, title="Before")
    start, version = versions.to_edit(known, by=member(lead))
    retitle(known, "After", member(lead))
    later = replace(start, goals=(4, 17))
    contributing.revise(action=known, content=later, base_version=version, by=member(lead))
    assert (title_of(known), said(known).goals) == ("After", (4, 17))


def test_edits_of_one_part_are_compared_and_the_refused_text_is_kept() -> None:
    lead = organisation()
    known, second = action(lead, title="Before"), member(lead)
    start, version = versions.to_edit(known, by=second)
    retitle(known, "Hers", member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=titled(start, "Mine"), base_version=version, by=second)
    (clash,) = caught.value.comparison
    assert (clash.base, clash.theirs, clash.mine) == ("Before", "Hers", "Mine")
    assert title_of(known) == "Hers"
    kept = Draft.objects.get(owner=second)
    assert kept == caught.value.draft
    assert kept.data["content"]["texts"]["fr"]["title"] == "Mine"


@pytest.mark.parametrize("is_first", [True, False], ids=["widened first", "widened last"])
def test_what_one_wrote_for_the_few_is_not_shown_to_the_many_by_another(is_first: bool) -> None:
    lead = organisation()
    known = action(lead, title="Before", audience=Audience.STRUCTURE)
    start, version = versions.to_edit(known, by=member(lead))
    wider, written = replace(start, audience=Audience.PUBLIC), titled(start, "For the few")
    edits = (wider, written) if is_first else (written, wider)
    contributing.revise(action=known, content=edits[0], base_version=version, by=member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=edits[1], base_version=version, by=member(lead))
    (clash,) = caught.value.comparison
    assert {clash.theirs, clash.mine} == {str(Audience.PUBLIC.label), str(Audience.STRUCTURE.label)}
    assert caught.value.content.texts["fr"].title == "For the few"
    assert caught.value.content.audience == edits[1].audience


def test_what_is_saved_after_a_comparison_undoes_nothing_that_did_not_clash() -> None:
    lead = organisation()
    known, second = action(lead, title="Before"), member(lead)
    start, version = versions.to_edit(known, by=second)
    retitle(known, "Hers", member(lead))
    hers = replace(said(known), goals=(4,))
    contributing.revise(action=known, content=hers, base_version=now(known).version, by=member(lead))
    with pytest.raises(contributing.Conflict) as caught:
        contributing.revise(action=known, content=titled(start, "Mine"), base_version=version, by=second)
    again = caught.value
    contributing.revise(action=known, content=again.content, base_version=again.version, by=second)
    assert (title_of(known), said(known).goals) == ("Mine", (4,))


def test_a_team_edit_is_an_edit_of_what_is_there_not_of_what_waits() -> None:
    lead, user = under(Regime.ALWAYS)
    known, team = action(lead, title="Before"), animator()
    retitle(known, "Proposed", user)
    start, version = versions.to_edit(known, by=team)
    actions.edit(action=known, content=replace(said(known), goals=(4,)))
    contributing.revise(action=known, content=titled(start, "Ours"), base_version=version, by=team)
    assert (title_of(known), said(known).goals) == ("Ours", (4,))


def test_a_version_that_never_was_is_compared_whole() -> None:
    lead = organisation()
    known = action(lead, title="Before")
    for version in (0, 99):
        with pytest.raises(contributing.Conflict):
            contributing.revise(
                action=known, content=titled(said(known), "Mine"), base_version=version, by=member(lead)
            )
