"""From the form to what the sheet says: one way, pure, each fault beside its field where it has one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.forms import BaseFormSet, Form
from django.utils.translation import gettext as _

from cordee.actions import checks, dates
from cordee.actions.content import Content, PartnerName, Place, Text
from cordee.actions.enums import ActionType, Audience, GoalsBasis, Progress
from cordee.actions.writing import spots
from cordee.actions.writing.forms import Partners, Places, SheetForm
from cordee.actions.writing.typed import LINE_END, OF_PLACES, WORDS, Typed, data_of, first, row_of

_TAKEN = (
    "start_year", "start_month", "start_day", "end_year", "end_month", "end_day", "suspended_on",
    "suspension_reason", "suspension_reason_is_public", "sources", "place_basis",
)  # fmt: skip
"""The parts that a field holds as the sheet does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a form is written on: for whom, in which language, what the sheet says so far if there is one.

    `basis`: who it is that chooses goals, where they change.
    """

    lead: int
    language: str
    base: Content | None = None
    basis: GoalsBasis = GoalsBasis.DECLARED

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the form, that of the original first."""
        return tuple(dict.fromkeys([self.language, *(code for code, _name in settings.LANGUAGES)]))


class Written:
    """A typed form: its fields with their faults, and what it says where there are none."""

    def __init__(self, typed: Typed, start: Start, *, is_judged: bool = True) -> None:
        """`is_judged`: the person has sent it; else it is shown as it is, without a word on faults."""
        self.typed, self.start = dict(typed), start
        self._data = data = data_of(self.typed)
        own: Any = {"languages": start.languages, "base": start.base}
        self.sheet = SheetForm(data, **own)
        self.places: BaseFormSet[Any] = Places(data, prefix="places")
        self.partners: BaseFormSet[Any] = Partners(data, prefix="partners")
        self.choices: dict[int, tuple[Any, ...]] = {}
        """Rows of places with those among which to choose."""
        self.settled: dict[int, Place] = {}
        """Rows of places with the place that each says."""
        self.so_far = self._read()
        self.faults = list(self._judge())
        if not is_judged:
            self._forgive()

    @property
    def content(self) -> Content | None:
        """What the sheet will say; None while something is wrong."""
        return None if self.faults or self._has_errors() else self.so_far

    def refuse(self, sentences: Iterable[str]) -> None:
        """What only the writing found out."""
        self.faults += sentences

    def _has_errors(self) -> bool:
        rows = any(any(form.errors for form in formset) for formset in (self.places, self.partners))
        return bool(self.sheet.errors) or rows or not self.places.is_valid() or not self.partners.is_valid()

    def _read(self) -> Content:
        """What is said by the fields that are right; of the others, what was said before."""
        self.sheet.is_valid()
        said, base = self.sheet.cleaned_data, self.start.base
        content = base or Content(
            type=ActionType.PROJECT, lead=self.start.lead, texts={}, places=(), goals=(),
            language=self.start.language,
        )  # fmt: skip
        goals = tuple(sorted(said.get("goals", ())))
        audience = Audience(said.get("audience") or content.audience)
        return replace(
            content,
            type=ActionType(said.get("type") or content.type),
            texts=self._texts(said),
            places=tuple(self._places()),
            partners=tuple(self._partners()),
            goals=goals,
            goals_basis=self.start.basis if goals != content.goals else content.goals_basis,
            progress=Progress(said.get("progress") or Progress.TO_VERIFY),
            audience=audience,
            readers=content.readers if audience == Audience.NAMED else (),
            themes=tuple(said.get("themes", ())),
            forms=tuple(said.get("forms", ())),
            co_leads=tuple(said.get("co_leads", ())),
            **{name: _kept(said, name, getattr(content, name)) for name in _TAKEN},
        ).tidy()

    def _texts(self, said: Mapping[str, Any]) -> dict[str, Text]:
        """The words of the form's languages; those of others stay as they are."""
        before = dict(self.start.base.texts) if self.start.base else {}
        texts = {language: text for language, text in before.items() if language not in self.start.languages}
        for language in self.start.languages:
            old = before.get(language)
            words = {
                word: _kept(said, f"{word}_{language}", getattr(old, word) if old else "") for word in WORDS
            }
            if any(words.values()):
                texts[language] = Text(**words)
        return texts

    def _places(self) -> Iterator[Place]:
        for number, form in enumerate(self.places.forms):
            form.is_valid()
            said = form.cleaned_data
            if spots.is_blank(said) and not form.errors:
                continue
            typed = {name: first(self.typed, f"places-{number}-{name}") for name in OF_PLACES}
            spot = spots.settle(said, typed)
            if spot.choices:
                self.choices[number] = spot.choices
            for field, sentence in spot.faults:
                form.add_error(field, sentence)
            if spot.place:
                self._judge_place(form, spot.place)
                if not form.errors:
                    self.settled[number] = spot.place
                    self._show(number, row_of(spot.place))
                yield spot.place

    def _show(self, number: int, row: Mapping[str, str]) -> None:
        """What was found for a place stands in its row: she sees it, and it is not asked again."""
        for name in OF_PLACES:
            values = [row[name]] if row.get(name) else []
            self.typed[f"places-{number}-{name}"] = values
            self._data.setlist(f"places-{number}-{name}", values)

    def _judge_place(self, form: Form, place: Place) -> None:
        for column, sentence in [*checks.of_shape(place), *checks.of_point(place)]:
            form.add_error(column if column in form.fields else None, sentence)

    def _partners(self) -> Iterator[PartnerName]:
        for form in self.partners.forms:
            if form.is_valid() and form.cleaned_data.get("name"):
                yield PartnerName(**form.cleaned_data)

    def _judge(self) -> Iterator[str]:
        """What is wrong with the whole, but for what stands beside a field."""
        content = self.so_far
        named = [*content.faults(), *dates.problems(content), *_untitled(content)]
        for column, sentence in named:
            if not self._is_beside(column, sentence):
                yield sentence
        said = {sentence for _column, sentence in named} | set(self._said_beside())
        yield from (sentence for sentence in checks.problems(content) if sentence not in said)
        for formset in (self.places, self.partners):
            yield from map(str, formset.non_form_errors())

    def _is_beside(self, column: str, sentence: str) -> bool:
        """Put it beside the field that holds this part of the sheet; a field has one fault at a time."""
        form: Form = self.sheet
        if column == "places":
            if any(row.errors for row in self.places.forms) or not self.places.forms:
                return bool(self.places.forms)
            form, column = self.places.forms[0], "place"
        if column == "texts":
            column = f"title_{self.start.language}"
        if column in form.fields and column not in form.errors:
            form.add_error(column, sentence)
        return column in form.fields

    def _said_beside(self) -> Iterator[str]:
        for form in (self.sheet, *self.places.forms, *self.partners.forms):
            for found in form.errors.values():
                yield from map(str, found)

    def _forgive(self) -> None:
        self.faults = []
        for form in (self.sheet, *self.places.forms, *self.partners.forms):
            form.errors.clear()


def _untitled(content: Content) -> Iterator[tuple[str, str]]:
    """Texts without a title, as `checks` says it of all of them."""
    for language, text in content.texts.items():
        if not text.title:
            yield f"title_{language}", _("Give a title in each language that has a text.")


def _kept(said: Mapping[str, Any], name: str, old: Any) -> Any:
    """What the field says, if it is right; a text of which only the line ends differ is the old one."""
    new = said.get(name, old)
    if isinstance(new, str) and isinstance(old, str) and LINE_END.sub("\n", old) == new:
        return old
    return new
