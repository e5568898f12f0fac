"""Versions side by side: what differs in words, two edits joined, nothing wider than it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.differences import differences
from cordee.actions.discretion import no_wider
from cordee.actions.enums import ActionType, Audience, Precision
from cordee.actions.tests import factories
from cordee.actions.tests.factories import ESSEN, OXFORD
from cordee.actions.three_way import changed, joined, parts_of, rebased
from cordee.organisations.tests.factories import organisation

LEADS = st.integers(1, 3)
PLACES = st.lists(
    st.builds(
        Place,
        precision=st.just(Precision.COUNTRY),
        place=st.sampled_from(["", "A", "B"]),
        country=st.sampled_from(["JP", "LA"]),
        is_hidden=st.booleans(),
    ),
    max_size=3,
).map(tuple)
PARTNERS = st.lists(
    st.builds(PartnerName, name=st.sampled_from(["Un", "Deux"]), is_hidden=st.booleans()), max_size=2
).map(tuple)
TEXTS = st.dictionaries(
    st.sampled_from(["fr", "en"]),
    st.builds(Text, title=st.sampled_from("xyz"), summary=st.sampled_from("xyz")),
)
CONTENTS = st.builds(
    Content,
    type=st.sampled_from(ActionType),
    lead=LEADS,
    texts=TEXTS,
    places=PLACES,
    partners=PARTNERS,
    goals=st.sampled_from([(1,), (2,)]),
    co_leads=st.lists(LEADS, unique=True, max_size=2).map(tuple),
    audience=st.sampled_from(Audience),
    readers=st.lists(LEADS, unique=True, max_size=2).map(tuple),
)


def seers(said: Content) -> set[tuple[str, int]]:
    """Who sees it, in a world where everybody is a plain account, a member of one structure or a reader."""
    accounts = {("member", n) for n in range(1, 4)} | {("account", n) for n in range(1, 4)}
    if said.audience == Audience.PUBLIC:
        return accounts | {("visitor", 0)}
    if said.audience == Audience.VERIFIED:
        return accounts
    if said.audience == Audience.STRUCTURE:
        return {("member", n) for n in (said.lead, *said.co_leads)}
    return {("account", n) for n in said.readers}


@given(CONTENTS, CONTENTS)
def test_nobody_sees_a_restored_version_who_did_not_see_both(old: Content, now: Content) -> None:
    found = no_wider(old, than=now)
    assert seers(found) <= seers(old) & seers(now)


@given(CONTENTS, CONTENTS)
def test_what_is_hidden_now_or_was_hidden_then_is_hidden(old: Content, now: Content) -> None:
    found = no_wider(old, than=now)
    for before, after in zip(old.places, found.places, strict=True):
        is_seen_now = replace(before, is_hidden=False) in now.places
        hides = any(place.is_hidden and place.country == before.country for place in now.places)
        assert (
            after.is_hidden or not (before.is_hidden or (hides and not is_seen_now)) or before in now.places
        )
    for partner in found.partners:
        named = [one for one in now.partners if one.name == partner.name]
        assert partner.is_hidden or not named or any(not one.is_hidden for one in named)


@given(CONTENTS, CONTENTS)
def test_an_edit_that_nobody_crossed_is_itself(base: Content, mine: Content) -> None:
    both = joined(base, base, mine)
    assert (both.content, both.clashes) == (mine, frozenset())


@given(CONTENTS, CONTENTS, CONTENTS)
def test_joining_loses_no_word_without_saying_so(base: Content, theirs: Content, mine: Content) -> None:
    both = joined(base, theirs, mine)
    if both.clashes:
        return
    kept = parts_of(both.content)
    for one in (theirs, mine):
        for part in changed(base, one):
            assert kept.get(part) == parts_of(one).get(part)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_a_moved_proposal_widens_only_what_it_asked_to_widen(
    base: Content, theirs: Content, mine: Content
) -> None:
    found = rebased(base, theirs, mine)
    if mine.audience == base.audience:
        assert found.audience == theirs.audience or seers(found) <= seers(theirs)


def _differ(**parts: Any) -> list[tuple[str, str, str]]:
    old = factories.content(title="Avant")
    new = replace(old, **parts)
    return [(one.label, one.before, one.after) for one in differences(old, new)]


@pytest.mark.django_db
def test_parts_are_said_in_words() -> None:
    hidden = replace(ESSEN, is_hidden=True)
    with override("fr"):
        ((_label, before, after),) = _differ(places=(OXFORD, hidden))
    assert before == f"Oxford, Royaume-Uni ({Precision.CITY.label} ; 51.75200 -1.25600)"
    assert after.startswith(f"{before}\nEssen, Allemagne ({Precision.CITY.label} ; 51.45600 7.01200 ; ")
    ((_label, before, after),) = _differ(goals=(4, 6))
    assert (before.count("\n"), after.count("\n")) == (0, 1)
    with override("fr"):
        assert _differ(verified_on=date(2024, 2, 1))[0][2] == "1 février 2024"


@pytest.mark.django_db
def test_texts_differ_by_language_and_part() -> None:
    old = factories.content(title="Avant")
    new = replace(old, texts={"fr": Text(title="<b>Après</b>"), "en": Text(title="After")})
    said = [(one.before, one.after) for one in differences(old, new)]
    assert ("Avant", "<b>Après</b>") in said
    assert ("", "After") in said


@pytest.mark.django_db
def test_readers_are_counted_not_named() -> None:
    reader = factories.person(first_name="Zoé")
    said = str(_differ(audience=Audience.NAMED, readers=(reader.pk,)))
    assert "Zoé" not in said
    assert reader.email not in said


@pytest.mark.django_db
def test_names_of_structures_cost_one_query(django_assert_num_queries: Any) -> None:
    old = factories.content()
    new = replace(old, lead=organisation().pk, co_leads=(old.lead,))
    with django_assert_num_queries(1):
        assert len(differences(old, new)) == 2
