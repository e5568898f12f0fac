"""What is written without an account: a structure's corrections and refusals, anybody's reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.actions import reports
from cordee.actions.enums import ReportKind
from cordee.actions.reasons import problems_of_text
from cordee.core.text import NO_TEXT

_ROOM = 200
"""What is kept free of a report's length for the name of the part that a correction is about."""


class Typed(forms.Textarea):
    """Shows what was typed without the characters that no text holds: sent again, it passes."""

    def format_value(self, value: Any) -> str:
        """The text, cleaned."""
        return NO_TEXT.sub("", str(super().format_value(value) or ""))


class Words(forms.CharField):
    """A text of several lines; ends of lines count as one character, as they do for who types."""

    def __init__(self, *, most: int, required: Any, rows: int = 5, **more: Any) -> None:
        widget = Typed({"rows": rows, "maxlength": most})
        super().__init__(widget=widget, error_messages={"required": required}, **more)

    def to_python(self, value: Any) -> str:
        """With the ends of lines of a text."""
        text = str(super().to_python(value))
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def run_validators(self, value: str) -> None:
        """What the rules say of a text, in their words."""
        if problems := problems_of_text(value, reports.LONGEST):
            raise forms.ValidationError(problems)


class Correction(forms.Form):
    """What a structure wants corrected on its sheet."""

    part = forms.ChoiceField(label=_("What is to be corrected?"))
    text = Words(
        label=_("What should it say?"),
        help_text=_("A sentence or two are enough; several corrections fit in one answer."),
        most=reports.LONGEST - _ROOM,
        required=_("Write what is to be corrected, in a sentence or two."),
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = dict(parts)
        self.fields["part"] = forms.ChoiceField(
            label=self.fields["part"].label, choices=[("", "—"), *parts], error_messages=_CHOOSE
        )
        self.order_fields(["part", "text"])

    def words(self) -> str:
        """The correction as the team reads it."""
        return f"{self.parts[self.cleaned_data['part']]}\n{self.cleaned_data['text']}"


class Refusal(forms.Form):
    """Why a structure does not want its sheet."""

    text = Words(
        label=_("Why?"),
        help_text=_("The action is not yours, is over, or must not be shown: the team decides."),
        most=reports.LONGEST,
        required=_("Say in a sentence why you do not want this sheet."),
        rows=3,
    )

    def words(self) -> str:
        """The refusal as the team reads it."""
        return str(self.cleaned_data["text"])


class Telling(forms.Form):
    """What anybody tells the team of a sheet. Whoever is signed in is asked for no address."""

    kind = forms.ChoiceField(
        label=_("What do you want to tell?"),
        choices=[choice for choice in ReportKind.choices if choice[0] != ReportKind.REFUSAL],
        widget=forms.RadioSelect,
    )
    text = Words(
        label=_("Your message"),
        help_text=_("What is wrong or missing, and how you know it. Name no private person."),
        most=reports.LONGEST,
        required=_("Write what is to be corrected, in a sentence or two."),
    )
    email = forms.CharField(
        label=_("E-mail address for the answer"),
        help_text=_(
            "Only to tell you what was done: the team alone sees it, and it is deleted with the answer."
        ),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, asks_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].error_messages |= _CHOOSE
        if not asks_address:
            del self.fields["email"]

    def clean_email(self) -> str:
        """What the rules say of an address."""
        email = str(self.cleaned_data["email"]).strip()
        if problems := reports.problems_of_address(email):
            raise forms.ValidationError(problems)
        return email


_CHOOSE = {
    "required": _("Choose one of the answers."),
    "invalid_choice": _("Choose one of the answers."),
}
