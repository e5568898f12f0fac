"""The list of structures: found by name, kind and commune, by name or by number of actions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.actions import queries
from cordee.actions.labels import label
from cordee.actions.models import CoLead
from cordee.actions.permissions import type_of_viewer
from cordee.core.text import key_of, number_in
from cordee.organisations.enums import Kind
from cordee.organisations.models import Organisation
from cordee.organisations.queries import published
from cordee.portal.links import letter_url
from cordee.territory import instance

PAGE = 50
BY_NAME, BY_ACTIONS = "nom", "actions"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A structure of the list."""

    name: str
    acronym: str
    url: str
    kind: str
    place: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsPage:
    """One page of the list."""

    lines: list[Line]
    q: str
    kinds: list[Choice]
    communes: list[Choice]
    sort: str
    total: int
    count: int
    number: int
    pages: int
    first: int
    last: int
    add_url: str


def build(viewer: type_of_viewer, asked: QueryDict, language: str) -> OrganisationsPage:
    """The page that the address asks for; what it asks that cannot be is left aside."""
    q, sort = asked.get("q", "").strip()[:200], asked.get("tri", "")
    kind = asked.get("nature", "") if asked.get("nature") in Kind.values else ""
    commune = asked.get("commune", "")
    everything = _lines(published())
    counts = _counts(viewer)
    kept = [line for line in everything if _matches(line, key_of(q), kind, commune)]
    if sort == BY_ACTIONS:
        kept.sort(key=lambda line: -counts[line["pk"]])
    pages = max(1, ceil(len(kept) / PAGE))
    number = min(pages, _positive(asked.get("page", "")))
    start = (number - 1) * PAGE
    lines = [_shown(line, counts, language) for line in kept[start : start + PAGE]]
    return OrganisationsPage(
        lines=lines,
        q=q,
        kinds=[Choice(code, label("nature", code, language), code == kind) for code in Kind.values],
        communes=_communes(everything, commune),
        sort=sort if sort == BY_ACTIONS else BY_NAME,
        total=len(everything),
        count=len(kept),
        number=number,
        pages=pages,
        first=start + 1 if lines else 0,
        last=start + len(lines),
        add_url=letter_url(_("Our structure acts abroad")),
    )


def lines_of(viewer: type_of_viewer, structures: QuerySet[Organisation], language: str) -> list[Line]:
    """These structures as lines, by name."""
    counts = _counts(viewer)
    return [_shown(line, counts, language) for line in _lines(structures)]


def _lines(structures: QuerySet[Organisation]) -> list[dict[str, Any]]:
    """Structures by name: one light query, sorted and searched here, where accents are folded."""
    columns = ("pk", "name", "acronym", "slug", "kind", "commune", "locality")
    found = [dict(zip(columns, row, strict=True)) for row in structures.values_list(*columns)]
    for line in found:
        line["key"] = key_of(f"{line['name']} {line['acronym']}")
    return sorted(found, key=lambda line: (line["key"], line["pk"]))


def _counts(viewer: type_of_viewer) -> Counter[int]:
    """How many actions each structure leads or carries with another."""
    seen = queries.visible_to(viewer).order_by()
    carried = CoLead.objects.filter(action__in=seen.values("pk")).exclude(organisation=F("action__lead"))
    led = seen.values_list("lead").annotate(n=Count("pk"))
    return Counter(dict(led)) + Counter(dict(carried.values_list("organisation").annotate(n=Count("pk"))))


def _matches(line: Mapping[str, Any], q: str, kind: str, commune: str) -> bool:
    words = line["key"].split()
    return (
        (not kind or line["kind"] == kind)
        and (not commune or line["commune"] == commune)
        and all(any(word.startswith(part) for word in words) for part in q.split())
    )


def _shown(line: Mapping[str, Any], counts: Mapping[int, int], language: str) -> Line:
    commune = instance.current().communes.get(line["commune"])
    return Line(
        name=line["name"],
        acronym=line["acronym"],
        url=reverse("organisation", args=[line["slug"]]),
        kind=label("nature", line["kind"], language),
        place=commune.name if commune else line["locality"],
        count=counts[line["pk"]],
    )


def _communes(everything: Sequence[Mapping[str, Any]], chosen: str) -> list[Choice]:
    """The communes that have a structure."""
    there = {line["commune"] for line in everything}
    communes = instance.current().communes.values()
    return [Choice(one.insee, one.name, one.insee == chosen) for one in communes if one.insee in there]


def _positive(text: str) -> int:
    return max(1, number_in(text, digits=6) or 1)
