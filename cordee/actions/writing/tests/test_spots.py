"""Places of the form: found by name, asked back where they are not sure, pinned, moved, confirmed."""

from typing import Any

import pytest

from cordee.actions.content import Place
from cordee.actions.enums import Precision
from cordee.actions.writing.spots import settle
from cordee.actions.writing.tests.test_reading import FIVE, written
from cordee.actions.writing.typed import OF_PLACES, row_of
from cordee.territory import world

OXFORD = Place(precision=Precision.CITY, place="Oxford", country="GB", lon=-1.256, lat=51.752)


def _row(before: Place | None = None, **typed: str) -> Any:
    """The row of a place, with these changes: what the form reads of it."""
    row = (row_of(before) if before else {"precision": "city"}) | typed
    fields = {f"places-0-{name}": row.get(name, "") for name in OF_PLACES if row.get(name)}
    return written({name: value for name, value in FIVE.items() if not name.startswith("places-")} | fields)


def test_the_point_of_another_name_is_not_kept() -> None:
    read = _row(OXFORD, place="Bristol")
    assert read.content is None
    assert read.choices[0][0].name == "Bristol"


def test_the_point_of_another_country_is_not_kept() -> None:
    read = _row(OXFORD, country="NZ")
    assert read.content is None
    assert {one.country for one in read.choices[0]} == {"NZ"}


def test_a_point_that_somebody_moved_stays_with_a_new_name() -> None:
    (place,) = _row(OXFORD, place="Balliol College", lon="-1.2577", lat="51.7547").content.places
    assert (place.place, place.lon, place.lat) == ("Balliol College", -1.2577, 51.7547)


def test_a_pin_that_came_before_its_words_stays() -> None:
    words = {"place": "Puits d’Iférouane", "country": "NE", "precision": "point"}
    pin = {"lon": "8.42000", "lat": "19.06000", "located": "||point|8.42000|19.06000"}
    (place,) = _row(None, **words, **pin).content.places
    assert (place.country, place.lon, place.lat) == ("NE", 8.42, 19.06)
    assert _row(None, **words, **pin | {"located": "Agadez|NE|point|8.42000|19.06000"}).content is None


def test_said_less_exactly_the_point_stays() -> None:
    (place,) = _row(OXFORD, precision="approximate").content.places
    assert (place.precision, place.lon) == (Precision.APPROXIMATE, OXFORD.lon)


def test_of_a_country_alone_the_map_has_the_country() -> None:
    (place,) = _row(OXFORD, precision="country", place="").content.places
    kingdom = world.country("GB")
    assert (place.place, place.lon, place.lat) == ("", kingdom.lon, kingdom.lat)


@pytest.mark.parametrize("name", ["Japon", "Japan", "jp"])
def test_a_country_may_be_typed_as_the_place(name: str) -> None:
    (place,) = _row(place=name, precision="country").content.places
    assert (place.place, place.country) == ("", "JP")


def test_of_the_world_no_point_is_kept() -> None:
    (place,) = _row(OXFORD, precision="world", place="", country="").content.places
    assert place == Place(precision=Precision.WORLD)


def test_what_no_gazetteer_knows_is_said_in_words() -> None:
    read = _row(place="Xyzzyville", country="GB")
    assert "pin it" in read.places.forms[0].errors["place"][0]


def test_a_chosen_place_is_taken_with_its_country() -> None:
    read = _row(place="Oxford")
    american = next(one for one in read.choices[0] if one.country == "US")
    (place,) = _row(place="Oxford", spot=str(american.id)).content.places
    assert (place.place, place.country, place.lon) == ("Oxford", "US", american.lon)


def test_a_choice_that_was_not_offered_is_none() -> None:
    for rubbish in ("1", "x", "9" * 20):
        assert _row(place="Oxford", spot=rubbish).content is None


def test_a_point_far_from_its_country_is_confirmed_or_refused() -> None:
    far = {"place": "Paris", "country": "GB", "lon": "2.35", "lat": "48.85"}
    refused = _row(None, **far)
    assert "lon" in refused.places.forms[0].errors
    (place,) = _row(None, **far, far="on").content.places
    assert place.is_far_confirmed


def test_a_hidden_place_is_kept_whole() -> None:
    (place,) = _row(OXFORD, is_hidden="on").content.places
    assert (place.is_hidden, place.place, place.lon) == (True, "Oxford", OXFORD.lon)


def test_words_settle_without_a_form() -> None:
    typed = row_of(OXFORD)
    said = typed | {"lon": OXFORD.lon, "lat": OXFORD.lat}
    assert settle(said, typed).place == OXFORD
