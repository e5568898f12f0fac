"""The form and the sheet say the same: what is typed, what is read, what stays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.actions import operations
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import (
    ActionType,
    Audience,
    Confidence,
    GoalsBasis,
    Origin,
    Precision,
    Progress,
)
from cordee.actions.tests.factories import ESSEN, OXFORD
from cordee.actions.writing import typed as typing
from cordee.actions.writing.reading import Start, Written
from cordee.territory import instance, world

LEAD = 7
FAR = Place(precision=Precision.CITY, place="Paris", country="GB", lon=2.35, lat=48.85, is_far_confirmed=True)
WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufffe\uffff"
    ),
    max_size=60,
).map(str.strip)
NAME = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60)
PLACE = st.sampled_from(
    [
        OXFORD, ESSEN, FAR,
        replace(OXFORD, precision=Precision.POINT, lon=-1.2577263, lat=51.7520209),
        replace(OXFORD, is_hidden=True),
        Place(precision=Precision.WORLD),
        Place(precision=Precision.WORLD, place="Partout"),
        Place(precision=Precision.REGION, region="011"),
        Place(precision=Precision.REGION, country="SN", place="Casamance"),
        Place(precision=Precision.COUNTRY, country="JP"),
        Place(precision=Precision.COUNTRY, country="JP", lon=138.0, lat=36.0),
        Place(precision=Precision.APPROXIMATE, place="Nulle|part", country="LA", lon=102.5, lat=18.7),
    ]
)  # fmt: skip
TEXT = st.builds(
    Text,
    title=NAME,
    summary=WORDS,
    unfolding=WORDS,
    objectives=WORDS,
    content=WORDS,
    effects=WORDS,
    note=WORDS,
)
PARTNER = st.builds(
    PartnerName, name=NAME, country=st.sampled_from(["", *world.countries()]), is_hidden=st.booleans()
)
DATES: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {},
        {"start_year": 1999},
        {"start_year": 2019, "start_month": 2, "start_day": 28, "end_year": 2019, "end_month": 3},
        {"end_year": 2021},
    ]
)
STATES: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"progress": Progress.UNDER_WAY},
        {"progress": Progress.TO_VERIFY},
        {
            "progress": Progress.SUSPENDED,
            "suspended_on": date(2024, 2, 29),
            "suspension_reason": "Crue.",
            "suspension_reason_is_public": True,
        },
    ]
)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Sheets of every sort that may be written."""
    themes, forms = list(instance.current().themes), list(instance.current().forms)
    audience = draw(st.sampled_from(Audience))
    said = Content(
        type=draw(st.sampled_from(ActionType)),
        lead=LEAD,
        language=draw(st.sampled_from(["fr", "en", "de"])),
        texts={},
        places=tuple(draw(st.lists(PLACE, min_size=1, max_size=4))),
        goals=tuple(draw(st.sets(st.integers(1, 17), min_size=1))),
        co_leads=tuple(draw(st.lists(st.integers(10, 10**15), max_size=3))),
        themes=tuple(draw(st.sets(st.sampled_from(themes), max_size=3))),
        forms=tuple(draw(st.sets(st.sampled_from(forms), max_size=2))),
        partners=tuple(draw(st.lists(PARTNER, max_size=3))),
        sources=draw(WORDS),
        place_basis=draw(NAME),
        audience=audience,
        readers=(3, 5) if audience == Audience.NAMED else (),
        confidence=draw(st.sampled_from(Confidence)),
        goals_basis=draw(st.sampled_from(GoalsBasis)),
        origin=draw(st.sampled_from(Origin)),
        verified_on=draw(st.sampled_from([None, date(2025, 3, 2)])),
        **draw(DATES),
        **draw(STATES),
    )
    others = draw(st.dictionaries(st.sampled_from(["fr", "en", "de", "pt-br"]), TEXT, max_size=3))
    return replace(said, texts=others | {said.language: draw(TEXT)}).tidy()


def start(base: Content | None = None, **more: Any) -> Start:
    language = base.language if base else "fr"
    return Start(lead=LEAD, language=language, base=base, **more)


def written(fields: Mapping[str, Any], base: Content | None = None) -> Written:
    lists = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return Written(typing.blank() | typing.typed_in(lists), start(base))


FIVE = {
    "title_fr": "Une école à Oxford",
    "type": "projet",
    "goals": ["4", "17"],
    "summary_fr": "Deux phrases. Voilà.",
    "places-TOTAL_FORMS": "1",
    "places-0-precision": "city",
    "places-0-place": "Oxford",
    "places-0-country": "GB",
    "places-0-lon": "-1,256",
    "places-0-lat": "51.752",
}


@settings(max_examples=60, deadline=None)
@given(contents())
def test_what_a_sheet_says_comes_back_from_its_form(said: Content) -> None:
    assert operations.problems_of(said) == []
    read = Written(typing.typed_of(said), start(said))
    assert read.faults == []
    assert not read.sheet.errors
    assert not any(read.places.errors)
    assert read.content == said


@settings(max_examples=20, deadline=None)
@given(contents(), contents())
def test_what_no_field_holds_stays_as_it_was(said: Content, base: Content) -> None:
    read = Written(typing.typed_of(said), start(replace(base, language=said.language)))
    assert read.so_far.origin == base.origin
    assert read.so_far.confidence == base.confidence
    assert read.so_far.verified_on == base.verified_on
    assert read.so_far.lead == base.lead
    assert read.so_far.is_generated is False
    assert set(base.texts) - set(start(said).languages) <= set(read.so_far.texts)


