"""Forms by which a person finds her place in a structure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.organisations.enums import Kind, MembershipRole
from cordee.territory import instance

_LONGEST = 1000


class Joining(forms.Form):
    """Why she belongs to a structure that is in the list, and as what."""

    reason = forms.CharField(
        label=_("Who are you in this structure?"),
        help_text=_("A sentence is enough: whoever decides may know you by it."),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )
    role = forms.ChoiceField(
        label=_("As what?"),
        choices=[
            (MembershipRole.MEMBER, _("I publish what we do")),
            (MembershipRole.REFERENT, _("I also answer for the structure: its sheet, its members")),
        ],
        initial=MembershipRole.MEMBER,
        widget=forms.RadioSelect,
    )


class Claiming(Joining):
    """The same of a structure in whose name nobody acts yet."""

    role = forms.ChoiceField(
        label=_("As what?"),
        choices=[
            (MembershipRole.REFERENT, _("I answer for the structure: its sheet, its actions, its members")),
            (MembershipRole.MEMBER, _("I publish what we do; somebody else will answer for the structure")),
        ],
        initial=MembershipRole.REFERENT,
        widget=forms.RadioSelect,
    )


class Identity(forms.Form):
    """What a structure is, and where."""

    name = forms.CharField(label=_("Name of the structure"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=[("", "—"), *Kind.choices])
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    locality = forms.CharField(
        label=_("Place outside the territory"),
        help_text=_("Only where it has no address in one of the communes."),
        max_length=120,
        required=False,
    )
    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https",
        help_text=_("It helps the team check that the structure exists."),
    )  # fmt: skip
    siret = forms.CharField(label="SIRET", max_length=20, required=False, help_text=_("Fourteen digits."))
    rna = forms.CharField(
        label="RNA",
        max_length=12,
        required=False,
        help_text=_("Of an association: W and nine digits."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = ("", _("Outside the territory"))
        self.fields["commune"] = forms.ChoiceField(
            label=_("Commune"), required=False, choices=[outside, *communes()]
        )

    def clean_siret(self) -> str:
        """People write it in groups."""
        return "".join(self.cleaned_data["siret"].split())

    def clean_rna(self) -> str:
        """People write it in lower case."""
        return "".join(self.cleaned_data["rna"].split()).upper()

    def clean(self) -> dict[str, Any]:
        """A structure is somewhere, in one place."""
        said = super().clean() or self.cleaned_data
        if not said.get("commune") and not said.get("locality") and "locality" not in self.errors:
            self.add_error("commune", _("Choose a commune, or say where the structure is."))
        if said.get("commune") and said.get("locality"):
            self.add_error("locality", _("Leave this empty, or choose «Outside the territory» above."))
        return said


class Founding(Identity):
    """A structure that is not in the list yet, and why she belongs to it."""

    abroad = forms.CharField(
        label=_("What does it do abroad?"),
        help_text=_("A few words: countries, partners, since when."),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Who are you in this structure?"), max_length=_LONGEST, widget=forms.Textarea({"rows": 2})
    )


class Inviting(forms.Form):
    """Somebody who belongs to the structure and has no account yet, or is not in it."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}), max_length=254
    )
    role = forms.ChoiceField(
        label=_("As what?"), choices=MembershipRole.choices, initial=MembershipRole.MEMBER
    )


def communes() -> list[tuple[str, str]]:
    """Those of the territory, by name, as choices."""
    known = sorted(instance.current().communes.values(), key=lambda commune: commune.name)
    return [(commune.insee, commune.name) for commune in known]
