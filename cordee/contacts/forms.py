"""The form by which a person corrects her card."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.contacts.enums import Reach, Side
from cordee.contacts.person import Person


class PersonForm(forms.Form):
    """Her own card: what it says, and who sees it. What is wrong is judged by `Person` alone."""

    name = forms.CharField(label=_("Name"), max_length=150)
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    languages = forms.CharField(
        label=_("Languages"),
        max_length=120,
        required=False,
        help_text=_("Those in which one may write to you, with commas between them."),
    )
    name_for = forms.ChoiceField(label=_("Who sees my name and function"), choices=Reach)
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("If you give another one, your link is sent to it and this page no longer opens."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    email_for = forms.ChoiceField(
        label=_("Who may open my e-mail address"),
        choices=Reach,
        help_text=_("Where it is closed, messages still reach you through the platform."),
    )
    telephone = forms.CharField(
        label=_("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    telephone_for = forms.ChoiceField(label=_("Who may open my telephone number"), choices=Reach)

    def person(self, side: str) -> Person:
        """What was typed, as a card would say it."""
        return Person(side=Side(side), **self.cleaned_data)

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Show each sentence beside its field."""
        for name, sentence in problems.items():
            self.add_error(name if name in self.fields else None, sentence)
