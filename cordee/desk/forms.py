"""A decision: yes with a role, or no with a reason that the person reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordee.organisations.enums import MembershipRole

REASONS = {
    "not-here": _("The structure has no address in the territory and does not act for it."),
    "not-abroad": _("We did not find what the structure does abroad: write to us if we missed it."),
    "not-hers": _(
        "We could not check that you act for this structure: ask again from an address of its own."
    ),
    "twice": _("The structure is in the list already, under another name: ask to join it."),
    "personal": _("Accounts are for those who act for a structure, not for personal projects."),
}


class Accepting(forms.Form):
    """As what she is taken in."""

    role = forms.ChoiceField(label=_("As what?"), choices=MembershipRole.choices)


class Refusing(forms.Form):
    """Why not: one of the usual reasons, her own words, or both."""

    usual = forms.ChoiceField(
        label=_("A usual reason"), choices=[("", _("None of these")), *REASONS.items()],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=1500, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        said = super().clean() or self.cleaned_data
        if not said.get("usual") and not said.get("words"):
            self.add_error("words", _("Say why: the person reads it."))
        return said

    def reason(self) -> str:
        """The whole of it."""
        usual = REASONS.get(self.cleaned_data["usual"], "")
        return "\n".join(part for part in (str(usual), self.cleaned_data["words"]) if part)
