"""The communes of the territory, each with what is known of it: an empty one is unknown, not inactive."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from cordee.actions.permissions import sight_of, type_of_viewer
from cordee.atlas.query import AtlasQuery
from cordee.atlas.results import ask
from cordee.core.text import fold
from cordee.organisations.queries import published
from cordee.portal.drawing import communes as drawing
from cordee.territory import instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A commune of the list."""

    name: str
    url: str
    population: int
    structures: int
    actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunesPage:
    """The page; `inside` structures have their seat in one of the `settled` communes."""

    lines: list[Line]
    drawing: drawing.CommuneMap | None
    settled: int
    inside: int
    total: int


def build(viewer: type_of_viewer) -> CommunesPage:
    """The page, from the counts of structures and of the atlas."""
    structures = structures_by_commune()
    actions = ask(AtlasQuery(), sight_of(viewer)).facets()["commune"]
    communes = instance.current().communes.values()
    lines = [
        Line(
            name=commune.name,
            url=address(commune.insee),
            population=commune.population,
            structures=structures[commune.insee],
            actions=actions.get(commune.insee, 0),
        )
        for commune in communes
    ]
    return CommunesPage(
        lines=sorted(lines, key=lambda line: fold(line.name)),
        drawing=drawn(structures),
        settled=sum(bool(line.structures) for line in lines),
        inside=sum(line.structures for line in lines),
        total=sum(structures.values()),
    )


def structures_by_commune() -> Counter[str]:
    """How many public structures have their seat in each commune; under no code, those elsewhere."""
    found = published().order_by().values_list("commune").annotate(n=Count("pk"))
    return Counter(dict(found))


def drawn(structures: Mapping[str, int]) -> drawing.CommuneMap | None:
    """The communes drawn with their number of structures."""
    return drawing.draw(structures, {insee: address(insee) for insee in instance.current().communes})


def address(insee: str) -> str:
    """The page of a commune."""
    return reverse("commune", args=[insee])
