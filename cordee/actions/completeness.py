"""What a sheet could still say, each with what it would bring; the score is of words, not of worth."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.actions.content import Content, Text
from cordee.actions.enums import Precision, Progress

_FIRST_VERSION = 40
"""What the five fields of a first version are worth: it is a sheet."""
_A_FEW_WORDS = 40
_ON_THE_MAP = (Precision.POINT, Precision.CITY, Precision.APPROXIMATE)


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that a sheet may say besides: its name, what it brings, its part of the score."""

    code: str
    label: Promise
    hint: Promise
    points: int
    is_said: Callable[[Content], bool]


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much is said, from 0 to 100, and what is not, the most useful first."""

    score: int
    missing: tuple[Addition, ...]


def _any_text(name: str) -> Callable[[Content], bool]:
    return lambda content: any(len(getattr(text, name)) >= _A_FEW_WORDS for text in content.texts.values())


def _original(content: Content) -> Text | None:
    return content.texts.get(content.language)


ADDITIONS = (
    Addition(
        "partners",
        _("Partners"),
        _("Others find out who already works with the same partner, and can join you."),
        10,
        lambda content: bool(content.partners),
    ),
    Addition(
        "place",
        _("A place on the map"),
        _("The action is found on the map by who zooms on its city, not only by its country."),
        8,
        lambda content: any(place.precision in _ON_THE_MAP for place in content.places),
    ),
    Addition(
        "start",
        _("The year it began"),
        _("Filters by year find it, and its age is worth something to funders."),
        7,
        lambda content: content.start_year is not None,
    ),
    Addition(
        "progress",
        _("How far it is"),
        _("Who looks for running actions finds it, instead of “to be verified”."),
        6,
        lambda content: content.progress != Progress.TO_VERIFY,
    ),
    Addition(
        "themes",
        _("Themes"),
        _("It appears under its themes, and in what is proposed to others who work on them."),
        7,
        lambda content: bool(content.themes),
    ),
    Addition(
        "objectives",
        _("Objectives"),
        _("Elected members read them before a delegation leaves."),
        5,
        _any_text("objectives"),
    ),
    Addition(
        "unfolding",
        _("How it unfolds"),
        _("Others learn how you did it, and what to ask you."),
        5,
        _any_text("unfolding"),
    ),
    Addition(
        "effects",
        _("Effects for the territory"),
        _("It counts in what the territory says of the effects of its international action."),
        6,
        _any_text("effects"),
    ),
    Addition(
        "language",
        _("A second language"),
        _("Your partners abroad can read it, and search engines of their country show it."),
        3,
        lambda content: len(content.texts) > 1,
    ),
    Addition(
        "sources",
        _("A source or a link"),
        _("Who wants to know more goes straight to your own page."),
        3,
        lambda content: bool(content.sources),
    ),
)


def completeness(content: Content) -> Completeness:
    """How complete the sheet is."""
    missing = [addition for addition in ADDITIONS if not addition.is_said(content)]
    text = _original(content)
    said = [bool(text and text.title), bool(content.places), bool(content.goals), bool(text and text.summary)]
    begun = _FIRST_VERSION * (1 + sum(said)) // 5  # its type is always said
    score = begun + sum(addition.points for addition in ADDITIONS if addition not in missing)
    return Completeness(score, tuple(sorted(missing, key=lambda addition: -addition.points)))
