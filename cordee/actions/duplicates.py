"""Sheets that look like the one being typed, among those that the person may see, with the reasons.

At the desk, also among those that wait or were refused: nobody else learns that they are there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from cordee.actions import queries
from cordee.actions.models import Action, ActionText, Location, Partner
from cordee.actions.permissions import type_of_viewer
from cordee.core.text import key_of

LONGEST = 200
"""Characters of a title, or of a partner's name, that are looked at."""
_CLOSEST, _ENOUGH = 60, 60
_SAME_PARTNER = 88
_LONG_WORD = 4
_MOST_WORDS = 6
_PLAIN = re.compile(r"[a-z0-9]{3,}", re.IGNORECASE)


class Reason(TextChoices):
    """What two sheets have in common."""

    TITLE = "title", _("a similar title")
    COUNTRY = "country", _("the same country")
    PARTNER = "partner", _("the same partner")
    STRUCTURE = "structure", _("the same structure")


_WORTH = {Reason.TITLE: 0, Reason.COUNTRY: 10, Reason.STRUCTURE: 12, Reason.PARTNER: 25}
"""What each adds to how alike the titles are."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet that may be the same: how alike, from 0 to 100, and what says so."""

    action: Action
    title: str
    score: int
    reasons: tuple[Reason, ...]


def similar(
    *,
    title: str,
    viewer: type_of_viewer,
    country: str = "",
    partner: str = "",
    organisation: int | None = None,
    but: int | None = None,
    limit: int = 5,
    at_the_desk: bool = False,
) -> list[Candidate]:
    """The sheets most alike, the closest first; `but` is the sheet that is being edited.

    `at_the_desk`: for a decision of the team, what is not public of her remit is looked through as well.
    """
    title, partner = title[:LONGEST], partner[:LONGEST]
    if not key_of(title):
        return []
    among = queries.compared_at_the_desk(viewer) if at_the_desk else queries.visible_to(viewer)
    titles = _titles(title, country, organisation, among.exclude(pk=but) if but else among)
    closest = _closest(title, titles)
    countries, partners = _countries(closest), _partners(closest)
    actions = among.select_related("lead").in_bulk(closest)
    found = []
    for number, (alike, said) in closest.items():
        if number not in actions:
            continue
        reasons = [Reason.TITLE] if alike >= _ENOUGH else []
        reasons += [Reason.COUNTRY] if country and country in countries[number] else []
        reasons += [Reason.PARTNER] if partner and _is_named(partner, partners[number]) else []
        reasons += [Reason.STRUCTURE] if organisation == actions[number].lead_id else []
        score = min(100, round(alike * 0.8 + sum(_WORTH[reason] for reason in reasons)))
        if score >= _ENOUGH:
            found.append(Candidate(actions[number], said, score, tuple(reasons)))
    return sorted(found, key=lambda one: (-one.score, one.action.pk))[:limit]


def _titles(
    title: str, country: str, organisation: int | None, among: QuerySet[Action]
) -> list[tuple[int, str]]:
    """Titles worth a comparison: of the same country or structure, or with a word of this one."""
    rule = Q()
    for word in _words(title):
        rule |= Q(title__icontains=word)
    if country:
        rule |= Q(action__in=Location.objects.filter(country=country).values("action"))
    if organisation is not None:
        rule |= Q(action__lead=organisation)
    rows = ActionText.objects.filter(rule, action__in=among.values("pk"))
    return list(rows.order_by("pk").values_list("action", "title"))


def _words(title: str) -> list[str]:
    """The longest words, as typed and without their accents; a database knows neither accents nor endings."""
    words = sorted({word for word in key_of(title).split() if len(word) >= _LONG_WORD}, key=len, reverse=True)
    plain = sorted(set(_PLAIN.findall(title)), key=len, reverse=True)
    return list(dict.fromkeys([*words[:_MOST_WORDS], *plain[:_MOST_WORDS]])) or [title.strip()]


def _closest(title: str, titles: list[tuple[int, str]]) -> dict[int, tuple[float, str]]:
    """The best title of each of the sheets most alike."""
    keys = [key_of(said) for _number, said in titles]
    best: dict[int, tuple[float, str]] = {}
    found = process.extract(key_of(title), keys, scorer=fuzz.token_sort_ratio, limit=2 * _CLOSEST)
    for _key, score, place in found:
        number, said = titles[place]
        if number not in best and len(best) < _CLOSEST:
            best[number] = (score, said)
    return best


def _countries(numbers: Iterable[int]) -> dict[int, set[str]]:
    found = defaultdict(set)
    rows = Location.objects.filter(action__in=list(numbers)).values_list("action", "country")
    for number, country in rows:
        found[number].add(country)
    return found


def _partners(numbers: Iterable[int]) -> dict[int, list[str]]:
    """The partners that everybody may know: a hidden one is no reason that is said."""
    found = defaultdict(list)
    rows = Partner.objects.filter(action__in=list(numbers), is_hidden=False).values_list("action", "name")
    for number, name in rows:
        found[number].append(key_of(name))
    return found


def _is_named(partner: str, names: Iterable[str]) -> bool:
    return any(fuzz.token_set_ratio(key_of(partner), name) >= _SAME_PARTNER for name in names)
