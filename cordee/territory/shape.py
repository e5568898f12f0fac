"""What a territory is, once its folder is read: names, places, brand, texts and lists. No file format."""

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from cordee.core.text import key_of


class LocalText(Mapping[str, str]):
    """One text per language code, the territory's first first. As a string: in the active language."""

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self._by_language = dict(by_language)

    def __getitem__(self, language: str) -> str:
        return self._by_language[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __str__(self) -> str:
        return text(self, get_language() or "")


def text(value: Mapping[str, str], language: str) -> str:
    """The text in `language` («fr», «en-gb»), else in the first language that the table gives, else empty."""
    short = language.replace("_", "-").split("-", maxsplit=1)[0]
    return value.get(language) or value.get(short) or next(iter(value.values()), "")


@dataclass(frozen=True)
class Commune:
    """One commune; population in inhabitants (municipal), point inside it in degrees or None when unknown."""

    insee: str
    name: str
    population: int
    lon: float | None
    lat: float | None
    postcodes: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """Where the rope is tied: the point (degrees) from which the map's arcs leave, and its name."""

    lon: float
    lat: float
    label: LocalText


@dataclass(frozen=True)
class Member:
    """A body of the steering committee, what it does in it and its own site (empty when it gave none)."""

    name: str
    role: LocalText
    url: str


@dataclass(frozen=True)
class Theme:
    """An entry of the territory's own list of themes; the reason says why the territory has it."""

    slug: str
    label: LocalText
    reason: LocalText


@dataclass(frozen=True)
class Form:
    """A form of international action of local authorities, with its short definition."""

    slug: str
    label: LocalText
    definition: LocalText


@dataclass(frozen=True)
class Promise:
    """One of the three promises of the home page."""

    title: LocalText
    sentence: LocalText


@dataclass(frozen=True)
class SearchExample:
    """An example under the search field: what is read, and the words searched."""

    label: LocalText
    query: LocalText


@dataclass(frozen=True)
class Brand:
    """CSS colours («ink» stands for `--ink`) that replace the default theme's, and a logo if there is one."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    logo: Path | None


@dataclass(frozen=True)
class Participation:
    """Who is looked at, and when.

    `regime`: what a validated contributor writes is public at once and looked at «after», waits while it is
    the «first» of its structure, or waits «always». `referents_validate`: a referent may admit people to her
    own structure. `reveals_a_day`: contacts that one account may open in a day. `inactive_months`: after how
    many months without a visit an account ends; a warning goes out a month before. `terms`: the day of the
    terms in force; a later day has everybody asked again.
    """

    regime: str = "after"
    referents_validate: bool = False
    reveals_a_day: int = 30
    inactive_months: int = 24
    terms: datetime.date = datetime.date(2026, 11, 28)


@dataclass(frozen=True)
class Territory:
    """An instance's own place. A text shows itself in the page's language; `text()` picks another."""

    folder: Path
    languages: tuple[str, ...]
    name: LocalText
    tagline: LocalText
    home: Home
    email: str
    opened: datetime.date | None
    history: LocalText
    committee: tuple[Member, ...]
    brand: Brand
    texts: Mapping[str, LocalText]
    search_examples: tuple[SearchExample, ...]
    promises: Mapping[str, Promise]
    publisher: LocalText
    host: LocalText
    themes: Mapping[str, Theme]
    forms: Mapping[str, Form]
    goal_notes: Mapping[int, LocalText]
    labels: Mapping[str, Mapping[str, LocalText]]
    map_names: Mapping[str, LocalText]
    participation: Participation
    communes: Mapping[str, Commune]
    contours_file: Path | None
    demonstration: tuple[Path, ...]

    @property
    def preview(self) -> Path | None:
        """The picture (PNG, 1200 × 630 pixels) shown where a page is passed on, if the folder has one."""
        file = self.folder / "preview.png"
        return file if file.exists() else None

    @property
    def slug(self) -> str:
        """The folder's name, which names the territory among others."""
        return self.folder.name

    def name_in(self, language: str) -> str:
        """The territory's name in a language."""
        return text(self.name, language)

    def text_in(self, key: str, language: str) -> str:
        """One of `[texts]`, such as `hero_title`. Raises KeyError for a key that the format does not have."""
        return text(self.texts[key], language)

    def goal_note(self, goal: int, language: str) -> str:
        """What Sustainable Development Goal 1 to 17 means here. Raises KeyError for another number."""
        return text(self.goal_notes[goal], language)

    def label(self, kind: str, code: str, language: str) -> str | None:
        """The territory's word for a code: a theme, a form, or a renamed fixed code of `[labels.<kind>]`.

        None when the territory says nothing of it: the software's own word holds.
        """
        entries: dict[str, Mapping[str, Theme | Form]] = {"theme": self.themes, "form": self.forms}
        if entry := entries.get(kind, {}).get(code):
            return text(entry.label, language)
        renamed = self.labels.get(kind, {}).get(code)
        return None if renamed is None else text(renamed, language)

    def commune_named(self, name_or_code: str) -> Commune | None:
        """The commune of an INSEE code, or of a name whatever its accents and hyphens; None when unknown."""
        wanted = name_or_code.strip()
        return self.communes.get(wanted.upper()) or self._communes_by_name.get(key_of(wanted))

    @cached_property
    def _communes_by_name(self) -> Mapping[str, Commune]:
        seen = Counter(key_of(commune.name) for commune in self.communes.values())
        # Two communes of one name: neither is meant for sure, so only the code finds them.
        named = {key_of(commune.name): commune for commune in self.communes.values()}
        return {name: commune for name, commune in named.items() if seen[name] == 1}

    def contours(self) -> Mapping[str, Mapping[str, Any]]:
        """GeoJSON geometry of each commune by INSEE code; empty when the territory has no contours file."""
        return _contours(self.contours_file) if self.contours_file else {}


@cache
def _contours(file: Path) -> Mapping[str, Mapping[str, Any]]:
    collection = json.loads(file.read_text(encoding="utf-8"))
    return {feature["properties"]["insee"]: feature["geometry"] for feature in collection["features"]}
