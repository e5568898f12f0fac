"""The page of a country: all that the territory does there, by structure, goal and time."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.actions import queries
from cordee.actions.cards import cards
from cordee.actions.models import Action, Location
from cordee.actions.permissions import type_of_viewer
from cordee.portal import words
from cordee.portal.drawing import reach
from cordee.portal.links import letter_url, map_url
from cordee.portal.pages import portrait as portraits
from cordee.portal.pages import sentences
from cordee.portal.pages.action_facts import Link
from cordee.portal.pages.action_places import home
from cordee.portal.pages.rows import Row, recent_first, rows
from cordee.portal.pages.timeline import Timeline, timeline
from cordee.territory import world

SHOWN = 30
WIDE, NARROW = (1240, 400), (375, 232)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPage:
    """The page; without any action, only its names, map and neighbours."""

    code: str
    name: str
    region: str
    count: int
    description: str
    sentence: str
    detail: str
    wide_map: reach.Reach
    narrow_map: reach.Reach
    on_structures: str
    on_goals: str
    on_time: str
    undated: str
    structure_bars: list[portraits.Bar]
    goal_bars: list[portraits.Bar]
    timeline: Timeline
    rows: list[Row]
    neighbours: list[Link]
    map_url: str
    letter_url: str


def build(viewer: type_of_viewer, code: str, language: str) -> CountryPage:
    """The page of a code in upper case. Http404 for a code that no country has."""
    if code not in world.countries():
        raise Http404
    land = world.country(code)
    seen = queries.visible_to(viewer)
    actions = seen.filter(pk__in=Location.objects.filter(country=code).values("action"))
    found = portraits.portrait(actions, country=code, structures=True, goals=True)
    shown = cards(recent_first(actions)[:SHOWN], language)
    on_time, undated = sentences.on_time(found)
    return CountryPage(
        code=code,
        name=land.name(language),
        region=world.region(land.region).name(language),
        count=found.count,
        description=_description(land.name(language), found),
        sentence=_sentence(found),
        detail=_detail(found),
        wide_map=_map(land, found, language, WIDE),
        narrow_map=_map(land, found, language, NARROW),
        on_structures=sentences.on_structures(found) if found.count else "",
        on_goals=sentences.on_goals(found, language) if found.goals else "",
        on_time=on_time,
        undated=undated,
        structure_bars=portraits.structure_bars(found),
        goal_bars=portraits.goal_bars(found, language),
        timeline=timeline(shown, today=timezone.localdate().year),
        rows=rows(shown),
        neighbours=_neighbours(seen, land, language),
        map_url=map_url(pays=code),
        letter_url=letter_url(_("An action in this country: %(name)s") % {"name": land.name(language)}),
    )


def _sentence(found: portraits.Portrait) -> str:
    """«7 actions, carried by 4 structures, in 3 known places.»"""
    said = {
        "actions": words.actions_counted(found.count),
        "structures": words.structures_counted(len(found.structures)),
        "cities": words.cities_counted(len(found.cities)),
    }
    if found.cities:
        return _("%(actions)s, carried by %(structures)s, in %(cities)s.") % said
    return _("%(actions)s, carried by %(structures)s; no exact place is known yet.") % said


def _description(name: str, found: portraits.Portrait) -> str:
    if found.count:
        return f"{name} – {_sentence(found)}"
    return _("%(name)s: no action is known yet. Tell us about yours.") % {"name": name}


def _detail(found: portraits.Portrait) -> str:
    """The city of more than half of the actions, if there is one."""
    if not found.cities or found.count < 3:
        return ""
    city, count = found.cities[0]
    if count * 2 <= found.count:
        return ""
    if count == found.count:
        return _("All of them take place in %(city)s.") % {"city": city}
    return _("%(count)s of the %(total)s take place in %(city)s.") % {
        "count": count,
        "total": found.count,
        "city": city,
    }


def _map(land: world.Country, found: portraits.Portrait, language: str, size: tuple[int, int]) -> reach.Reach:
    """The ropes to the known places, or to the country itself where none is known."""
    ranks = [city for city, _count in found.cities]
    places = sorted(found.points, key=lambda point: ranks.index(point[2]))
    targets = tuple(reach.Target(lon, lat, place, is_exact=True) for lon, lat, place in places[:SHOWN])
    if not targets:
        targets = (reach.Target(land.lon, land.lat, land.name(language), is_exact=False),)
    return reach.draw(home(language), targets, country=land.code, width=size[0], height=size[1])


def _neighbours(seen: QuerySet[Action], land: world.Country, language: str) -> list[Link]:
    """The other countries of the region, with how many actions each has."""
    codes = world.countries_in(land.region) - {land.code}
    counts: Mapping[str, int] = dict(
        Location.objects.filter(country__in=sorted(codes), action__in=seen.values("pk"))
        .values_list("country")
        .annotate(n=Count("action", distinct=True))
    )
    names = sorted((world.country(code).name(language), code) for code in codes)
    return [
        Link(name, reverse("country", args=[code]), words.actions_counted(counts[code]))
        for name, code in names
        if code in counts
    ]
