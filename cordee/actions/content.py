"""What an action says, as one plain value: compared, kept in revisions, written by `operations`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from cordee.actions.enums import ActionType, Audience, Confidence, GoalsBasis, Origin, Precision, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words in one language."""

    title: str
    summary: str = ""
    unfolding: str = ""
    objectives: str = ""
    content: str = ""
    effects: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: degrees WGS 84, country ISO 3166-1 alpha-2, region UN M49."""

    precision: Precision
    place: str = ""
    country: str = ""
    region: str = ""
    lon: float | None = None
    lat: float | None = None
    is_hidden: bool = False
    is_far_confirmed: bool = False
    """Somebody said that the point is right, though it is far from the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerName:
    """A partner by its name, with its country if known."""

    name: str
    country: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that a sheet says. `lead` and `co_leads` are numbers of organisations."""

    type: ActionType
    lead: int
    texts: Mapping[str, Text]
    places: tuple[Place, ...]
    goals: tuple[int, ...]
    language: str = "fr"
    co_leads: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    partners: tuple[PartnerName, ...] = ()
    start_year: int | None = None
    start_month: int | None = None
    start_day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    progress: Progress = Progress.TO_VERIFY
    suspended_on: date | None = None
    suspension_reason: str = ""
    suspension_reason_is_public: bool = False
    sources: str = ""
    confidence: Confidence = Confidence.MEDIUM
    goals_basis: GoalsBasis = GoalsBasis.DECLARED
    place_basis: str = ""
    verified_on: date | None = None
    origin: Origin = Origin.DECLARED
    confirmed_on: date | None = None
    audience: Audience = Audience.PUBLIC
    readers: tuple[int, ...] = ()
    """Numbers of the accounts that may read it, where the audience is «named persons»."""
    is_generated: bool = field(default=False)

    def problems(self) -> list[str]:
        """What keeps this from being a sheet, in sentences that say how to mend it."""
        return [sentence for _part, sentence in self.faults()]

    def faults(self) -> list[tuple[str, str]]:
        """The same, each sentence after the part that it is about; none where it is about several."""
        found = []
        if self.language not in self.texts:
            sentence = _("Give the title in the language of the original (%(code)s).")
            found.append(("texts", sentence % {"code": self.language}))
        if not self.goals:
            found.append(("goals", _("Tag the action with at least one goal, from 1 to 17.")))
        if any(not 1 <= goal <= 17 for goal in self.goals):
            found.append(("goals", _("Goals go from 1 to 17.")))
        if not self.places:
            found.append(("places", _("Give at least one place; «world» is one.")))
        if self.start_year and self.end_year and self.end_year < self.start_year:
            found.append(("end_year", _("The end comes before the start: check both years.")))
        found += [("suspended_on", sentence) for sentence in self._of_suspension()]
        if any(";" in item.name for item in self.partners) or any(";" in item.place for item in self.places):
            sentence = _("Names of places and partners hold no semicolon: it separates them in tables.")
            found.append(("", sentence))
        if self.lead in self.co_leads:
            found.append(("co_leads", _("The lead structure cannot be its own co-lead.")))
        return found

    def _of_suspension(self) -> list[str]:
        says_something = self.suspended_on or self.suspension_reason
        if self.progress != Progress.SUSPENDED and says_something:
            return [_("A date and a reason of suspension go with the state «suspended».")]
        if self.progress == Progress.SUSPENDED and not (self.suspended_on and self.suspension_reason):
            return [_("A suspended action needs the date of the suspension and its reason.")]
        return []

    def tidy(self) -> "Content":
        """The same without spaces around texts, without doubles, its lists in the order that is kept."""
        return replace(
            self,
            texts={language: _bare(text) for language, text in self.texts.items()},
            places=tuple(_bare(place) for place in self.places),
            partners=tuple(dict.fromkeys(_bare(partner) for partner in self.partners)),
            goals=tuple(sorted(set(self.goals))),
            themes=tuple(sorted(set(self.themes))),
            forms=tuple(sorted(set(self.forms))),
            co_leads=tuple(dict.fromkeys(self.co_leads)),
            readers=tuple(sorted(set(self.readers))),
            **{name: getattr(self, name).strip() for name in _WORDS},
        )


_WORDS = ("suspension_reason", "sources", "place_basis")
LISTS = ("goals", "co_leads", "themes", "forms", "readers")
"""The parts that are plain lists of numbers or codes."""
SCALARS = tuple(
    item.name for item in fields(Content) if item.name not in {"lead", "texts", "places", "partners", *LISTS}
)
"""The parts that are columns of `Action` itself."""


V = TypeVar("V", Text, Place, PartnerName)


def _bare(value: V) -> V:
    """Without spaces around its texts."""
    return replace(
        value,
        **{
            item.name: getattr(value, item.name).strip()
            for item in fields(value)
            if type(getattr(value, item.name)) is str
        },
    )


def changed_parts(before: Content, after: Content) -> dict[str, list[Any]]:
    """Each part that differs, with what it said and what it says, ready for JSON."""
    old, new = as_json(before), as_json(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def as_json(content: Content) -> dict[str, Any]:
    """The content in JSON's own types."""
    data = asdict(content)
    for name in ("suspended_on", "verified_on", "confirmed_on"):
        data[name] = data[name].isoformat() if data[name] else None
    for name in ("places", "partners", *LISTS):
        data[name] = list(data[name])
    return data


def from_json(data: Mapping[str, Any]) -> Content:
    """The content that `as_json` wrote."""
    values = dict(data)
    values["texts"] = {language: Text(**text) for language, text in values["texts"].items()}
    values["places"] = tuple(
        Place(**place | {"precision": Precision(place["precision"])}) for place in values["places"]
    )
    values["partners"] = tuple(PartnerName(**partner) for partner in values["partners"])
    for name in LISTS:
        values[name] = tuple(values.get(name, ()))  # revisions kept before a part existed lack it
    for name in ("suspended_on", "verified_on", "confirmed_on"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name, enum in _ENUMS.items():
        values[name] = enum(values[name])
    return Content(**values)


_ENUMS = {
    "type": ActionType,
    "progress": Progress,
    "confidence": Confidence,
    "goals_basis": GoalsBasis,
    "origin": Origin,
    "audience": Audience,
}
