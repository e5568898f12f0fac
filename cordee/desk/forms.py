"""What a member of the team says when she decides: a role, a reason that is read, an address, a note."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.desk import reasons
from cordee.organisations.enums import MembershipRole


def choose_among(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Give a field its choices, which are known when the form is made."""
    field: Any = form.fields[name]
    field.choices = list(choices)


class Accepting(forms.Form):
    """As what she is taken in."""

    role = forms.ChoiceField(label=_("As what?"), choices=MembershipRole.choices)


class Reasoned(forms.Form):
    """One of the usual reasons, her own words, or both."""

    USUAL: ClassVar[Mapping[str, Promise]] = {}
    SENTENCE: ClassVar[Promise] = _("Say why: the person reads it.")

    usual = forms.ChoiceField(label=_("A usual reason"), required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=1500, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choose_among(self, "usual", [("", _("None of these")), *self.USUAL.items()])

    def clean(self) -> dict[str, Any]:
        """It says why."""
        said = super().clean() or self.cleaned_data
        if not said.get("usual") and not said.get("words") and not self.errors:
            self.add_error("words", str(self.SENTENCE))
        return said

    def reason(self) -> str:
        """The whole of it, in the language that is active when it is called."""
        usual = self.USUAL.get(self.cleaned_data["usual"], "")
        return "\n".join(part for part in (str(usual), self.cleaned_data["words"]) if part)


class Refusing(Reasoned):
    """Why a person or a new structure is not taken in."""

    USUAL = reasons.PERSON


class RefusingSheet(Reasoned):
    """Why what waits does not become public."""

    USUAL = reasons.SHEET
    SENTENCE = _("Give the reason: the contributor reads it.")


class AskingForChanges(RefusingSheet):
    """What the contributor is to change."""

    USUAL = reasons.CHANGES


class TakingDown(RefusingSheet):
    """Why a sheet leaves the public pages."""

    USUAL = reasons.WITHDRAWN


class Archiving(RefusingSheet):
    """Why a sheet goes to the memory of the team."""

    USUAL = reasons.ARCHIVED
    SENTENCE = _("Say why: the journal keeps it.")


class Settling(Reasoned):
    """What was done about a report."""

    USUAL = reasons.SETTLED
    SENTENCE = _("Say in a sentence what was done.")


class Plain(forms.Form):
    """An act that needs no word."""


class Restoring(forms.Form):
    """Which of the earlier versions."""

    revision = forms.TypedChoiceField(label=_("Which version?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, versions: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choose_among(self, "revision", versions)


class Asking(forms.Form):
    """To whom the structure's link is sent, and with which words."""

    to = forms.EmailField(label=_("E-mail address of the structure"), max_length=254)
    words = forms.CharField(
        label=_("A few words of yours"), required=False, max_length=1500, widget=forms.Textarea({"rows": 3})
    )


class Giving(forms.Form):
    """To which colleague."""

    to = forms.TypedChoiceField(label=_("Give it to"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, colleagues: Iterable[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choose_among(self, "to", [("", _("Choose a colleague")), *colleagues])


class Noting(forms.Form):
    """A note for the team."""

    text = forms.CharField(
        label=_("A note for the team"),
        help_text=_("The team alone reads it here; a person finds what is noted of her among her data."),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
