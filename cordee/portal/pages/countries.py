"""All the countries of the world by continent, those where the territory acts first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from cordee.actions.permissions import sight_of, type_of_viewer
from cordee.atlas.query import AtlasQuery
from cordee.atlas.results import ask
from cordee.core.text import fold
from cordee.portal import words
from cordee.portal.links import list_url
from cordee.territory import world


@dataclass(frozen=True, slots=True)
class Land:
    """A country and its number of actions."""

    code: str
    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Continent:
    """A continent: the countries with actions, the others, and the actions there (each once)."""

    code: str
    name: str
    count: int
    url: str
    active: list[Land]
    others: list[Land]
    active_count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountriesPage:
    """The page."""

    continents: list[Continent]
    actions: int
    countries: int


def build(viewer: type_of_viewer, language: str) -> CountriesPage:
    """The page, from the counts of the atlas."""
    answer = ask(AtlasQuery(), sight_of(viewer))
    facets = answer.facets()
    continents = [
        _continent(region, facets["zone"].get(region.code, 0), facets["pays"], language)
        for region in world.regions().values()
        if region.parent == world.WORLD
    ]
    return CountriesPage(
        continents=sorted(continents, key=lambda one: (-one.count, one.name)),
        actions=answer.total,
        countries=len(facets["pays"]),
    )


def _continent(region: world.Region, count: int, counts: Mapping[str, int], language: str) -> Continent:
    lands = sorted(
        (_land(code, counts.get(code, 0), language) for code in world.countries_in(region.code)),
        key=lambda land: fold(land.name),
    )
    active = [land for land in lands if land.count]
    return Continent(
        code=region.code,
        name=region.name(language),
        count=count,
        url=list_url(zone=region.code),
        active=active,
        others=[land for land in lands if not land.count],
        active_count=words.countries_counted(len(active)),
    )


def _land(code: str, count: int, language: str) -> Land:
    return Land(code, world.country(code).name(language), reverse("country", args=[code]), count)
