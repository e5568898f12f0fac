"""Importing over a sheet undoes no discretion and throws away nothing that the file does not speak of."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cordee.actions import queries
from cordee.actions.content import Content, PartnerName, Place
from cordee.actions.disclosure import disclosed_place
from cordee.actions.enums import Audience, Precision, Progress
from cordee.actions.tests import factories
from cordee.actions.tests.files import ACTION, STRUCTURE, imported, told

pytestmark = pytest.mark.django_db
TOKYO = Place(precision=Precision.CITY, place="Tokyo", country="JP", lon=139.69, lat=35.68, is_hidden=True)
PUBLIC = disclosed_place(TOKYO)
BY_LABEL = {"country": "JP", "place": "", "lon": str(PUBLIC.lon), "lat": str(PUBLIC.lat)}
IN_CASE = {"country": "JP", "place": "tokyo", "lon": "139.7", "lat": "35.7"}
AT_POINT = {"country": "JP", "place": "Ici", "lon": "139.69", "lat": "35.68"}


def _known(folder: Path, **parts: Any) -> None:
    imported(folder, STRUCTURE)
    assert imported(folder, ACTION).created == 1
    factories.edited(factories.fresh("one"), **parts)


def _kept() -> Content:
    return queries.content_of(factories.fresh("one"))


@pytest.mark.parametrize("said", [BY_LABEL, IN_CASE, AT_POINT])
def test_what_may_be_the_hidden_place_is(tmp_path: Path, said: dict[str, str]) -> None:
    _known(tmp_path, places=(TOKYO,))
    assert told(imported(tmp_path, ACTION | said)) == []
    assert _kept().places == (TOKYO,)


def test_a_hidden_partner_stays_hidden_whatever_its_case(tmp_path: Path) -> None:
    hidden = PartnerName(name="Jean Dupont", is_hidden=True)
    _known(tmp_path, partners=(hidden,))
    imported(tmp_path, ACTION | {"partners": "Jean DUPONT [JP]"})
    assert _kept().partners == (hidden,)


def _suspended(folder: Path) -> dict[str, str]:
    _known(folder, progress=Progress.SUSPENDED, suspended_on=date(2024, 2, 1), suspension_reason="Secret")
    return ACTION | {"status": "suspendu", "suspended_on": "2024-02-01"}


def test_a_hidden_reason_stays_hidden(tmp_path: Path) -> None:
    row = _suspended(tmp_path)
    assert imported(tmp_path, row | {"suspension_reason": "Secret"}).unchanged == 1
    assert not _kept().suspension_reason_is_public


def test_a_suspension_whose_reason_is_hidden_ends_too(tmp_path: Path) -> None:
    over = {"status": "en-cours", "suspended_on": "", "suspension_reason": ""}
    assert told(imported(tmp_path, _suspended(tmp_path) | over)) == []
    assert (_kept().progress, _kept().suspended_on, _kept().suspension_reason) == ("en-cours", None, "")


def test_places_are_told_apart_by_their_regions(tmp_path: Path) -> None:
    europe, africa = (Place(precision=Precision.REGION, region=code) for code in ("150", "202"))
    _known(tmp_path, places=(europe, africa))
    row = {name: ACTION[name] for name in ("key", "title", "organisation_key", "action_type", "sdgs")}
    assert imported(tmp_path, row | {"region": "150;202"}).unchanged == 1
    imported(tmp_path, row | {"region": "150;009"})
    assert _kept().places == (europe, replace(africa, region="009"))


def test_two_places_at_one_point_keep_each_its_precision(tmp_path: Path) -> None:
    city, near = (replace(factories.OXFORD, precision=one) for one in (Precision.CITY, Precision.APPROXIMATE))
    _known(tmp_path, places=(city, near))
    twice = {name: f"{ACTION[name]};{ACTION[name]}" for name in ("place", "lon", "lat")}
    assert imported(tmp_path, ACTION | twice).unchanged == 1


def test_yes_in_far_confirms_only_what_is_far(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    imported(tmp_path, ACTION | {"far": "yes"})
    assert not _kept().places[0].is_far_confirmed
    paris = ACTION | {"lon": "2.35", "lat": "48.85"}
    assert [error[1] for error in told(imported(tmp_path, paris))] == ["lon"]
    assert imported(tmp_path, paris | {"far": "yes"}).updated == 1
    assert _kept().places[0].is_far_confirmed
    assert imported(tmp_path, paris).unchanged == 1


def test_who_may_see_it_comes_with_a_new_sheet_and_changes_with_no_file(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE)
    imported(tmp_path, ACTION | {"audience": "structure"})
    assert _kept().audience == Audience.STRUCTURE
    imported(tmp_path, ACTION | {"audience": "public"})
    assert _kept().audience == Audience.STRUCTURE


def test_an_empty_description_of_a_structure_empties_it(tmp_path: Path) -> None:
    imported(tmp_path, STRUCTURE | {"description": "Ancienne"})
    assert imported(tmp_path, STRUCTURE | {"description": ""}).updated == 1
