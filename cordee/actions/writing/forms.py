"""The fields of the form, for Django to check one by one; what they say together is read in `reading`."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model
from django.forms import (
    BaseFormSet,
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    DateField,
    DateInput,
    EmailField,
    Field,
    Form,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
    NumberInput,
    RadioSelect,
    Textarea,
    TextInput,
    TypedChoiceField,
    TypedMultipleChoiceField,
    ValidationError,
    formset_factory,
)
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cordee.actions.checks import LONGEST_TEXT
from cordee.actions.constraints import YEARS
from cordee.actions.content import Content
from cordee.actions.contributing import LONGEST_COMMENT
from cordee.actions.enums import ActionType, Audience, Precision, Progress
from cordee.actions.labels import label
from cordee.actions.models import Action, ActionText, Location, Partner
from cordee.actions.writing.typed import ROWS
from cordee.core.tables import cells
from cordee.core.tables.cells import CellError
from cordee.core.text import key_of, number_in
from cordee.territory import instance, world

Choices = list[tuple[str, str]]


class DegreesField(Field):
    """A longitude or latitude; a decimal comma is one. Which way they go is judged with the country."""

    def to_python(self, value: Any) -> Any:
        """The number, or None."""
        text = str(value or "").strip()
        try:
            return cells.degrees(text, 180) if text else None
        except CellError as error:
            raise ValidationError(str(error)) from error


class NumbersField(MultipleChoiceField):
    """Numbers of structures: whether they are there is asked where the sheet is written."""

    def valid_value(self, value: str) -> bool:
        """A number that a database holds."""
        return number_in(value) is not None

    def clean(self, value: Any) -> list[Any]:
        """The numbers, in their order."""
        return [int(item) for item in super().clean(value)]


def _longest(model: type[Model], name: str) -> int:
    return int(model._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


def _long_text(name: Any, rows: int, **more: Any) -> CharField:
    more.setdefault("max_length", LONGEST_TEXT)
    return CharField(label=name, required=False, widget=Textarea({"rows": rows}), **more)


def _numeral(name: Any, least: int, most: int) -> IntegerField:
    return IntegerField(
        label=name,
        required=False,
        min_value=least,
        max_value=most,
        widget=NumberInput({"inputmode": "numeric"}),
    )


def _year() -> IntegerField:
    return _numeral(gettext_lazy("Year"), *YEARS)


def _month() -> TypedChoiceField:
    choices: list[tuple[Any, Any]] = [("", "—"), *MONTHS.items()]
    name = gettext_lazy("Month")
    return TypedChoiceField(label=name, required=False, choices=choices, coerce=int, empty_value=None)


def _day() -> IntegerField:
    return _numeral(gettext_lazy("Day"), 1, 31)


class SheetForm(Form):
    """All but the rows of places and partners; the texts have a field for each language."""

    type = ChoiceField(label=gettext_lazy("What is it?"), widget=RadioSelect)
    goals = TypedMultipleChoiceField(
        label=gettext_lazy("Which goals does it serve?"),
        coerce=int,
        widget=CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one goal: the one it serves most.")},
    )
    progress = ChoiceField(label=gettext_lazy("How far is it?"), required=False)
    start_year, start_month, start_day = _year(), _month(), _day()
    end_year, end_month, end_day = _year(), _month(), _day()
    suspended_on = DateField(
        label=gettext_lazy("Suspended on"),
        help_text=gettext_lazy("Only where the action is suspended, with the reason."),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    suspension_reason = _long_text(gettext_lazy("Why is it suspended?"), 3)
    suspension_reason_is_public = BooleanField(
        label=gettext_lazy("Everybody may read this reason"), required=False
    )
    themes = MultipleChoiceField(label=gettext_lazy("Themes"), required=False, widget=CheckboxSelectMultiple)
    forms = MultipleChoiceField(
        label=gettext_lazy("Forms of cooperation"), required=False, widget=CheckboxSelectMultiple
    )
    co_leads = NumbersField(
        label=gettext_lazy("Structures that carry it too"), required=False, widget=CheckboxSelectMultiple
    )
    sources = _long_text(
        gettext_lazy("Sources and links"),
        3,
        help_text=gettext_lazy("One per line: the address of a page, a document, a newspaper."),
    )
    place_basis = CharField(
        label=gettext_lazy("How is the place known?"),
        help_text=gettext_lazy("Only where it is not obvious, for instance “named in the agreement”."),
        max_length=_longest(Action, "place_basis"),
        required=False,
    )
    audience = ChoiceField(label=gettext_lazy("Who may see the sheet?"), widget=RadioSelect, required=False)
    comment = CharField(
        label=gettext_lazy("What did you change, and why?"),
        help_text=gettext_lazy("Read by the team, never shown to the public."),
        max_length=LONGEST_COMMENT,
        required=False,
    )

    def __init__(self, *args: Any, languages: Iterable[str], base: Content | None, **more: Any) -> None:
        super().__init__(*args, **more)
        spoken = get_language() or ""
        original, *others = languages
        self._choose(base, spoken)
        for language in (original, *others):
            self.fields |= _texts(language, is_original=language == original)

    def _choose(self, base: Content | None, spoken: str) -> None:
        """The choices, as the territory names them; what the sheet has of old stays one of them."""
        territory = instance.current()
        chosen: dict[str, Choices] = {
            "type": [(code, label("type", code, spoken)) for code in ActionType.values],
            "goals": [(str(n), goal.title(spoken)) for n, goal in world.goals().items()],
            "progress": [(code, label("etat", code, spoken)) for code in _progress_first()],
            "themes": _own("theme", [*territory.themes, *(base.themes if base else ())], spoken),
            "forms": _own("forme", [*territory.forms, *(base.forms if base else ())], spoken),
            "audience": [
                (one.value, str(one.label))
                for one in Audience
                if one != Audience.NAMED or (base and base.audience == one)
            ],
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["audience"].initial = base.audience if base else Audience.PUBLIC


class Asking(Form):
    """Of a sheet that the team writes for a structure: where it is asked whether the sheet is right."""

    confirm_to = EmailField(
        label=gettext_lazy("E-mail address of the structure"),
        help_text=gettext_lazy(
            "It receives a link by which it confirms, corrects or refuses the sheet, without an account. The"
            " address is not kept."
        ),
        required=False,
        max_length=254,
    )
    confirm_words = _long_text(gettext_lazy("A few words of yours"), 3, max_length=1500)


def _texts(language: str, *, is_original: bool) -> dict[str, Any]:
    """The fields of the words in one language."""
    title = CharField(
        label=_("Title"), max_length=_longest(ActionText, "title"), required=is_original,
        help_text=_("What it does and where, in a few words."),
        error_messages={"required": _("Give it a title: what it does and where, in a few words.")},
    )  # fmt: skip
    fields = {
        "title": title,
        "summary": _long_text(
            _("In two sentences"),
            4,
            help_text=_("What for, with whom: as you would say it on the telephone."),
        ),
        "unfolding": _long_text(_("How it unfolds"), 5),
        "objectives": _long_text(_("Objectives"), 5),
        "content": _long_text(_("Content"), 5),
        "effects": _long_text(_("Effects for the territory"), 5),
        "note": _long_text(_("Note that everybody reads"), 3),
    }
    for field in fields.values():
        field.widget.attrs["lang"] = language
    return {f"{name}_{language}": field for name, field in fields.items()}


def _progress_first() -> list[str]:
    """«To be verified» first: it is what a sheet says until somebody says more."""
    return [Progress.TO_VERIFY, *(code for code in Progress.values if code != Progress.TO_VERIFY)]


def _own(kind: str, codes: Iterable[str], spoken: str) -> Choices:
    return [(code, label(kind, code, spoken)) for code in dict.fromkeys(codes)]


def country_choices() -> Choices:
    """The countries by name, none first."""
    return _by_name("pays", tuple(world.countries()), get_language() or "")


def _region_choices() -> Choices:
    codes = tuple(code for code in world.regions() if code != world.WORLD)
    return _by_name("zone", codes, get_language() or "")


@cache
def _by_name(kind: str, codes: tuple[str, ...], spoken: str) -> Choices:
    named = [(code, label(kind, code, spoken)) for code in codes]
    return [("", "—"), *sorted(named, key=lambda one: key_of(one[1]))]


class PlaceForm(Form):
    """One place: its name as typed, and the point that was found for it or pinned."""

    place = CharField(
        label=gettext_lazy("City or place"),
        max_length=_longest(Location, "place"),
        required=False,
        widget=TextInput({"autocomplete": "off", "placeholder": gettext_lazy("Oxford, GB")}),
    )
    country = ChoiceField(label=gettext_lazy("Country"), required=False, choices=country_choices)
    precision = ChoiceField(
        label=gettext_lazy("How exact?"), required=False, choices=Precision.choices, initial=Precision.CITY
    )
    region = ChoiceField(label=gettext_lazy("Region of the world"), required=False, choices=_region_choices)
    lon = DegreesField(label=gettext_lazy("Longitude"), required=False)
    lat = DegreesField(label=gettext_lazy("Latitude"), required=False)
    spot = CharField(required=False, max_length=20)
    located = CharField(required=False, max_length=400, widget=HiddenInput, strip=False)
    is_hidden = BooleanField(
        label=gettext_lazy("Hide the exact place"),
        help_text=gettext_lazy("Where people could be harmed: everybody then reads its country alone."),
        required=False,
    )
    far = BooleanField(
        label=gettext_lazy("The point is right, though it is far from its country"), required=False
    )


class PartnerForm(Form):
    """One partner."""

    name = CharField(
        label=gettext_lazy("Name of the partner"),
        max_length=_longest(Partner, "name"),
        error_messages={"required": gettext_lazy("Give the partner a name, or empty the whole line.")},
    )
    country = ChoiceField(label=gettext_lazy("Country"), required=False, choices=country_choices)
    is_hidden = BooleanField(label=gettext_lazy("Hide this partner from the public"), required=False)


def _rows(form: type[Form], prefix: str) -> type[BaseFormSet[Any]]:
    most = ROWS[prefix]
    return formset_factory(form, extra=0, max_num=most, absolute_max=most, validate_max=True)


Places = _rows(PlaceForm, "places")
Partners = _rows(PartnerForm, "partners")
