"""What the world, the territory's lists and the database ask of a sheet, for every way of writing one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cordee.actions.columns import TEXTS
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import Audience, Precision
from cordee.actions.models import Action, ActionText, Location, Partner
from cordee.core.fitting import language_misfits, misfits
from cordee.territory import instance, whereabouts, world
from cordee.territory.whereabouts import Verdict

LONGEST_TEXT = 50_000
"""Characters of one text: some twenty-five pages."""
MOST_CO_LEADS = 20
NEEDS_POINT = {Precision.POINT, Precision.CITY, Precision.APPROXIMATE}
NEEDS_NO_COUNTRY = {Precision.REGION, Precision.WORLD}


def problems(content: Content) -> list[str]:
    """Sentences that say how to mend it."""
    found = [problem for place in content.places for _column, problem in [*of_shape(place), *of_point(place)]]
    found += [
        _no_country(partner.country)
        for partner in content.partners
        if partner.country and partner.country not in world.countries()
    ]
    found += _unknown(
        content.themes, instance.current().themes, _("“%(code)s” is no theme of the territory.")
    )
    found += _unknown(content.forms, instance.current().forms, _("“%(code)s” is no form of cooperation."))
    found += language_misfits(content.texts)
    if content.readers and content.audience != Audience.NAMED:
        found.append(_("Named readers go with the audience «named persons»."))
    return found + list(dict.fromkeys(_of_words(content)))


def settled(place: Place) -> Place:
    """Confirmed far only where it is far: else the next slip of its point would pass."""
    return replace(place, is_far_confirmed=place.is_far_confirmed and verdict_on(place) == Verdict.FAR)


def of_shape(place: Place) -> Iterator[tuple[str, str]]:
    """(column, sentence) for what a place lacks."""
    if place.country and place.country not in world.countries():
        yield "country", _no_country(place.country)
    if place.region and place.region not in world.regions():
        yield (
            "region",
            _("“%(code)s” is no UN M49 code of a region, such as 150 for Europe.") % {"code": place.region},
        )
    if (place.lon is None) != (place.lat is None):
        empty = "lat" if place.lat is None else "lon"
        yield empty, _("A longitude goes with a latitude: give both, or neither.")
    if place.precision in NEEDS_POINT and place.lon is None:
        yield "precision", _("An exact place needs its coordinates; else give the precision “country”.")
    if not place.country and place.precision not in NEEDS_NO_COUNTRY:
        yield "country", _("A place needs its country: its code of two letters, or its name.")
    if place.precision == Precision.REGION and not (place.region or place.country):
        yield "region", _("The precision “region” needs the UN M49 code of the region, such as 202.")


def of_point(place: Place, *, is_in_a_file: bool = False) -> Iterator[tuple[str, str]]:
    """(column, sentence) for a point that is not where its place can be, for who types it or has a file."""
    verdict = verdict_on(place)
    values = {"lon": place.lon, "lat": place.lat, "country": place.country}
    if verdict == Verdict.OUT_OF_RANGE:
        column = "lat" if place.lat is not None and abs(place.lat) > 90 else "lon"
        sentence = _(
            "%(lon)s, %(lat)s is no point: longitudes go from -180 to 180, latitudes from -90 to 90."
        )
        yield column, sentence % values
    if verdict == Verdict.NULL_ISLAND:
        yield "lon", _("The point 0, 0 is in the sea: leave the coordinates empty where they are not known.")
    if verdict == Verdict.SWAPPED:
        yield (
            "lon",
            _("Longitude %(lon)s and latitude %(lat)s look swapped: the other way they fit the country.")
            % values,
        )
    if verdict == Verdict.FAR and not place.is_far_confirmed:
        if is_in_a_file:
            how = _("Correct it, or confirm it (in a file: yes in the column far, or --accept-far).")
        else:
            how = _("Choose another country, move the pin, or tick that the point is right all the same.")
        yield "lon", f"{far_away(place)} {how}"


def verdict_on(place: Place) -> Verdict:
    """How plausible the point is for the country; a place without point is fine."""
    if place.lon is None or place.lat is None:
        return Verdict.OK
    if place.country in world.countries():
        return whereabouts.judge(place.country, place.lon, place.lat)
    return whereabouts.judge_anywhere(place.lon, place.lat)


def far_away(place: Place) -> str:
    """The sentence for a point that is only far."""
    name = world.country(place.country).name(get_language() or "")
    far = _("The point %(lon)s, %(lat)s is more than half a degree away from its country, %(country)s.")
    return far % {"lon": place.lon, "lat": place.lat, "country": name}


def _no_country(code: str) -> str:
    return _("“%(code)s” is no country: write its code of two letters, such as JP.") % {"code": code}


def _unknown(codes: Iterable[str], known: Any, sentence: str) -> list[str]:
    return [sentence % {"code": code[:80]} for code in codes if code not in known]


def _of_words(content: Content) -> Iterator[str]:
    """Every text fits its column of the database, and is text."""
    parts: list[tuple[type[Model], Text | Place | PartnerName | Content, tuple[str, ...]]] = [
        (Action, content, ("place_basis", "sources", "suspension_reason", "language")),
        *((ActionText, text, tuple(TEXTS.values())) for text in content.texts.values()),
        *((Location, place, ("place",)) for place in content.places),
        *((Partner, partner, ("name",)) for partner in content.partners),
    ]
    for model, value, names in parts:
        for name in names:
            yield from misfits(model, name, getattr(value, name))
        for name in names:
            if len(getattr(value, name)) > LONGEST_TEXT:
                yield _("A text of %(most)d characters fits in each field: shorten it.") % {
                    "most": LONGEST_TEXT
                }
    if len(content.co_leads) > MOST_CO_LEADS:
        yield _("At most %(most)d structures carry it besides.") % {"most": MOST_CO_LEADS}
    if not all(text.title for text in content.texts.values()):
        yield _("Give a title in each language that has a text.")
    if not all(partner.name for partner in content.partners):
        yield _("Give each partner a name.")
