"""What the real set looks like: how often each value comes, and the words that it is written in."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cordee.actions import columns, sheets
from cordee.actions.content import Content
from cordee.actions.enums import ActionType, Confidence, Origin, Progress
from cordee.atlas.generation.chain import Chain
from cordee.atlas.generation.cities import populations
from cordee.atlas.generation.draw import Draw, counted
from cordee.core.tables.columns import Column, match
from cordee.core.tables.limits import LARGE
from cordee.core.tables.reading import read_table
from cordee.organisations import sheets as organisation_sheets
from cordee.organisations.enums import Kind
from cordee.territory import instance, world

WORDS = Path(__file__).parent / "data" / "words.toml"
_FAR_SHARE = 0.2
"""How often an action is in a country drawn by population, and not as observed."""
_YEARS = range(1985, 2026)
_TYPES = {"projet": 47, "partenariat": 22, "antenne": 14, "reseau": 11, "evenement": 6}
_PROGRESS = {"en-cours": 50, "termine": 27, "a-verifier": 20, "prevu": 5, "suspendu": 2, "abandonne": 1}
_KINDS = {
    "entreprise": 35, "association": 32, "organisme_public": 19, "laboratoire": 8, "universite": 7
}  # fmt: skip


@dataclass(frozen=True)
class Observed:
    """Weights of every choice, and chains of words by language."""

    types: Draw[str]
    progress: Draw[str]
    confidence: Draw[str]
    countries: Draw[str]
    start_years: Draw[int | None]
    goals: Draw[int]
    goal_counts: Draw[int]
    themes: Draw[str]
    theme_counts: Draw[int]
    forms: Draw[str]
    form_counts: Draw[int]
    partner_counts: Draw[int]
    kinds: Draw[str]
    partner_names: Sequence[str]
    titles: Chain
    chains: dict[str, Chain]


@cache
def observed() -> Observed:
    """The current territory's demonstration where it has one, else weights of our own."""
    territory = instance.current()
    real = list(_actions(territory.demonstration))
    return Observed(
        types=counted([item.type for item in real], ActionType.values, 1) if real else Draw(_TYPES),
        progress=_progress(real),
        confidence=counted([item.confidence for item in real], Confidence.values, 1),
        countries=_countries(real),
        start_years=counted([item.start_year for item in real], [None, *_YEARS], 0.5 if real else 1),
        goals=counted([goal for item in real for goal in item.goals], range(1, 18), 3),
        goal_counts=counted([len(item.goals) for item in real if len(item.goals) <= 5], range(1, 6), 3),
        themes=counted([theme for item in real for theme in item.themes], territory.themes, 2),
        theme_counts=counted([len(item.themes) for item in real if 0 < len(item.themes) < 4], (1, 2, 3), 3),
        forms=counted([form for item in real for form in item.forms], territory.forms, 3),
        form_counts=counted([len(item.forms) for item in real if len(item.forms) < 3], (0, 1, 2), 3),
        partner_counts=counted([len(item.partners) for item in real], range(6), 2),
        kinds=_kinds(territory.demonstration),
        partner_names=sorted({partner.name for item in real for partner in item.partners}),
        titles=Chain(_titles(real)),
        chains={language: Chain(_texts(real, language)) for language in ("fr", "en")},
    )


@cache
def words() -> dict[str, Any]:
    """The names and sentences that are not the territory's."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _rows(files: Iterable[Path], known: Sequence[Column], needed: str) -> Iterator[dict[str, str]]:
    for file in files:
        table = read_table(file, limits=LARGE)
        found = match(table.columns, known).found
        if needed in found:
            for row in table.rows:
                yield {name: row.cells.get(header, "") for name, header in found.items()}


def _actions(files: Iterable[Path]) -> Iterator[Content]:
    """The actions of the demonstration; a line that could not be imported says nothing here either."""
    for row in _rows(files, columns.COLUMNS, "action_type"):
        content = sheets.read(
            row,
            lead=1,
            co_leads=(),
            origin=Origin.COMPILED,
            accept_far=True,
            on_error=lambda _column, _message: None,
            on_warning=lambda _column, _message: None,
        )
        if content:
            yield content


def _progress(real: Sequence[Content]) -> Draw[str]:
    return counted([item.progress for item in real], Progress.values, 4) if real else Draw(_PROGRESS)


def _kinds(files: Iterable[Path]) -> Draw[str]:
    values = [row["kind"] for row in _rows(files, organisation_sheets.COLUMNS, "kind") if row.get("name")]
    known = [value for value in values if value in Kind.values]
    return counted(known, Kind.values, 1) if known else Draw(_KINDS)


def _countries(real: Sequence[Content]) -> Draw[str]:
    """As observed, and for the rest by population: its root, so that the small ones are seen too."""
    seen = [place.country for item in real for place in item.places if place.country]
    roots = {
        country: people**0.5 for country, people in populations().items() if country in world.countries()
    }
    share = _FAR_SHARE * max(len(seen), 1) / sum(roots.values())
    weights = {country: root * share for country, root in sorted(roots.items())}
    for country in seen:
        weights[country] = weights.get(country, 0.0) + 1.0
    return Draw(weights)


def _titles(real: Sequence[Content]) -> list[str]:
    found = [item.texts[item.language].title for item in real if item.language == "fr"]
    return found or [title.format(place="").strip() for title in words()["titles"]["fr"]]


def _texts(real: Sequence[Content], language: str) -> Iterator[str]:
    """Summaries, what the territory says of itself, of the goals and of the forms, and our few sentences."""
    yield from words()["sentences"][language]
    for item in real:
        if language in item.texts:
            yield item.texts[language].summary
    territory = instance.current()
    told = [*territory.texts.values(), *territory.goal_notes.values(), territory.history]
    told += [form.definition for form in territory.forms.values()]
    told += [theme.reason for theme in territory.themes.values()]
    for text in told:
        if language in text:
            yield text[language].replace("\n", " ")
