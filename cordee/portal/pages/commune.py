"""The page of a commune: its structures and what they do abroad; or an invitation to say it."""

from collections import Counter
from dataclasses import dataclass
from math import dist

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from cordee.actions import queries
from cordee.actions.cards import cards
from cordee.actions.permissions import type_of_viewer
from cordee.organisations.queries import published
from cordee.portal import words
from cordee.portal.drawing import communes as drawing
from cordee.portal.links import letter_url, list_url, map_url, poster_url
from cordee.portal.pages import portrait as portraits
from cordee.portal.pages import sentences
from cordee.portal.pages.action_facts import Link
from cordee.portal.pages.communes import address, drawn, structures_by_commune
from cordee.portal.pages.organisations import Line, lines_of
from cordee.portal.pages.rows import Row, recent_first, rows
from cordee.territory import instance

SHOWN = 12
NEAREST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunePage:
    """The page; without any structure it reads «nothing known yet»."""

    insee: str
    name: str
    population: int
    postcodes: str
    structures: list[Line]
    count: int
    description: str
    sentence: str
    on_countries: str
    country_bars: list[portraits.Bar]
    rows: list[Row]
    drawing: drawing.CommuneMap | None
    neighbours: list[Link]
    map_url: str
    poster_url: str
    list_url: str
    tell_url: str


def build(viewer: type_of_viewer, insee: str, language: str) -> CommunePage:
    """The page of an INSEE code. Http404 for one that is not of the territory."""
    commune = instance.current().communes.get(insee.upper())
    if commune is None:
        raise Http404
    here = published().filter(Q(commune=commune.insee) | Q(sites__commune=commune.insee)).distinct()
    lines = lines_of(viewer, here, language)
    actions = queries.visible_to(viewer).filter(lead__commune=commune.insee)
    found = portraits.portrait(actions)
    counts = structures_by_commune()
    return CommunePage(
        insee=commune.insee,
        name=commune.name,
        population=commune.population,
        postcodes=", ".join(commune.postcodes),
        structures=lines,
        count=found.count,
        description=_description(commune.name, _sentence(found, len(lines))),
        sentence=_sentence(found, len(lines)),
        on_countries=sentences.on_countries(found, language) if found.countries else "",
        country_bars=portraits.country_bars(found, language),
        rows=rows(cards(recent_first(actions)[:SHOWN], language)),
        drawing=drawn({commune.insee: counts[commune.insee]}),
        neighbours=_neighbours(commune, counts),
        map_url=map_url(commune=commune.insee),
        poster_url=poster_url(commune=commune.insee) if found.countries else "",
        list_url=list_url(commune=commune.insee),
        tell_url=letter_url(_("International actions in %(name)s") % {"name": commune.name}),
    )


def _sentence(found: portraits.Portrait, structures: int) -> str:
    if not structures:
        return ""
    said = {
        "structures": words.structures_counted(structures),
        "actions": words.actions_counted(found.count),
        "countries": words.countries_counted(len(found.countries)),
    }
    if not found.count:
        return _("%(structures)s known here; nothing is known yet of their actions abroad.") % said
    if not found.countries:
        return _("%(structures)s known here, with %(actions)s abroad.") % said
    return _("%(structures)s known here, with %(actions)s in %(countries)s.") % said


def _description(name: str, sentence: str) -> str:
    if sentence:
        return f"{name} – {sentence}"
    return _("%(name)s: nothing is known yet. Tell us what is done here.") % {"name": name}


def _neighbours(commune: instance.Commune, counts: Counter[str]) -> list[Link]:
    """The communes around it, with how many structures each has."""
    communes = instance.current().communes
    around = drawing.neighbours().get(commune.insee) or _nearest(commune)
    return [
        Link(
            communes[insee].name,
            address(insee),
            words.structures_counted(counts[insee]) if counts[insee] else "",
        )
        for insee in sorted(around, key=lambda insee: communes[insee].name)
    ]


def _nearest(commune: instance.Commune) -> tuple[str, ...]:
    """Without contours: the closest points."""
    if commune.lon is None or commune.lat is None:
        return ()
    here = (commune.lon, commune.lat)
    others = [
        (dist(here, (one.lon, one.lat)), one.insee)
        for one in instance.current().communes.values()
        if one.lon is not None and one.lat is not None and one.insee != commune.insee
    ]
    return tuple(insee for _distance, insee in sorted(others)[:NEAREST])