def test_five_fields_are_a_sheet() -> None:
    content = written(FIVE).content
    assert content
    assert content.places == (replace(OXFORD, lon=-1.256, lat=51.752),)
    assert (content.goals, content.type, content.audience) == ((4, 17), ActionType.PROJECT, Audience.PUBLIC)
    assert content.texts == {"fr": Text(title="Une école à Oxford", summary="Deux phrases. Voilà.")}


def test_fields_that_are_none_of_the_form_are_left_out() -> None:
    sent = {"origin": ["importee"], "lead": ["1"], "readers": ["1"], "places-0-id": ["4"], "title": ["x"]}
    assert set(typing.typed_in(sent)) == set(typing.typed_in({}))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title_fr": ""}, "title_fr"),
        ({"type": "voyage"}, "type"),
        ({"goals": []}, "goals"),
        ({"goals": ["18"]}, "goals"),
        ({"end_year": "20"}, "end_year"),
        ({"start_year": "2020", "end_year": "2019"}, "end_year"),
        ({"start_month": "3"}, "start_month"),
        ({"progress": "suspendu"}, "suspended_on"),
        ({"summary_en": "Two sentences."}, "title_en"),
        ({"co_leads": ["x"]}, "co_leads"),
        ({"co_leads": [str(LEAD)]}, "co_leads"),
        ({"themes": ["zz"]}, "themes"),
        ({"audience": "named"}, "audience"),
        ({"title_fr": "x" * 201}, "title_fr"),
    ],
)
def test_a_fault_stands_beside_its_field(fields: dict[str, Any], field: str) -> None:
    read = written(FIVE | fields)
    assert read.content is None
    assert field in read.sheet.errors
    assert len(read.sheet.errors[field]) == 1
    assert read.faults == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"places-0-lat": ""}, "lat"),
        ({"places-0-lon": "beaucoup"}, "lon"),
        ({"places-0-lon": "120"}, "lon"),
        ({"places-0-country": "ZZ"}, "country"),
        ({"places-0-precision": "region", "places-0-country": ""}, "region"),
        ({"places-0-place": "", "places-0-country": "", "places-0-lon": "", "places-0-lat": ""}, "place"),
    ],
)
def test_a_fault_of_a_place_stands_in_its_row(fields: dict[str, str], field: str) -> None:
    read = written(FIVE | fields)
    assert read.content is None
    assert field in read.places.forms[0].errors


def test_a_point_far_from_its_country_is_said_once_and_how_to_mend_it_here() -> None:
    read = written(FIVE | {"places-0-country": "DZ"})
    assert read.content is None
    assert len(read.places.forms[0].errors["lon"]) == 1
    said = read.places.forms[0].errors["lon"][0]
    assert "Algérie" in said
    assert "move the pin" in said
    assert "--accept-far" not in said
    assert read.faults == []
    for mended in ({"far": "on"}, {"lon": "3,06", "lat": "36,77"}, {"country": "GB"}):
        changes = {f"places-0-{name}": value for name, value in mended.items()}
        assert written(FIVE | {"places-0-country": "DZ"} | changes).content


def test_a_sentence_that_has_no_field_stands_above() -> None:
    read = written(FIVE | {"places-0-place": "Oxford; Cowley"})
    assert len(read.faults) == 1
    assert "semicolon" in read.faults[0]


def test_goals_that_a_contributor_changes_are_her_choice() -> None:
    base = replace(written(FIVE).so_far, goals_basis=GoalsBasis.EDITORIAL)
    assert written(FIVE, base).so_far.goals_basis == GoalsBasis.EDITORIAL
    assert written(FIVE | {"goals": ["1"]}, base).so_far.goals_basis == GoalsBasis.DECLARED


def test_readers_go_with_their_audience() -> None:
    base = replace(written(FIVE).so_far, audience=Audience.NAMED, readers=(4,))
    assert written(FIVE | {"audience": "named"}, base).so_far.readers == (4,)
    assert written(FIVE | {"audience": "public"}, base).so_far.readers == ()


def test_line_ends_of_browsers_change_nothing() -> None:
    base = replace(written(FIVE).so_far, sources="one\r\ntwo")
    read = written(FIVE | {"sources": "one\r\ntwo"}, base)
    assert read.so_far.sources == "one\r\ntwo"
    assert written(FIVE | {"sources": "one\r\ntwo"}).so_far.sources == "one\ntwo"


def test_rows_are_counted_by_ourselves() -> None:
    for count in ("", "-1", "1000000", "x", "٣", "9" * 5000):
        assert len(written(FIVE | {"places-TOTAL_FORMS": count}).places.forms) <= typing.ROWS["places"]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*sorted(FIVE), "suspended_on", "co_leads", "places-0-located"]),
                       st.lists(st.text(max_size=20), max_size=2)))  # fmt: skip
def test_whatever_is_typed_is_read_or_refused(fields: dict[str, list[str]]) -> None:
    read = Written(typing.typed_in(fields), start())
    assert read.content is None or operations.problems_of(read.content) == []
