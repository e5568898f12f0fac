"""Generated actions: the n-th of a seed is always the same, whatever was made before it."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from cordee.actions.content import Content, PartnerName, Text
from cordee.actions.enums import ActionType, Confidence, GoalsBasis, Origin, Progress
from cordee.atlas.generation.draw import Draw, zipf
from cordee.atlas.generation.observed import Observed, observed, words
from cordee.atlas.generation.places import some_places, where
from cordee.territory import instance, world

FEWEST_WORDS, MOST_WORDS = 60, 300
_ENGLISH = 0.3
_CO_LED = 0.08
_LAST_YEAR = 2025
"""The last year in which a generated action ended or began, but for planned ones: chance knows no clock."""
_ORIGINS = Draw({Origin.DECLARED: 45.0, Origin.COMPILED: 25.0, Origin.ENTERED: 15.0, Origin.IMPORTED: 15.0})
_CONFIRMED = {Origin.DECLARED: 0.8, Origin.ENTERED: 0.5, Origin.COMPILED: 0.05, Origin.IMPORTED: 0.1}
_HIDDEN = 0.01


@dataclass(frozen=True, slots=True)
class Maker:
    """What all actions of a seed share. `marks` say in each language that the data is generated."""

    seed: int
    leads: Draw[int]
    marks: dict[str, str]

    def content(self, number: int) -> Content:
        """The `number`-th action. Its structures are numbers of rows."""
        chance = Random(f"{self.seed}-{number}")  # noqa: S311  # nothing secret is drawn
        seen = observed()
        co_led = chance.random() < _CO_LED
        lead, *others = self.leads.some(chance, 2 if co_led else 1)
        places = some_places(chance, seen.countries)
        place = where(places[0])
        return Content(
            type=ActionType(seen.types.one(chance)),
            lead=lead,
            co_leads=tuple(others),
            texts=self._texts(chance, seen, place),
            places=places,
            goals=tuple(sorted(seen.goals.some(chance, seen.goal_counts.one(chance)))),
            themes=tuple(sorted(seen.themes.some(chance, seen.theme_counts.one(chance)))),
            forms=tuple(sorted(seen.forms.some(chance, seen.form_counts.one(chance)))),
            partners=_partners(chance, seen, place, places[0].country),
            sources="https://example.org/source" if chance.random() < 0.5 else "",
            confidence=Confidence(seen.confidence.one(chance)),
            goals_basis=chance.choice([*GoalsBasis]),
            is_generated=True,
            **_life(chance, seen),
            **_said_by(chance),
        )

    def _texts(self, chance: Random, seen: Observed, place: str) -> dict[str, Text]:
        texts = {"fr": self._text(chance, seen, "fr", _french_title(chance, seen, place))}
        if chance.random() < _ENGLISH:
            texts["en"] = self._text(chance, seen, "en", _english_title(chance, place))
        return texts

    def _text(self, chance: Random, seen: Observed, language: str, title: str) -> Text:
        """The summary first, then the parts that a sheet tells, as far as the words go."""
        total = int(FEWEST_WORDS + (MOST_WORDS - FEWEST_WORDS) * chance.betavariate(1.3, 2.5))
        sentences = seen.chains[language].text(chance, total)
        mark = self.marks[language]
        parts = [" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)]
        if len(parts) > 5:  # the parts of a sheet
            parts[4:] = [" ".join(parts[4:])]
        names = ("summary", "unfolding", "objectives", "content", "effects")
        return Text(title=f"{title[:160]} ({mark})", **dict(zip(names, parts, strict=False)))


def maker(seed: int, structures: int, marks: dict[str, str]) -> Maker:
    """The maker of a seed, for structures numbered from 0, by Zipf."""
    return Maker(seed, zipf(range(structures)), marks)


def _french_title(chance: Random, seen: Observed, place: str) -> str:
    if chance.random() < 0.2:
        return str(chance.choice(words()["titles"]["fr"])).format(place=place)
    phrase = " ".join(seen.titles.sentence(chance, 9)).rstrip(" –-,;:(")
    return phrase if place in phrase else f"{phrase} – {place}"


def _english_title(chance: Random, place: str) -> str:
    theme = chance.choice([*instance.current().themes.values()])
    label = theme.label.get("en") or theme.label["fr"]
    goal = world.goals()[chance.randint(1, 17)].short_title("en")
    return f"{label}: {goal} – {place}"


def _partners(chance: Random, seen: Observed, place: str, country: str) -> tuple[PartnerName, ...]:
    names: dict[str, str] = {}
    for _ in range(seen.partner_counts.one(chance)):
        if seen.partner_names and chance.random() < 0.4:
            names[chance.choice(seen.partner_names)] = ""
        else:
            names[f"{chance.choice(words()['partners']['heads'])} {place}"] = country
    return tuple(
        PartnerName(name=name, country=land, is_hidden=chance.random() < _HIDDEN)
        for name, land in names.items()
    )


def _life(chance: Random, seen: Observed) -> dict[str, Any]:
    """State and dates that go together: what has ended has an end, what is planned begins later."""
    progress = Progress(seen.progress.one(chance))
    start = seen.start_years.one(chance)
    found: dict[str, Any] = {"progress": progress, "start_year": start}
    if start and progress == Progress.PLANNED:
        found["start_year"] = _LAST_YEAR + chance.randint(1, 3)
    elif start and progress in (Progress.ENDED, Progress.ABANDONED):
        found["end_year"] = max(start, min(_LAST_YEAR, start + chance.randint(0, 6)))
    elif progress == Progress.ENDED and chance.random() < 1 / 4:
        found["end_year"] = chance.randint(2000, _LAST_YEAR)
    elif progress == Progress.SUSPENDED:
        found["suspended_on"] = _day(chance)
        found["suspension_reason"] = "Partenaire indisponible."
        found["suspension_reason_is_public"] = chance.random() < 1 / 2
    if start and chance.random() < 0.4:
        found["start_month"] = chance.randint(1, 12)
        if chance.random() < 1 / 3:
            found["start_day"] = chance.randint(1, 28)
    return found


def _said_by(chance: Random) -> dict[str, Any]:
    origin = _ORIGINS.one(chance)
    confirmed = chance.random() < _CONFIRMED[origin]
    return {
        "origin": origin,
        "confirmed_on": _day(chance) if confirmed else None,
        "verified_on": _day(chance) if chance.random() < 1 / 2 else None,
    }


def _day(chance: Random) -> date:
    return date(2023, 1, 1) + timedelta(days=int(1000 * chance.random()))
