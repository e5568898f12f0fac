"""The form by which a structure names a person, and changes what it says of her. `Person` alone judges it."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.contacts.enums import Field, Reach, Side
from cordee.contacts.kept import Kept
from cordee.contacts.person import REACHES, Person

WHO = (
    (Reach.VERIFIED, _("Accounts that the team has verified")),
    (Reach.STRUCTURE, _("Our structure and the team")),
    (Reach.NOBODY, _("Nobody")),
)
NARROW = Reach.STRUCTURE
"""How far a part goes unless somebody says more: the person has not been asked yet."""
COLUMNS = {Field.EMAIL: "email", Field.TELEPHONE: "telephone"}
"""The fields that hold what is opened one by one."""


class PersonForm(forms.Form):
    """A person in charge, here or abroad, and who sees what of her."""

    side = forms.ChoiceField(label=_("Where is she?"), choices=Side, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), widget=forms.TextInput({"autocomplete": "off"}))
    function = forms.CharField(label=_("Function"), required=False)
    organisation = forms.CharField(
        label=_("Organisation"), required=False, help_text=_("Where it is not the structure itself.")
    )
    languages = forms.CharField(
        label=_("Languages"),
        required=False,
        help_text=_("Those in which one may write to her, with commas between them."),
    )
    name_for = forms.ChoiceField(
        label=_("Who sees her name and function"),
        choices=WHO,
        help_text=_("On the page of the action. Visitors without an account never do."),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("She is told by it that she is named, and may object."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    email_for = forms.ChoiceField(
        label=_("Who may open her e-mail address"),
        choices=WHO,
        help_text=_("Where it is closed, messages still reach her through the platform."),
    )
    telephone = forms.CharField(
        label=_("Telephone number"),
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    telephone_for = forms.ChoiceField(
        label=_("Who may open her telephone number"),
        choices=WHO,
        help_text=_("Whoever opens it is named to her."),
    )

    def person(self) -> Person:
        """What was typed, as a card would say it."""
        return Person(**self.cleaned_data | {"side": Side(self.cleaned_data["side"])})


class ChangeForm(PersonForm):
    """The same of a card that is kept. What its keeper does not read stays where it is left empty."""

    def __init__(self, *args: Any, kept: Kept, opened: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = frozenset(opened)
        if not kept.card.name:
            del self.fields["name"], self.fields["function"]
        for name in REACHES if kept.is_chosen else ():
            del self.fields[name]
        for name in set(COLUMNS.values()) - self.opened:
            self.fields[name].required = False
            self.fields[name].help_text = _("Leave it empty to keep what the card says.")

    def changes(self) -> dict[str, Any]:
        """What the card is to say; without what was left empty unread."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value or name not in COLUMNS.values() or name in self.opened
        }


class Attaching(forms.Form):
    """One of the cards that the structure keeps already."""

    contact = forms.TypedChoiceField(label=_("Person"), coerce=int)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"] = forms.TypedChoiceField(
            label=_("Person"), coerce=int, choices=[("", "—"), *choices]
        )


def said_of(kept: Kept) -> dict[str, Any]:
    """What the form begins with."""
    card = kept.card
    words = {name: getattr(card, name) for name in ("name", "function", "organisation", "languages")}
    return {"side": card.side.value, **words, **kept.reaches}


def chosen_of(kept: Kept) -> list[tuple[Any, Any]]:
    """What the person has chosen herself to show or to hide, in words; nothing where she has not."""
    names = REACHES if kept.is_chosen else ()
    return [(PersonForm.base_fields[name].label, dict(WHO)[Reach(kept.reaches[name])]) for name in names]
